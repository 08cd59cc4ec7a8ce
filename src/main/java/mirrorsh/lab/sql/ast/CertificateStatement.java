package mirrorsh.lab.sql.ast;

import java.util.Optional;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement about one certificate (tsql.md §3). */
public sealed interface CertificateStatement extends AdminStatement {
    String name();

    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
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
}
