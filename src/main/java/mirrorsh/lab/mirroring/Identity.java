package mirrorsh.lab.mirroring;

/**
 * Who is at the other end of a link, as the handshake has shown.
 *
 * @param server the peer's server name
 * @param login the local login that owns the peer's certificate
 * @param certificateId local id of that certificate
 * @param purpose what the link is for
 */
record Identity(
        String server,
        int version,
        String login,
        int certificateId,
        Negotiation.Encryption encryption,
        Purpose purpose) {
    /** What a link is opened for. */
    enum Purpose {
        /** Partner to partner. */
        PARTNER,
        /** Partner to witness. */
        WITNESS
    }
}
