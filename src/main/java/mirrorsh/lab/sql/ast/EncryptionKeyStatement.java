package mirrorsh.lab.sql.ast;

import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement on the key that encrypts the current database at rest: transparent data encryption (errors.md §2, §9 P62). */
public sealed interface EncryptionKeyStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.OTHER;
    }

    /** {@code CREATE DATABASE ENCRYPTION KEY}; the algorithm in upper case. */
    record CreateEncryptionKey(String algorithm, String certificate) implements EncryptionKeyStatement {}

    /** {@code ALTER DATABASE ENCRYPTION KEY}; null is what stays as it is. */
    record AlterEncryptionKey(
            @Nullable String algorithm, @Nullable String certificate) implements EncryptionKeyStatement {}

    /** {@code DROP DATABASE ENCRYPTION KEY}. */
    record DropEncryptionKey() implements EncryptionKeyStatement {}
}
