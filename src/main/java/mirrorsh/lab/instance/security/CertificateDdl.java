package mirrorsh.lab.instance.security;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import mirrorsh.lab.sql.ast.CertificateStatement.AlterCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.DropCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.PrivateKeySource;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER and DROP CERTIFICATE (tsql.md §3.1 to §3.3). */
final class CertificateDdl {
    private final Realm realm;
    private final Caller caller;
    private final DatabaseSecurity database;
    private final Authority authority;
    private final CertificateKeys keys;

    CertificateDdl(Realm realm, Caller caller, DatabaseSecurity database) {
        this.realm = realm;
        this.caller = caller;
        this.database = database;
        this.authority = Authority.of(realm, caller, database);
        this.keys = new CertificateKeys(realm);
    }

    /** Everything that refuses a certificate to be generated, so that no key is made in vain. */
    void check(CreateCertificate create, CreateCertificate.Generated generated) {
        checkCommon(create);
        SelfSigned.of(generated, realm);
        if (generated.password() == null) {
            new KeyRing(realm).open(database, caller.sessionId());
        } else {
            PasswordPolicy.check(
                    generated.password(), "", realm.installation().machine().name());
        }
    }

    /** @param pair of the kind that the version generates */
    void generate(CreateCertificate create, CreateCertificate.Generated generated, KeyPair pair) {
        check(create, generated);
        SelfSigned wanted = SelfSigned.of(generated, realm);
        X509Certificate x509 = X509.parse(wanted.sign(pair, realm))
                .orElseThrow(() -> new IllegalStateException("A generated certificate does not parse."));
        HeldKey held = keys.hold(pair.getPrivate(), generated.password(), database, caller.sessionId());
        add(create, x509, held);
        wanted.warning(realm.instant())
                .ifPresent(warning ->
                        realm.installation().machine().errorLog().write("spid" + caller.sessionId(), warning));
    }

    void load(CreateCertificate create, byte[] der, @Nullable PrivateKeySource key, int invalid) {
        checkCommon(create);
        X509Certificate x509 = X509.parse(der).orElseThrow(() -> SqlFailure.of(invalid));
        add(create, x509, key == null ? new HeldKey.None() : loadKey(key, x509));
    }

    void loadPfx(CreateCertificate create, byte[] file, @Nullable PrivateKeySource key) {
        checkCommon(create);
        String password = key == null || key.decryptionPassword() == null ? "" : key.decryptionPassword();
        PrivateKeyFile.Pfx pfx = PrivateKeyFile.readPfx(file, password);
        X509Certificate x509 = X509.parse(pfx.der()).orElseThrow(() -> SqlFailure.of(15297));
        String encryption = key == null ? null : key.encryptionPassword();
        add(create, x509, keys.hold(pfx.key(), encryption, database, caller.sessionId()));
    }

    private void checkCommon(CreateCertificate create) {
        Refusal.unless(authority.inDatabase("CRCF"), Refusal.notPermitted());
        owner(create);
        Refusal.unless(database.certificate(create.name()).isEmpty(), SqlFailure.of(15232, create.name()));
    }

    private void add(CreateCertificate create, X509Certificate x509, HeldKey held) {
        boolean known = database.certificates().stream().anyMatch(certificate -> certificate.sameIssuerAndSerial(x509));
        Refusal.unless(!known, SqlFailure.of(15232, create.name()));
        database.put(new Certificate(
                database.newCertificateId(),
                create.name(),
                owner(create),
                create.activeForDialog().orElse(true),
                encoded(x509),
                x509,
                held,
                null));
    }

    /** The owner's principal_id; a caller without CONTROL may only name a user that it may impersonate or alter. */
    private int owner(CreateCertificate create) {
        String name = create.owner();
        if (name == null) {
            return authority.user().id();
        }
        DatabasePrincipal owner = database.principal(name).orElseThrow(() -> Refusal.absent("find", "user", name));
        boolean allowed = owner.id() == authority.user().id()
                || authority.inDatabase("CL")
                || authority.onUser(owner, "IM")
                || authority.onUser(owner, "AL");
        Refusal.unless(allowed, Refusal.absent("find", "user", name));
        // 15345 or 15353 for which kind is not told; the sources list both for this statement
        Refusal.unless(mayOwn(owner), SqlFailure.of(15345, "certificate"));
        return owner.id();
    }

    static boolean mayOwn(DatabasePrincipal owner) {
        return !owner.isRole() && owner.kind() != DatabasePrincipal.Kind.CERTIFICATE_MAPPED_USER;
    }

    void alter(AlterCertificate alter) {
        Certificate certificate = find("alter", alter.name(), "AL");
        if (alter.removeKey()) {
            Refusal.unless(!(certificate.key() instanceof HeldKey.None), SqlFailure.of(15342, alter.name()));
            database.put(certificate.withKey(new HeldKey.None()));
        }
        PrivateKeySource source = alter.privateKey();
        if (source != null) {
            boolean brought = source.file() != null || source.binary() != null;
            HeldKey held = brought ? loadKey(source, certificate.x509()) : changeProtection(certificate, source);
            database.put(certificate.withKey(held));
        }
        Optional<Boolean> dialog = alter.activeForDialog();
        dialog.ifPresent(active -> database.put(certificate.withDialog(active)));
    }

    private HeldKey changeProtection(Certificate certificate, PrivateKeySource change) {
        Refusal.unless(!(certificate.key() instanceof HeldKey.None), SqlFailure.of(15342, certificate.name()));
        PrivateKey key = keys.take(certificate, change.decryptionPassword(), database, caller.sessionId());
        return keys.hold(key, change.encryptionPassword(), database, caller.sessionId());
    }

    private HeldKey loadKey(PrivateKeySource source, X509Certificate x509) {
        byte[] bytes = source.binary();
        if (bytes == null) {
            String file = source.file();
            bytes = file == null ? new byte[0] : new CertificateFiles(realm).read(file);
        }
        String password = source.decryptionPassword();
        PrivateKey key = PrivateKeyFile.read(bytes, password == null ? "" : password);
        Refusal.unless(CertificateKeys.match(key, x509.getPublicKey()), SqlFailure.of(15474));
        return keys.hold(key, source.encryptionPassword(), database, caller.sessionId());
    }

    void drop(DropCertificate drop) {
        Certificate certificate = find("drop", drop.name(), "CL");
        boolean byEndpoint = database == realm.master()
                && realm.server()
                        .endpoints()
                        .settings()
                        .filter(settings -> settings.certificateId() == certificate.id())
                        .isPresent();
        boolean byUser = database.user(certificate.sid()).isPresent();
        boolean byLogin = database == realm.master()
                && realm.server().principals().bySid(certificate.sid()).isPresent();
        // 15352, 15187, 15559 or 3716 is unconfirmed; errors.md §2 lists the endpoint's use under 15559
        Refusal.unless(!byEndpoint && !byUser && !byLogin, SqlFailure.of(15559, drop.name()));
        database.removeCertificate(certificate.id());
    }

    private Certificate find(String verb, String name, String permission) {
        return database.certificate(name)
                .filter(certificate -> authority.onCertificate(certificate, permission))
                .orElseThrow(() -> Refusal.absent(verb, "certificate", name));
    }

    private static byte[] encoded(X509Certificate x509) {
        try {
            return x509.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("A parsed certificate has its bytes.", e);
        }
    }
}
