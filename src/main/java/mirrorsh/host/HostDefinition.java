package mirrorsh.host;

/**
 * How to reach an instance.
 *
 * @param name the operator's name for it
 * @param server {@code host}, {@code host:port}, {@code host,port} or {@code host\instance}
 * @param user login; empty where the authentication needs none
 * @param encryption how the connection is protected
 * @param authentication how we prove who we are
 * @param pin SHA-256 fingerprint of the one TLS certificate that the server may show, instead of one that the trust store vouches
 *     for; empty for none. Of no effect with {@link Encryption#ANY_CERTIFICATE}
 */
public record HostDefinition(
        String name, String server, String user, Encryption encryption, Authentication authentication, String pin) {
    /** With a SQL login. */
    public HostDefinition(String name, String server, String user, Encryption encryption) {
        this(name, server, user, encryption, Authentication.SQL_LOGIN, "");
    }

    /** The same, with the certificate that its server may show. */
    public HostDefinition pinnedTo(String fingerprint) {
        return new HostDefinition(name, server, user, encryption, authentication, fingerprint);
    }

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
