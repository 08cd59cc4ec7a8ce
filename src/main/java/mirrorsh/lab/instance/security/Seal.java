package mirrorsh.lab.instance.security;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Protection of secret bytes by a key or a password: AES-256 with authentication, so that a wrong key is noticed.
 *
 * <p>Format: with a key, 12 bytes of nonce and the ciphertext; with a password, 16 bytes of salt before that.
 */
final class Seal {
    private static final int NONCE = 12;
    private static final int SALT = 16;
    private static final int TAG_BITS = 128;
    // few, for speed: nothing that a lab protects is worth more
    private static final int ROUNDS = 1_000;

    private Seal() {}

    static SecretKey newKey(SecureRandom random) {
        return key(randomBytes(32, random));
    }

    static SecretKey key(byte[] raw) {
        return new SecretKeySpec(raw, "AES");
    }

    static byte[] withKey(SecretKey key, byte[] secret, SecureRandom random) {
        byte[] nonce = randomBytes(NONCE, random);
        return joined(nonce, run(Cipher.ENCRYPT_MODE, key, nonce, secret).orElseThrow());
    }

    /** The secret, or empty when the key is another one. */
    static Optional<byte[]> open(SecretKey key, byte[] sealed) {
        if (sealed.length < NONCE) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        return run(Cipher.DECRYPT_MODE, key, nonce, Arrays.copyOfRange(sealed, NONCE, sealed.length));
    }

    static byte[] withPassword(String password, byte[] secret, SecureRandom random) {
        byte[] salt = randomBytes(SALT, random);
        return joined(salt, withKey(derived(password, salt), secret, random));
    }

    /** The secret, or empty when the password is another one. */
    static Optional<byte[]> open(String password, byte[] sealed) {
        if (sealed.length < SALT) {
            return Optional.empty();
        }
        SecretKey key = derived(password, Arrays.copyOf(sealed, SALT));
        return open(key, Arrays.copyOfRange(sealed, SALT, sealed.length));
    }

    static byte[] randomBytes(int count, SecureRandom random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SecretKey derived(String password, byte[] salt) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, 256);
            return key(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has PBKDF2.", e);
        }
    }

    private static Optional<byte[]> run(int mode, SecretKey key, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return Optional.of(cipher.doFinal(input));
        } catch (AEADBadTagException e) {
            return Optional.empty(); // what a wrong key looks like
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES/GCM.", e);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
