package mirrorsh.lab.instance;

import java.util.List;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.AvailabilityStatement;
import mirrorsh.lab.sql.ast.BackupStatement;
import mirrorsh.lab.sql.ast.CertificateStatement;
import mirrorsh.lab.sql.ast.CertificateStatement.AlterCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.DropCertificate;
import mirrorsh.lab.sql.ast.CredentialStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement.CreateEncryptionKey;
import mirrorsh.lab.sql.ast.EndpointStatement;
import mirrorsh.lab.sql.ast.InstanceStatement;
import mirrorsh.lab.sql.ast.KeyStatement;
import mirrorsh.lab.sql.ast.MirroringStatement;
import mirrorsh.lab.sql.ast.PermissionStatement;
import mirrorsh.lab.sql.ast.PermissionStatement.AlterAuthorization;
import mirrorsh.lab.sql.ast.PrincipalStatement;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropLogin;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** Hands each statement of administration to the room that does it. */
final class Administration implements AdminStatement.Visitor {
    private final Instance instance;
    private final Caller caller;
    private final DatabaseSecurity current;
    private final ResponseSink sink;
    private final Cancellation cancellation;

    Administration(
            Instance instance, Caller caller, DatabaseSecurity current, ResponseSink sink, Cancellation cancellation) {
        this.instance = instance;
        this.caller = caller;
        this.current = current;
        this.sink = sink;
        this.cancellation = cancellation;
    }

    @Override
    public void visit(KeyStatement statement) {
        instance.security().execute(statement, caller, current);
        instance.storage().securityChanged(caller.database());
    }

    @Override
    public void visit(EncryptionKeyStatement statement) {
        instance.storage().checkEncryptionKeyChange(caller.database(), !(statement instanceof CreateEncryptionKey));
        List<SqlMessage> warnings = instance.security().execute(statement, caller, current);
        instance.storage().securityChanged(caller.database());
        warnings.forEach(sink::message);
    }

    @Override
    public void visit(CertificateStatement statement) {
        if (caller.database().equalsIgnoreCase("master") && isEncryptor(statement.name())) {
            if (statement instanceof DropCertificate) {
                throw SqlFailure.of(33127, "certificate");
            }
            if (statement instanceof AlterCertificate alter && alter.removeKey()) {
                throw SqlFailure.of(49998, "a certificate that encrypts a database cannot lose its private key");
            }
        }
        instance.security().execute(statement, caller, current);
        instance.storage().securityChanged(caller.database());
    }

    private boolean isEncryptor(String certificate) {
        return caller.rights().in(current, "CL")
                && current.thumbprint(certificate)
                        .filter(instance.storage()::encrypts)
                        .isPresent();
    }

    @Override
    public void visit(EndpointStatement statement) {
        instance.security().execute(statement, caller);
        instance.mirroring().endpointChanged();
    }

    @Override
    public void visit(PrincipalStatement statement) {
        if (statement instanceof DropLogin drop
                && caller.rights().onServer("ALLG")
                && instance.storage().isOwner(drop.name())) {
            throw SqlFailure.of(15174, drop.name());
        }
        instance.security().execute(statement, caller, current);
        instance.storage().securityChanged(caller.database());
    }

    @Override
    public void visit(PermissionStatement statement) {
        instance.security().execute(statement, caller, current);
        if (statement instanceof AlterAuthorization change
                && change.securable().type().equals("DATABASE")) {
            instance.storage().changeOwner(change.securable().name().name(), change.owner());
        } else {
            instance.storage().securityChanged(caller.database());
        }
    }

    @Override
    public void visit(DatabaseStatement statement) {
        instance.storage().execute(statement, caller, cancellation);
        instance.watchEvictions();
    }

    @Override
    public void visit(MirroringStatement statement) {
        if (caller.inTransaction()) {
            throw SqlFailure.of(226, "ALTER DATABASE");
        }
        // ALTER on the database, procedure.md §6
        Storage.Database database = instance.storage()
                .find(statement.database())
                .filter(found -> caller.rights().in(found.security(), "AL"))
                .orElseThrow(() -> SqlFailure.of(5011, statement.database()).followedBy(5069));
        refuseSystemDatabase(database);
        instance.mirroring().execute(statement, caller);
    }

    @Override
    public void visit(AvailabilityStatement statement) {
        instance.availability().execute(statement, caller);
    }

    @Override
    public void visit(CredentialStatement statement) {
        instance.security().execute(statement, caller);
    }

    private static void refuseSystemDatabase(Storage.Database database) {
        MirroredDatabase mirrored = database.mirrored();
        if (database.id() <= 4) {
            throw SqlFailure.of(5058, "PARTNER", mirrored.name());
        }
    }

    @Override
    public void visit(BackupStatement statement) {
        instance.storage().execute(statement, caller, sink, cancellation);
        instance.watchEvictions();
    }

    @Override
    public void visit(InstanceStatement statement) {
        if (statement instanceof InstanceStatement.Kill kill) {
            kill(kill.session());
        } else if (statement instanceof InstanceStatement.Checkpoint) {
            // membership of db_backupoperator is enough, as a right to back up is (tsql.md §8)
            if (!caller.rights().in(current, "BADB")) {
                throw SqlFailure.of(262, "CHECKPOINT", caller.database());
            }
        } else {
            if (!caller.sysadmin()) {
                throw SqlFailure.of(5812);
            }
            instance.settings().reconfigure();
        }
    }

    private void kill(int number) {
        if (!caller.rights().onServer("ALCO")) {
            throw SqlFailure.of(6102);
        }
        if (number == caller.sessionId()) {
            throw SqlFailure.of(6104);
        }
        if (number < 1 || number > Short.MAX_VALUE) {
            throw SqlFailure.of(6101, number, Short.MAX_VALUE);
        }
        if (number < Sessions.FIRST_USER_SESSION) {
            throw SqlFailure.of(6107);
        }
        instance.sessions().stream()
                .filter(session -> session.id() == number)
                .findFirst()
                .orElseThrow(() -> SqlFailure.of(6106, number))
                .kill();
    }
}
