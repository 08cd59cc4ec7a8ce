package mirrorsh.lab.instance.security;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
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
    private final List<SecretKey> keys = new ArrayList<>();
    private int oldest;

    ServiceMasterKey(SecureRandom random) {
        this.random = random;
        keys.add(Seal.newKey(random));
    }

    /** Tells instances apart; stays the same when the key is replaced, as the catalog's flags do. */
    UUID id() {
        return id;
    }

    byte[] seal(SecretKey masterKey) {
        return Seal.withKey(keys.get(keys.size() - 1), masterKey.getEncoded(), random);
    }

    Optional<SecretKey> open(byte[] sealed) {
        return keys.subList(oldest, keys.size()).stream()
                .flatMap(key -> Seal.open(key, sealed).stream())
                .map(Seal::key)
                .findFirst();
    }

    /** A new key; what the old one sealed does not open any more. */
    void replace() {
        oldest = keys.size();
        keys.add(Seal.newKey(random));
    }

    /** The old key is found again, as by a restore from a backup of it; what was sealed meanwhile opens too. */
    void restore() {
        oldest = 0;
    }
}
