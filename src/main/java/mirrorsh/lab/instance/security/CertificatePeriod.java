package mirrorsh.lab.instance.security;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import mirrorsh.lab.type.SqlFailure;

/**
 * The period of a certificate, changed as no statement can: signed anew by its own key, with the same subject and serial number.
 * For faults only.
 */
record CertificatePeriod(Realm realm) {
    /** The endpoint's own certificate with another period; empty without one whose private key opens. */
    Optional<byte[]> reissued(Instant from, Instant to) {
        Optional<Certificate> found = realm.server()
                .endpoints()
                .settings()
                .flatMap(settings -> realm.master().certificate(settings.certificateId()));
        if (found.isEmpty() || !(found.get().key() instanceof HeldKey.ByMasterKey held)) {
            return Optional.empty();
        }
        Certificate own = found.get();
        try {
            KeyPair keys = new KeyPair(
                    own.x509().getPublicKey(), new CertificateKeys(realm).takeByServer(held, realm.master()));
            SelfSigned wanted = new SelfSigned(own.subject(), utc(from), utc(to));
            return Optional.of(
                    X509.selfSigned(realm.version(), keys, wanted, own.x509().getSerialNumber()));
        } catch (SqlFailure closed) {
            return Optional.empty();
        }
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    /** Puts other content in place of a certificate's, in the database master, under whatever name it is there. */
    void replace(byte[] before, byte[] after) {
        X509Certificate parsed =
                X509.parse(after).orElseThrow(() -> new IllegalArgumentException("These bytes are no certificate."));
        for (Certificate certificate : realm.master().certificates()) {
            if (Arrays.equals(certificate.der(), before)) {
                realm.master().put(certificate.withContent(after.clone(), parsed));
            }
        }
    }
}
