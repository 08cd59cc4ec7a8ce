package mirrorsh.lab.instance.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Hashes of login passwords: 0x0200, 4 bytes of salt, SHA-512 of the password in UTF-16 and the salt; 0x0100 with SHA-1 as older
 * versions made them (tsql.md §5.1, leading bytes unconfirmed).
 */
final class PasswordHash {
    private static final int SALT = 4;
    private static final int HEAD = 2 + SALT;

    private PasswordHash() {}

    static byte[] of(String password, SecureRandom random) {
        byte[] head = Arrays.copyOf(new byte[] {2, 0}, HEAD);
        System.arraycopy(Seal.randomBytes(SALT, random), 0, head, 2, SALT);
        return hash(head, password, "SHA-512");
    }

    static boolean isWellFormed(byte[] hash) {
        return hash.length == HEAD + 64 && hash[0] == 2 && hash[1] == 0
                || hash.length == HEAD + 20 && hash[0] == 1 && hash[1] == 0;
    }

    static boolean matches(byte[] hash, String password) {
        if (!isWellFormed(hash)) {
            return false;
        }
        byte[] computed = hash(Arrays.copyOf(hash, HEAD), password, hash[0] == 2 ? "SHA-512" : "SHA-1");
        return MessageDigest.isEqual(hash, computed);
    }

    private static byte[] hash(byte[] head, String password, String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(password.getBytes(StandardCharsets.UTF_16LE));
            digest.update(head, 2, SALT);
            byte[] value = digest.digest();
            byte[] all = Arrays.copyOf(head, HEAD + value.length);
            System.arraycopy(value, 0, all, HEAD, value.length);
            return all;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA.", e);
        }
    }
}
