package mirrorsh.host;

import java.util.Optional;
import mirrorsh.tsql.Secret;

/** What the operator says when an SFTP server is to be entered. */
public interface SftpAccess {
    /**
     * Whether a server is to be believed by the key that it shows.
     *
     * @param fingerprint SHA-256 of the key, pairs of hexadecimal digits with colons
     */
    boolean isTrusted(String host, SftpAddress address, String fingerprint);

    /** The password, or that of the private key; empty for none. The caller closes it. */
    Optional<Secret> password(String host, SftpAddress address);
}
