package mirrorsh.model;

/**
 * A live link of the mirroring endpoint (catalog.md §2.4).
 *
 * @param accepted opened by the other side
 * @param principal login that the peer's certificate led to
 * @param peerCertificateId local id of the certificate that the peer used
 */
public record Link(
        String state,
        String loginState,
        boolean accepted,
        String principal,
        int peerCertificateId,
        String encryption) {}
