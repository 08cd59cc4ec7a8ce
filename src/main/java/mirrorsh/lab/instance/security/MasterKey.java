package mirrorsh.lab.instance.security;

import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A database master key as a database stores it: once for each password, and perhaps once under a service master key (tsql.md §2).
 *
 * @param guid the key's own
 * @param passwordCopies the key sealed by each of its passwords
 * @param serverCopy the key sealed by a service master key, null after DROP ENCRYPTION BY SERVICE MASTER KEY
 */
record MasterKey(
        UUID guid,
        LocalDateTime created,
        LocalDateTime modified,
        List<byte[]> passwordCopies,
        @Nullable ServerCopy serverCopy) {
    static final String NAME = "##MS_DatabaseMasterKey##";

    MasterKey {
        passwordCopies = List.copyOf(passwordCopies);
    }

    /** @param serviceMasterKey id of the service master key that sealed it */
    record ServerCopy(UUID serviceMasterKey, byte[] sealed) {}

    static MasterKey of(SecretKey key, String password, LocalDateTime now, SecureRandom random) {
        byte[] copy = Seal.withPassword(password, key.getEncoded(), random);
        return new MasterKey(UUID.randomUUID(), now, now, List.of(copy), null);
    }

    Optional<SecretKey> open(String password) {
        return passwordCopies.stream()
                .flatMap(copy -> Seal.open(password, copy).stream())
                .findFirst()
                .map(Seal::key);
    }

    /** Whether a copy was made by this instance's service master key, be it openable or not. */
    boolean hasCopyOf(ServiceMasterKey serviceMasterKey) {
        return serverCopy != null && serverCopy.serviceMasterKey().equals(serviceMasterKey.id());
    }

    Optional<SecretKey> open(ServiceMasterKey serviceMasterKey) {
        return serverCopy == null || !hasCopyOf(serviceMasterKey)
                ? Optional.empty()
                : serviceMasterKey.open(serverCopy.sealed());
    }

    MasterKey withPassword(SecretKey key, String password, LocalDateTime now, SecureRandom random) {
        List<byte[]> copies = new ArrayList<>(passwordCopies);
        copies.add(Seal.withPassword(password, key.getEncoded(), random));
        return new MasterKey(guid, created, now, copies, serverCopy);
    }

    MasterKey withoutPassword(String password, LocalDateTime now) {
        List<byte[]> copies = passwordCopies.stream()
                .filter(copy -> Seal.open(password, copy).isEmpty())
                .toList();
        return new MasterKey(guid, created, now, copies, serverCopy);
    }

    MasterKey withServerCopy(SecretKey key, ServiceMasterKey serviceMasterKey, LocalDateTime now) {
        ServerCopy copy = new ServerCopy(serviceMasterKey.id(), serviceMasterKey.seal(key));
        return new MasterKey(guid, created, now, passwordCopies, copy);
    }

    MasterKey withoutServerCopy(LocalDateTime now) {
        return new MasterKey(guid, created, now, passwordCopies, null);
    }
}
