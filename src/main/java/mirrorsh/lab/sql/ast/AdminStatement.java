package mirrorsh.lab.sql.ast;

import java.util.List;
import java.util.Optional;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/**
 * A statement that administers the instance (tsql.md §2 to §9), in groups that each have one reader.
 */
public sealed interface AdminStatement
        permits AdminStatement.KeyStatement,
                AdminStatement.CertificateStatement,
                AdminStatement.EndpointStatement,
                AdminStatement.PrincipalStatement,
                AdminStatement.PermissionStatement,
                AdminStatement.DatabaseStatement,
                AdminStatement.MirroringStatement,
                AdminStatement.BackupStatement,
                EncryptionKeyStatement {
    /** What its DONE says. */
    StatementKind kind();

    /** Hands itself to the reader of its group. */
    void accept(Visitor visitor);

    /** One method a group, so that a new group fails to compile where it is missed. */
    interface Visitor {
        void visit(KeyStatement statement);

        void visit(EncryptionKeyStatement statement);

        void visit(CertificateStatement statement);

        void visit(EndpointStatement statement);

        void visit(PrincipalStatement statement);

        void visit(PermissionStatement statement);

        void visit(DatabaseStatement statement);

        void visit(MirroringStatement statement);

        void visit(BackupStatement statement);
    }

    // ---------------------------------------------------------------- keys, tsql.md §2

    sealed interface KeyStatement extends AdminStatement {
        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        default StatementKind kind() {
            return StatementKind.ALTER_MASTER_KEY;
        }
    }

    /** Password null where it was left out (refused by the instance: 33161). */
    record CreateMasterKey(@Nullable String password) implements KeyStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_MASTER_KEY;
        }
    }

    /** Password null with the two SERVICE changes. */
    record AlterMasterKey(Change change, @Nullable String password) implements KeyStatement {
        public enum Change {
            REGENERATE,
            FORCE_REGENERATE,
            ADD_PASSWORD,
            DROP_PASSWORD,
            ADD_SERVICE_MASTER_KEY,
            DROP_SERVICE_MASTER_KEY
        }
    }

    record OpenMasterKey(String password) implements KeyStatement {}

    record CloseMasterKey() implements KeyStatement {}

    record DropMasterKey() implements KeyStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_MASTER_KEY;
        }
    }

    record BackupMasterKey(String file, String password) implements KeyStatement {}

    record RestoreMasterKey(String file, String decryption, String encryption, boolean force) implements KeyStatement {}

    record AlterServiceMasterKey(boolean force) implements KeyStatement {}

    // ---------------------------------------------------------------- certificates, tsql.md §3

    sealed interface CertificateStatement extends AdminStatement {
        String name();

        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    record CreateCertificate(String name, @Nullable String owner, Source source, Optional<Boolean> activeForDialog)
            implements CertificateStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_CERTIFICATE;
        }

        /** Where the certificate comes from. */
        public sealed interface Source {}

        /** Self-signed; subject null where it was left out; dates as written. */
        public record Generated(
                @Nullable String password,
                @Nullable String subject,
                @Nullable String startDate,
                @Nullable String expiryDate)
                implements Source {}

        public record FromFile(
                String path, boolean pfx, @Nullable PrivateKeySource privateKey) implements Source {}

        public record FromBinary(byte[] der, @Nullable PrivateKeySource privateKey) implements Source {}
    }

    /** The private key's place and passwords, each null where it was left out. */
    record PrivateKeySource(
            @Nullable String file,
            byte @Nullable [] binary,
            @Nullable String decryptionPassword,
            @Nullable String encryptionPassword) {}

    record AlterCertificate(
            String name, boolean removeKey, @Nullable PrivateKeySource privateKey, Optional<Boolean> activeForDialog)
            implements CertificateStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_CERTIFICATE;
        }
    }

    record DropCertificate(String name) implements CertificateStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_CERTIFICATE;
        }
    }

    record BackupCertificate(
            String name, String file, boolean pfx, @Nullable PrivateKeySource privateKey)
            implements CertificateStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.OTHER;
        }
    }

    // ---------------------------------------------------------------- endpoints, tsql.md §4

    sealed interface EndpointStatement extends AdminStatement {
        String name();

        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    enum EndpointState {
        STARTED,
        STOPPED,
        DISABLED
    }

    /** {@code AS TCP (...)}; each part null where it was left out; ip "ALL" or an address. */
    record TcpOptions(@Nullable Integer port, @Nullable String ip) {}

    /** {@code FOR DATABASE_MIRRORING (...)}; each part null where it was left out. */
    record MirroringOptions(
            @Nullable Authentication authentication,
            @Nullable Encryption encryption,
            @Nullable EndpointRole role) {}

    enum EndpointRole {
        WITNESS,
        PARTNER,
        ALL
    }

    enum WindowsMethod {
        NTLM,
        KERBEROS,
        NEGOTIATE
    }

    /** At least one of the two methods; {@code certificateFirst} where both are given in that order. */
    record Authentication(
            @Nullable WindowsMethod windows, @Nullable String certificate, boolean certificateFirst) {}

    enum EncryptionMode {
        DISABLED,
        SUPPORTED,
        REQUIRED
    }

    enum EncryptionAlgorithm {
        RC4,
        AES
    }

    /** {@code algorithms} in the written order, empty where left out (default by version). */
    record Encryption(EncryptionMode mode, List<EncryptionAlgorithm> algorithms) {}

    /** {@code state} null where it was left out (STOPPED). */
    record CreateEndpoint(
            String name,
            @Nullable String owner,
            @Nullable EndpointState state,
            TcpOptions tcp,
            MirroringOptions mirroring)
            implements EndpointStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_ENDPOINT;
        }
    }

    record AlterEndpoint(
            String name,
            @Nullable EndpointState state,
            @Nullable TcpOptions tcp,
            @Nullable MirroringOptions mirroring) implements EndpointStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_ENDPOINT;
        }
    }

    record DropEndpoint(String name) implements EndpointStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_ENDPOINT;
        }
    }

    // ---------------------------------------------------------------- logins and users, tsql.md §5

    sealed interface PrincipalStatement extends AdminStatement {
        String name();

        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Options of CREATE and ALTER LOGIN; each null where it was left out. */
    record LoginOptions(
            @Nullable String password,
            byte @Nullable [] passwordHash,
            @Nullable String oldPassword,
            boolean mustChange,
            boolean unlock,
            byte @Nullable [] sid,
            @Nullable String defaultDatabase,
            @Nullable String defaultLanguage,
            @Nullable Boolean checkPolicy,
            @Nullable Boolean checkExpiration,
            @Nullable String newName) {}

    record CreateLogin(String name, LoginOptions options) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_LOGIN;
        }
    }

    enum LoginSource {
        WINDOWS,
        CERTIFICATE,
        ASYMMETRIC_KEY
    }

    /** {@code CREATE LOGIN ... FROM WINDOWS | CERTIFICATE c | ASYMMETRIC KEY k}; object null for WINDOWS. */
    record CreateLoginFrom(
            String name,
            LoginSource source,
            @Nullable String object,
            @Nullable String defaultDatabase) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_LOGIN;
        }
    }

    /** {@code enable} true/false for ENABLE/DISABLE, null for WITH. */
    record AlterLogin(
            String name, @Nullable Boolean enable, @Nullable LoginOptions options) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_LOGIN;
        }
    }

    record DropLogin(String name) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_LOGIN;
        }
    }

    /** {@code login} null: the login with the user's own name, unless {@code withoutLogin}. */
    record CreateUser(
            String name,
            @Nullable String login,
            boolean withoutLogin,
            @Nullable String certificate,
            @Nullable String defaultSchema)
            implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_USER;
        }
    }

    record AlterUser(
            String name,
            @Nullable String newName,
            @Nullable String login,
            @Nullable String defaultSchema) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_USER;
        }
    }

    record DropUser(String name, boolean ifExists) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_USER;
        }
    }

    /** {@code ALTER SERVER ROLE r ADD|DROP MEMBER m}, {@code server} false for ALTER ROLE. */
    record AlterRole(String name, boolean server, boolean add, String member) implements PrincipalStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.OTHER;
        }
    }

    // ---------------------------------------------------------------- permissions, tsql.md §6

    sealed interface PermissionStatement extends AdminStatement {
        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /**
     * What a permission is on.
     *
     * @param type upper-cased class such as ENDPOINT, LOGIN, CERTIFICATE, DATABASE, USER, OBJECT
     */
    record Securable(String type, ObjectName name) {}

    /** Permissions upper-cased with single blanks; securable null for server or database permissions. */
    record Grant(
            Verb verb,
            List<String> permissions,
            @Nullable Securable securable,
            List<String> grantees,
            boolean grantOption,
            boolean cascade)
            implements PermissionStatement {
        public enum Verb {
            GRANT,
            DENY,
            REVOKE
        }

        @Override
        public StatementKind kind() {
            return switch (verb) {
                case GRANT -> StatementKind.GRANT;
                case DENY -> StatementKind.DENY;
                case REVOKE -> StatementKind.REVOKE;
            };
        }
    }

    record AlterAuthorization(Securable securable, String owner) implements PermissionStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.ALTER_AUTHORIZATION;
        }
    }

    // ---------------------------------------------------------------- databases, tsql.md §7.2, §7.3

    sealed interface DatabaseStatement extends AdminStatement {
        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        default StatementKind kind() {
            return StatementKind.ALTER_DATABASE;
        }
    }

    /** A file of CREATE DATABASE or ADD FILE: logical name and path. */
    record FileSpecification(String logicalName, String path, boolean log) {}

    record CreateDatabase(
            String name,
            List<FileSpecification> files,
            @Nullable String collation) implements DatabaseStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_DATABASE;
        }
    }

    record DropDatabase(List<String> names, boolean ifExists) implements DatabaseStatement {
        @Override
        public StatementKind kind() {
            return StatementKind.DROP_DATABASE;
        }
    }

    /**
     * {@code ALTER DATABASE d SET option [value] [WITH termination]}, both upper-cased: ("RECOVERY", "FULL"), ("READ_ONLY", "").
     *
     * @param termination what becomes of sessions that are in the way
     */
    record SetDatabaseOption(String database, String option, String value, Termination termination)
            implements DatabaseStatement {
        /** Without a termination clause. */
        public SetDatabaseOption(String database, String option, String value) {
            this(database, option, value, Termination.WAIT);
        }
    }

    /** What a change of a database's options does about the sessions in its way (tsql.md §7.2). */
    enum Termination {
        /** No clause: it waits until they are gone. */
        WAIT,
        /** It fails at once. */
        NO_WAIT,
        /** It ends them at once: ROLLBACK IMMEDIATE, and ROLLBACK AFTER 0. */
        ROLLBACK_IMMEDIATE,
        /** It ends those that are still there after some seconds. */
        ROLLBACK_LATER
    }

    record AddFile(String database, FileSpecification file) implements DatabaseStatement {}

    record RenameDatabase(String database, String newName) implements DatabaseStatement {}

    // ---------------------------------------------------------------- mirroring, tsql.md §7.1

    sealed interface MirroringStatement extends AdminStatement {
        String database();

        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        default StatementKind kind() {
            return StatementKind.ALTER_DATABASE;
        }
    }

    record SetPartner(String database, String address) implements MirroringStatement {}

    record ChangePartner(String database, Change change) implements MirroringStatement {
        public enum Change {
            FAILOVER,
            FORCE_SERVICE_ALLOW_DATA_LOSS,
            OFF,
            RESUME,
            SUSPEND,
            SAFETY_FULL,
            SAFETY_OFF
        }
    }

    record SetPartnerTimeout(String database, long seconds) implements MirroringStatement {}

    record SetWitness(String database, String address) implements MirroringStatement {}

    record WitnessOff(String database) implements MirroringStatement {}

    // ---------------------------------------------------------------- backup and restore, tsql.md §8, §9

    sealed interface BackupStatement extends AdminStatement {
        @Override
        default void accept(Visitor visitor) {
            visitor.visit(this);
        }

        @Override
        default StatementKind kind() {
            return StatementKind.OTHER;
        }
    }

    /** DISK, URL or TAPE and where; like every expression here a literal or a variable, bound before it is executed. */
    record Device(String type, Expression path) {}

    /** An option without its own place here: upper-cased name, value null where it has none. */
    record BackupOption(String name, @Nullable Expression value) {}

    record Backup(Expression database, boolean log, List<Device> devices, List<BackupOption> options)
            implements BackupStatement {}

    /** {@code MOVE 'logical' TO 'path'}. */
    record Move(Expression logicalName, Expression path) {}

    /** Devices empty for {@code RESTORE DATABASE d WITH RECOVERY}; moves apart from the other options. */
    record Restore(Expression database, boolean log, List<Device> devices, List<Move> moves, List<BackupOption> options)
            implements BackupStatement {}

    enum RestoreInformation {
        FILELISTONLY,
        HEADERONLY,
        LABELONLY,
        VERIFYONLY
    }

    record RestoreInfo(RestoreInformation information, List<Device> devices, List<BackupOption> options)
            implements BackupStatement {}
}
