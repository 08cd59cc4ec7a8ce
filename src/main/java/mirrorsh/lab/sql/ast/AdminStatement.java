package mirrorsh.lab.sql.ast;

import mirrorsh.lab.type.StatementKind;

/**
 * A statement that administers the instance (tsql.md §2 to §9), in groups that each have one reader.
 */
public sealed interface AdminStatement
        permits KeyStatement,
                EncryptionKeyStatement,
                CertificateStatement,
                EndpointStatement,
                PrincipalStatement,
                PermissionStatement,
                DatabaseStatement,
                MirroringStatement,
                BackupStatement,
                AvailabilityStatement,
                CredentialStatement,
                InstanceStatement {
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

        void visit(AvailabilityStatement statement);

        void visit(CredentialStatement statement);

        void visit(InstanceStatement statement);
    }
}
