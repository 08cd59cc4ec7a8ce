package mirrorsh.model;

/**
 * One instance in a wanted session, with the names that the document gives its objects.
 *
 * @param host the operator's name for it
 * @param address network name or address that the others reach it by, without port
 * @param port listener port of its endpoint
 * @param endpoint name of its endpoint
 * @param certificate name of its certificate, on itself and on its peers
 * @param login login that stands for it on its peers
 * @param user user of master that stands for it on its peers
 */
public record Participant(
        String host, String address, int port, String endpoint, String certificate, String login, String user) {
    public static final int DEFAULT_PORT = 7024;
    public static final String DEFAULT_ENDPOINT = "Endpoint_Mirroring";

    /** The document's names: HOST_A_cert, Endpoint_Mirroring, HOST_A_login, HOST_A_user. */
    public static Participant named(String host, String address, int port) {
        return new Participant(host, address, port, DEFAULT_ENDPOINT, host + "_cert", host + "_login", host + "_user");
    }

    /** {@code TCP://address:port} (procedure.md §7). */
    public String url() {
        return "TCP://" + address + ":" + port;
    }
}
