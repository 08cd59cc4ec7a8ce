package mirrorsh.lab.instance.security;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import mirrorsh.lab.der.Der;
import mirrorsh.lab.machine.Installation.Version;

/** Real X.509: writing a self-signed certificate, reading any, and how the catalog words names (tsql.md §3.1, §12). */
final class X509 {
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SHA1_WITH_RSA = "1.2.840.113549.1.1.5";
    private static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";

    private X509() {}

    /** Bits of a generated key, by version. */
    static int keyLength(Version version) {
        if (version.atLeast(Version.SQL_2022)) {
            return 3072;
        }
        return version.atLeast(Version.SQL_2016) ? 2048 : 1024;
    }

    /**
     * A self-signed certificate with the field set of version 1: subject is issuer, no extensions.
     *
     * @param wanted its subject is plain text, which becomes the common name, or a distinguished name
     */
    static byte[] selfSigned(Version version, KeyPair keys, SelfSigned wanted, BigInteger serial) {
        boolean sha256 = version.atLeast(Version.SQL_2017);
        byte[] algorithm = Der.sequence(Der.objectIdentifier(sha256 ? SHA256_WITH_RSA : SHA1_WITH_RSA), Der.nothing());
        byte[] name = name(wanted.subject());
        byte[] toBeSigned = Der.sequence(
                Der.integer(serial),
                algorithm,
                name,
                Der.sequence(
                        Der.time(wanted.start().toInstant(ZoneOffset.UTC)),
                        Der.time(wanted.expiry().toInstant(ZoneOffset.UTC))),
                name,
                keys.getPublic().getEncoded());
        try {
            Signature signature = Signature.getInstance(sha256 ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(toBeSigned);
            return Der.sequence(toBeSigned, algorithm, Der.bitString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An RSA key of the key source does not sign.", e);
        }
    }

    /** The certificate, or empty when the bytes are not one DER-encoded certificate with an RSA key of a size that is taken. */
    static Optional<X509Certificate> parse(byte[] der) {
        // the JDK also reads PEM and ignores what follows; the server reads DER only
        if (!Der.isOneSequence(der)) {
            return Optional.empty();
        }
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return Optional.of(certificate).filter(found -> keyBits(found) >= 384 && keyBits(found) <= 4096);
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    /** Bits of the RSA key, 0 for another kind of key. */
    static int keyBits(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : 0;
    }

    static byte[] thumbprint(byte[] der) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(der);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1.", e);
        }
    }

    /** A name as the catalog shows it: the bare text when it is nothing but a common name. */
    static String text(X500Principal name) {
        try {
            List<Rdn> parts = new LdapName(name.getName()).getRdns();
            boolean bare = parts.size() == 1 && parts.get(0).getType().equalsIgnoreCase("CN");
            return bare ? String.valueOf(parts.get(0).getValue()) : name.toString();
        } catch (InvalidNameException e) {
            return name.toString();
        }
    }

    private static byte[] name(String subject) {
        if (subject.matches("[A-Za-z]+ *=.*")) {
            try {
                return new X500Principal(subject).getEncoded();
            } catch (IllegalArgumentException e) {
                return commonName(subject); // not a distinguished name after all, so plain text
            }
        }
        return commonName(subject);
    }

    private static byte[] commonName(String text) {
        return Der.sequence(Der.set(Der.sequence(Der.objectIdentifier(COMMON_NAME), Der.string(text))));
    }
}
