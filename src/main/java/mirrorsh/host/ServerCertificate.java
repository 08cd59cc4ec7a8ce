package mirrorsh.host;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The TLS certificate that a server shows to its clients, as far as a person needs it to recognize the server.
 *
 * @param fingerprint SHA-256 of the whole certificate, upper case, parted by colons
 * @param subject as the certificate spells it
 */
public record ServerCertificate(String fingerprint, String subject) {
    private static final HexFormat FORM = HexFormat.ofDelimiter(":").withUpperCase();

    static ServerCertificate of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new ServerCertificate(
                    FORM.formatHex(digest),
                    certificate.getSubjectX500Principal().getName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
