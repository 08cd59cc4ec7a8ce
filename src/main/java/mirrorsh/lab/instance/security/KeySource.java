package mirrorsh.lab.instance.security;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Where new RSA keys come from. Asked outside every lock, because making one may take seconds. Safe to share. */
@FunctionalInterface
public interface KeySource {
    /** A key pair of its own for each call; {@code bits} is what the imitated version would generate. */
    KeyPair rsa(int bits);

    /** Keys made when they are asked for. */
    static KeySource generating(SecureRandom random) {
        return bits -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(bits, random);
                return generator.generateKeyPair();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java runtime has RSA.", e);
            }
        };
    }
}
