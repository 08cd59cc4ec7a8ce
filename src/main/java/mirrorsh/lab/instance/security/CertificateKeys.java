package mirrorsh.lab.instance.security;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Putting private keys of certificates away, and taking them out. */
record CertificateKeys(Realm realm) {
    /**
     * Protects a private key by a password, or by the database master key where there is none.
     *
     * @throws SqlFailure 15581 or 15466 where the master key does not open, 15116 to 15118 where the password is weak
     */
    HeldKey hold(PrivateKey key, @Nullable String password, DatabaseSecurity database, int session) {
        byte[] encoded = key.getEncoded();
        if (password == null) {
            return new HeldKey.ByMasterKey(
                    Seal.withKey(new KeyRing(realm).open(database, session), encoded, realm.random()));
        }
        PasswordPolicy.check(password, "", realm.installation().machine().name());
        return new HeldKey.ByPassword(Seal.withPassword(password, encoded, realm.random()));
    }

    /**
     * The private key.
     *
     * @param password of a key that a password protects; must be absent for others
     * @throws SqlFailure 15246 none, 15334 password missing, 15465 wrong, 15147 not wanted, 15581 or 15466 master key closed
     */
    PrivateKey take(Certificate certificate, @Nullable String password, DatabaseSecurity database, int session) {
        if (certificate.key() instanceof HeldKey.ByPassword held) {
            if (password == null) {
                throw SqlFailure.of(15334, certificate.name());
            }
            return decoded(Seal.open(password, held.sealed()).orElseThrow(() -> SqlFailure.of(15465)));
        }
        if (certificate.key() instanceof HeldKey.ByMasterKey held) {
            Refusal.unless(password == null, SqlFailure.of(15147, certificate.name()));
            return decoded(Seal.open(new KeyRing(realm).open(database, session), held.sealed())
                    .orElseThrow(() -> SqlFailure.of(15466)));
        }
        throw SqlFailure.of(15246, certificate.name());
    }

    /** The private key of a certificate under the database master key, opened by the service master key alone. */
    PrivateKey takeByServer(HeldKey.ByMasterKey held, DatabaseSecurity database) {
        return decoded(Seal.open(new KeyRing(realm).openByServer(database), held.sealed())
                .orElseThrow(() -> SqlFailure.of(15466)));
    }

    static boolean match(PrivateKey key, Certificate certificate) {
        return match(key, certificate.x509().getPublicKey());
    }

    static boolean match(PrivateKey key, java.security.PublicKey publicKey) {
        return key instanceof RSAPrivateKey secret
                && publicKey instanceof RSAPublicKey open
                && secret.getModulus().equals(open.getModulus());
    }

    static byte[] sealed(HeldKey key) {
        if (key instanceof HeldKey.ByMasterKey held) {
            return held.sealed();
        }
        return key instanceof HeldKey.ByPassword held ? held.sealed() : new byte[0];
    }

    static PrivateKey decoded(byte[] pkcs8) {
        return tryDecode(pkcs8).orElseThrow(() -> SqlFailure.of(15464));
    }

    private static Optional<PrivateKey> tryDecode(byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
