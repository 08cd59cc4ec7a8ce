package mirrorsh.host;

/**
 * How to reach an instance.
 *
 * @param name the operator's name for it
 * @param server {@code host}, {@code host:port}, {@code host,port} or {@code host\instance}
 * @param user SQL login
 * @param encryption how the connection is protected
 */
public record HostDefinition(String name, String server, String user, Encryption encryption) {
    /** How much the server has to prove. */
    public enum Encryption {
        /** TLS, the server's certificate verified against the JVM's trust store. */
        VERIFIED,
        /** TLS, any server certificate accepted. */
        ANY_CERTIFICATE,
        /** TDS 8.0: TLS before anything else, verified. */
        STRICT
    }
}
