package mirrorsh.lab.instance.security;

import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key that encrypts a database at rest (transparent data encryption), as the database stores it. It travels with the database;
 * what opens it, the certificate in master, does not (errors.md §9 P62). The lab encrypts no file: it keeps the rules.
 *
 * @param algorithm for example AES_256
 * @param thumbprint of the certificate in master that protects the key
 * @param on whether SET ENCRYPTION is ON
 * @param created UTC, as the other times
 * @param regenerated when the key itself was made last
 * @param modified when anything of this changed last
 * @param set when encryption was turned on last, null for never
 */
public record DatabaseEncryption(
        String algorithm,
        byte[] thumbprint,
        boolean on,
        LocalDateTime created,
        LocalDateTime regenerated,
        LocalDateTime modified,
        @Nullable LocalDateTime set) {
    static DatabaseEncryption fresh(String algorithm, byte[] thumbprint, LocalDateTime now) {
        return new DatabaseEncryption(algorithm, thumbprint.clone(), false, now, now, now, null);
    }

    /** AES or TRIPLE_DES, as sys.dm_database_encryption_keys says. */
    public String family() {
        return algorithm.startsWith("AES") ? "AES" : "TRIPLE_DES";
    }

    /** Bits of the key. */
    public int length() {
        return switch (algorithm) {
            case "AES_128" -> 128;
            case "AES_256" -> 256;
            default -> 192;
        };
    }

    /** Whether a certificate with this thumbprint protects the key. */
    public boolean isProtectedBy(byte[] certificate) {
        return Arrays.equals(thumbprint, certificate);
    }

    /** After SET ENCRYPTION ON or OFF. */
    public DatabaseEncryption turned(boolean nowOn, LocalDateTime now) {
        return new DatabaseEncryption(algorithm, thumbprint, nowOn, created, regenerated, now, nowOn ? now : set);
    }

    DatabaseEncryption regenerated(String other, LocalDateTime now) {
        return new DatabaseEncryption(other, thumbprint, on, created, now, now, set);
    }

    DatabaseEncryption protectedBy(byte[] certificate, LocalDateTime now) {
        return new DatabaseEncryption(algorithm, certificate.clone(), on, created, regenerated, now, set);
    }
}
