package mirrorsh.lab.instance.security;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of a database (catalog.md §4.3).
 *
 * @param owner principal_id of the owner user
 * @param der the public part
 * @param x509 the same, parsed
 * @param keyBackup when the private key was exported last, null for never
 */
record Certificate(
        int id,
        String name,
        int owner,
        boolean activeForDialog,
        byte[] der,
        X509Certificate x509,
        HeldKey key,
        @Nullable LocalDateTime keyBackup) {
    Certificate withOwner(int newOwner) {
        return new Certificate(id, name, newOwner, activeForDialog, der, x509, key, keyBackup);
    }

    Certificate withKey(HeldKey newKey) {
        return new Certificate(id, name, owner, activeForDialog, der, x509, newKey, keyBackup);
    }

    /** The same object with another public part. */
    Certificate withContent(byte[] otherDer, X509Certificate other) {
        return new Certificate(id, name, owner, activeForDialog, otherDer, other, key, keyBackup);
    }

    Certificate withDialog(boolean active) {
        return new Certificate(id, name, owner, active, der, x509, key, keyBackup);
    }

    Certificate withKeyBackup(LocalDateTime time) {
        return new Certificate(id, name, owner, activeForDialog, der, x509, key, time);
    }

    byte[] thumbprint() {
        return X509.thumbprint(der);
    }

    String subject() {
        return X509.text(x509.getSubjectX500Principal());
    }

    String issuer() {
        return X509.text(x509.getIssuerX500Principal());
    }

    /** Hexadecimal bytes with blanks between them, the first 16 (the format is unconfirmed, catalog.md §15 #4). */
    String serialNumber() {
        byte[] bytes = x509.getSerialNumber().toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return HexFormat.ofDelimiter(" ").formatHex(bytes, from, Math.min(bytes.length, from + 16));
    }

    LocalDateTime start() {
        return LocalDateTime.ofInstant(x509.getNotBefore().toInstant(), ZoneOffset.UTC);
    }

    LocalDateTime expiry() {
        return LocalDateTime.ofInstant(x509.getNotAfter().toInstant(), ZoneOffset.UTC);
    }

    boolean notYetValid(Instant now) {
        return now.isBefore(x509.getNotBefore().toInstant());
    }

    boolean expired(Instant now) {
        return now.isAfter(x509.getNotAfter().toInstant());
    }

    boolean sameIssuerAndSerial(X509Certificate other) {
        return x509.getSerialNumber().equals(other.getSerialNumber())
                && x509.getIssuerX500Principal().equals(other.getIssuerX500Principal());
    }

    /** SID of a principal mapped from the certificate: authority 9, then 1 and the thumbprint. */
    byte[] sid() {
        byte[] sid = Arrays.copyOf(new byte[] {1, 6, 0, 0, 0, 0, 0, 9, 1}, 32);
        System.arraycopy(thumbprint(), 0, sid, 12, 20);
        return sid;
    }

    String sidText() {
        StringBuilder text = new StringBuilder("S-1-9-1");
        byte[] print = thumbprint();
        for (int i = 0; i < print.length; i += 4) {
            byte[] bigEndian = {print[i + 3], print[i + 2], print[i + 1], print[i]};
            text.append('-').append(new BigInteger(1, bigEndian));
        }
        return text.toString();
    }
}
