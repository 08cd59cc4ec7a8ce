package mirrorsh.lab.instance.security;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * The instance's own key, which opens the database master keys that were encrypted by it (tsql.md §2.4). Guarded by the lock of
 * {@link InstanceSecurity}.
 */
final class ServiceMasterKey {
    private final SecureRandom random;
    private final UUID id = UUID.randomUUID();
    private SecretKey key;

    ServiceMasterKey(SecureRandom random) {
        this.random = random;
        this.key = Seal.newKey(random);
    }

    /** Tells instances apart; stays the same when the key is replaced, as the catalog's flags do. */
    UUID id() {
        return id;
    }

    byte[] seal(SecretKey masterKey) {
        return Seal.withKey(key, masterKey.getEncoded(), random);
    }

    Optional<SecretKey> open(byte[] sealed) {
        return Seal.open(key, sealed).map(Seal::key);
    }

    /** A new key; what the old one sealed does not open any more. */
    void replace() {
        key = Seal.newKey(random);
    }
}
