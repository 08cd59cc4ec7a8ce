package mirrorsh.lab.sql.ast;

import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement on credentials: with what an instance logs in elsewhere (tsql.md §8, the URL device). */
public sealed interface CredentialStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.OTHER;
    }

    /** CREATE, or ALTER with {@code create} false, which forgets a secret that is not given again. */
    record WriteCredential(
            String name,
            boolean create,
            String identity,
            @Nullable String secret) implements CredentialStatement {}

    record DropCredential(String name) implements CredentialStatement {}
}
