package mirrorsh.lab.instance.storage;

import java.util.Optional;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.Credential;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.security.Encryptor;
import org.jspecify.annotations.Nullable;

/** What storage asks the instance's security. */
public interface Principals {
    /** Whether {@code is_master_key_encrypted_by_server} is 1 for a database. */
    boolean opensByServiceMasterKey(DatabaseSecurity database);

    /** The SID of a login by name; null when there is none of that name any more. */
    byte @Nullable [] sid(String login);

    /**
     * Opens a database encryption key by the certificate in master that has this thumbprint.
     *
     * @throws mirrorsh.lab.type.SqlFailure 33111 without it or its private key, 15581 or 15466 where the master key does not open
     */
    void openEncryption(byte[] thumbprint);

    /**
     * The certificate in master that a backup is to be encrypted with.
     *
     * @throws mirrorsh.lab.type.SqlFailure 15151 without it, 3096 when it has expired, 33101 without a private key that opens by itself
     */
    Encryptor backupEncryptor(String certificate, Caller caller);

    /** The credential of a name. */
    Optional<Credential> credential(String name);
}
