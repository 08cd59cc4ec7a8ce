package mirrorsh.model;

/**
 * One partner's view of a mirroring session, with the catalog's own words (catalog.md §2.1).
 *
 * @param guid the session's identifier, the same on both partners
 * @param role PRINCIPAL or MIRROR
 * @param state SYNCHRONIZED, SYNCHRONIZING, SUSPENDED, DISCONNECTED or PENDING_FAILOVER
 * @param safety FULL, OFF or UNKNOWN
 * @param partner address given in SET PARTNER
 * @param partnerInstance instance name of the partner, empty until it is known
 * @param witness address of the witness, empty without one
 * @param witnessState CONNECTED, DISCONNECTED, UNKNOWN; empty without witness
 * @param timeoutSeconds partner time-out
 */
public record MirroringSession(
        String guid,
        String role,
        String state,
        String safety,
        String partner,
        String partnerInstance,
        String witness,
        String witnessState,
        int timeoutSeconds) {
    public boolean isPrincipal() {
        return role.equals("PRINCIPAL");
    }

    public boolean isMirror() {
        return role.equals("MIRROR");
    }

    public boolean isSynchronized() {
        return state.equals("SYNCHRONIZED");
    }
}
