package mirrorsh.lab.mirroring;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** A signed challenge: who made it holds the private key of a certificate. */
final class Proof {
    private static final String ALGORITHM = "SHA256withRSA";

    private Proof() {}

    /** Which side proves itself; part of what is signed, so that a proof cannot be sent back. */
    enum Side {
        OPENER,
        ACCEPTOR
    }

    /** What a side signs: its name, what both sides challenge with (nonces and shares of the key), its certificate. */
    record Challenge(Side side, byte[] opener, byte[] acceptor, byte[] certificate) {}

    static byte[] sign(Challenge challenge, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        feed(signature, challenge);
        return signature.sign();
    }

    static boolean verify(Challenge challenge, byte[] proof) {
        try {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(challenge.certificate()));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(certificate.getPublicKey());
            feed(signature, challenge);
            return signature.verify(proof);
        } catch (GeneralSecurityException e) {
            return false; // bytes that are no certificate or no signature prove nothing
        }
    }

    private static void feed(Signature signature, Challenge challenge) throws GeneralSecurityException {
        signature.update(challenge.side().name().getBytes(StandardCharsets.US_ASCII));
        signature.update(challenge.opener());
        signature.update(challenge.acceptor());
        signature.update(challenge.certificate());
    }
}
