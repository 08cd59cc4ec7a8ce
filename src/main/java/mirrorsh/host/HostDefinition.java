package mirrorsh.host;

import mirrorsh.model.UsageException;

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
    private static final int LONGEST_NAME = 128;

    /** @throws UsageException when the name could not be typed again, as one of several parted by commas or in a file of hosts */
    public HostDefinition {
        boolean typed = !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.strip().equals(name)
                && name.chars().noneMatch(c -> c == ',' || Character.isISOControl(c));
        if (!typed) {
            throw new UsageException(
                    "'" + name + "' is no name for a host: it takes one of at most " + LONGEST_NAME
                            + " characters without commas, line ends and blanks around it.",
                    "another name of your own for " + server);
        }
    }

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
