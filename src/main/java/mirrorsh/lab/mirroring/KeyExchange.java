package mirrorsh.lab.mirroring;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyAgreement;

/**
 * One side's part in agreeing upon the secret of a link: a key pair for this link only. Each side signs both public halves with the key
 * of its certificate ({@link Proof}), so that nobody can come between. What the real thing does is not documented (login state 9, WAIT
 * PRE-MASTER SECRET, errors.md §6.1).
 */
final class KeyExchange {
    private static final String CURVE = "X25519";

    private final KeyPair pair;

    private KeyExchange(KeyPair pair) {
        this.pair = pair;
    }

    static KeyExchange begin() {
        try {
            return new KeyExchange(KeyPairGenerator.getInstance(CURVE).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + CURVE + ".", e);
        }
    }

    /** What the other side is told. */
    byte[] share() {
        return pair.getPublic().getEncoded();
    }

    /**
     * The secret that both sides come to.
     *
     * @param theirs what the other side told
     * @param nonces of the opener and of the acceptor, which make it another one for each link
     * @throws IOException when what the other side told is no share
     */
    byte[] secret(byte[] theirs, byte[]... nonces) throws IOException {
        try {
            PublicKey other = KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(theirs));
            KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
            agreement.init(pair.getPrivate());
            agreement.doPhase(other, true);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(agreement.generateSecret());
            for (byte[] nonce : nonces) {
                digest.update(nonce);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new Frames.MalformedException("The peer's share is no key: " + e.getMessage());
        }
    }
}
