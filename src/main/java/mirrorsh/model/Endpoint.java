package mirrorsh.model;

/**
 * The database mirroring endpoint of an instance, with the catalog's own words (catalog.md §2.2, §3).
 *
 * @param state STARTED, STOPPED or DISABLED
 * @param ip LISTENER_IP, empty for ALL
 * @param role NONE, PARTNER, WITNESS or ALL
 * @param authentication for example CERTIFICATE or NEGOTIATE
 * @param certificateId own certificate in master, 0 for none
 * @param encryption for example AES, or NONE when disabled
 * @param owner login that owns it, empty when it is not visible
 */
public record Endpoint(
        int id,
        String name,
        String state,
        int port,
        String ip,
        String role,
        String authentication,
        int certificateId,
        String encryption,
        String owner) {
    public boolean isStarted() {
        return state.equals("STARTED");
    }

    public boolean usesCertificate() {
        return authentication.contains("CERTIFICATE");
    }
}
