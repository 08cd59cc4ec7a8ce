package mirrorsh.lab.instance.security;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import mirrorsh.lab.instance.security.TransportSecurity.OwnIdentity;
import mirrorsh.lab.instance.security.TransportSecurity.PeerVerdict;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** The checks of a mirroring link, in the order of procedure.md §8.1. */
record EndpointTrust(Realm realm) {
    private static final int OWN_CERTIFICATE = 28036;
    private static final int PEER_CERTIFICATE = 28035;

    /** Check 5. */
    OwnIdentity ownIdentity() {
        Optional<Certificate> found = realm.server()
                .endpoints()
                .settings()
                .flatMap(settings -> realm.master().certificate(settings.certificateId()));
        if (found.isEmpty()) {
            return unusable(OWN_CERTIFICATE, 1, "the certificate was not found");
        }
        Certificate own = found.get();
        Instant now = realm.instant();
        if (own.expired(now)) {
            return unusable(OWN_CERTIFICATE, 85, "the certificate has expired");
        }
        if (own.notYetValid(now)) {
            return unusable(OWN_CERTIFICATE, 1, "the certificate is not yet valid");
        }
        if (own.key() instanceof HeldKey.None) {
            return unusable(OWN_CERTIFICATE, 1, "the certificate has no private key");
        }
        if (own.key() instanceof HeldKey.ByMasterKey held) {
            try {
                return new OwnIdentity.Usable(
                        own.der().clone(), new CertificateKeys(realm).takeByServer(held, realm.master()));
            } catch (SqlFailure closed) {
                return unusable(28037, 88, closed.number());
            }
        }
        return unusable(28037, 88, 15334);
    }

    private static OwnIdentity unusable(int number, int state, Object argument) {
        return new OwnIdentity.Unusable(message(number, state, argument));
    }

    /** Checks 6 to 8, 10 and 11. */
    PeerVerdict judge(byte[] der) {
        Optional<X509Certificate> sent = X509.parse(der);
        Optional<Certificate> stored = sent.flatMap(this::stored);
        if (stored.isEmpty()) {
            return refused(message(PEER_CERTIFICATE, 89, "the certificate was not found"), Optional.empty());
        }
        Certificate certificate = stored.get();
        if (!Arrays.equals(certificate.der(), der)) {
            return refused(message(28045, 1), Optional.empty());
        }
        Instant now = realm.instant();
        if (certificate.expired(now)) {
            return refused(message(PEER_CERTIFICATE, 1, "the certificate has expired"), Optional.empty());
        }
        if (certificate.notYetValid(now)) {
            return refused(message(PEER_CERTIFICATE, 1, "the certificate is not yet valid"), Optional.empty());
        }
        return owner(certificate);
    }

    private Optional<Certificate> stored(X509Certificate sent) {
        return realm.master().certificates().stream()
                .filter(certificate -> certificate.sameIssuerAndSerial(sent))
                .findFirst();
    }

    /**
     * The owner user leads to its login by SID. Where there is none the number is unconfirmed (errors.md P16): 28034 with the user's
     * name. Whether a disabled login passes is unconfirmed as well; it does.
     */
    private PeerVerdict owner(Certificate certificate) {
        Optional<DatabasePrincipal> user = realm.master().principal(certificate.owner());
        Optional<ServerPrincipal> login = user.flatMap(found -> {
            byte[] sid = found.sid();
            return sid == null ? Optional.empty() : realm.server().principals().bySid(sid);
        });
        if (login.isEmpty()) {
            String name = user.map(DatabasePrincipal::name).orElse("");
            return refused(message(28034, 84, name), Optional.empty());
        }
        String name = login.get().name();
        boolean mayConnect = realm.server()
                .endpoints()
                .mirroring()
                .filter(endpoint ->
                        Authority.of(realm, login.get(), realm.master()).onEndpoint(endpoint, "CO"))
                .isPresent();
        return mayConnect
                ? new PeerVerdict.Accepted(name, certificate.id())
                : refused(message(28034, 84, name), Optional.of(name));
    }

    private static PeerVerdict refused(SqlMessage reason, Optional<String> login) {
        return new PeerVerdict.Refused(reason, login);
    }

    private static SqlMessage message(int number, int state, Object... arguments) {
        SqlMessage plain = Messages.message(number, arguments);
        return new SqlMessage(number, plain.severity(), state, plain.text(), plain.procedure(), plain.line());
    }
}
