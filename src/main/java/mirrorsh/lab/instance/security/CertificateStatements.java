package mirrorsh.lab.instance.security;

import java.security.KeyPair;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.CertificateStatement;
import mirrorsh.lab.sql.ast.CertificateStatement.AlterCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.BackupCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.DropCertificate;
import mirrorsh.lab.type.SqlFailure;

/** Hands each statement on certificates to its reader; rights are read anew each time. */
record CertificateStatements(Realm realm, Caller caller, DatabaseSecurity database) {
    void check(CreateCertificate create, CreateCertificate.Generated generated) {
        ddl().check(create, generated);
    }

    void generate(CreateCertificate create, CreateCertificate.Generated generated, KeyPair keys) {
        ddl().generate(create, generated, keys);
    }

    /** Everything but generating. */
    void execute(CertificateStatement statement) {
        if (statement instanceof CreateCertificate create) {
            load(create);
        } else if (statement instanceof AlterCertificate alter) {
            ddl().alter(alter);
        } else if (statement instanceof DropCertificate drop) {
            ddl().drop(drop);
        } else if (statement instanceof BackupCertificate backup) {
            new CertificateExport(realm, caller, database).execute(backup);
        }
    }

    private void load(CreateCertificate create) {
        if (create.source() instanceof CreateCertificate.FromFile file) {
            Refusal.unless(!file.pfx() || realm.version().atLeast(Version.SQL_2022), SqlFailure.of(102, "FORMAT"));
            byte[] bytes = new CertificateFiles(realm).read(file.path());
            if (file.pfx()) {
                ddl().loadPfx(create, bytes, file.privateKey());
            } else {
                ddl().load(create, bytes, file.privateKey(), 15208);
            }
        } else if (create.source() instanceof CreateCertificate.FromBinary binary) {
            ddl().load(create, binary.der(), binary.privateKey(), 15297);
        }
    }

    private CertificateDdl ddl() {
        return new CertificateDdl(realm, caller, database);
    }
}
