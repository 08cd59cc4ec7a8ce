package mirrorsh.lab.instance.security;

import java.security.PrivateKey;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.CertificateStatement.BackupCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.PrivateKeySource;
import mirrorsh.lab.type.SqlFailure;

/** BACKUP CERTIFICATE (tsql.md §3.4): the public part as DER, a private key only where it is asked for. */
final class CertificateExport {
    private final Realm realm;
    private final Caller caller;
    private final DatabaseSecurity database;
    private final Authority authority;

    CertificateExport(Realm realm, Caller caller, DatabaseSecurity database) {
        this.realm = realm;
        this.caller = caller;
        this.database = database;
        this.authority = Authority.of(realm, caller, database);
    }

    void execute(BackupCertificate backup) {
        Certificate certificate = database.certificate(backup.name())
                .filter(authority::sees)
                .orElseThrow(() -> Refusal.absent("find", "certificate", backup.name()));
        PrivateKeySource key = backup.privateKey();
        if (backup.pfx()) {
            Refusal.unless(realm.version().atLeast(Version.SQL_2022), SqlFailure.of(102, "FORMAT"));
        }
        if (key == null) {
            Refusal.unless(!backup.pfx(), SqlFailure.of(102, "PFX"));
            new CertificateFiles(realm).create(backup.file(), certificate.der());
            return;
        }
        Refusal.unless(authority.onCertificate(certificate, "CL"), Refusal.notPermitted());
        withKey(backup, key, certificate);
        database.put(certificate.withKeyBackup(realm.now()));
    }

    private void withKey(BackupCertificate backup, PrivateKeySource source, Certificate certificate) {
        String password = source.encryptionPassword();
        String keyFile = source.file();
        if (password == null || (keyFile == null && !backup.pfx())) {
            throw SqlFailure.of(102, "PRIVATE KEY");
        }
        PasswordPolicy.check(password, "", realm.installation().machine().name());
        PrivateKey key =
                new CertificateKeys(realm).take(certificate, source.decryptionPassword(), database, caller.sessionId());
        CertificateFiles files = new CertificateFiles(realm);
        if (keyFile == null) {
            files.create(backup.file(), PrivateKeyFile.writePfx(certificate, key, password));
        } else {
            files.create(backup.file(), certificate.der());
            files.create(keyFile, PrivateKeyFile.write(key, password, realm));
        }
    }
}
