package mirrorsh.lab.sql;

import java.util.List;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import org.jspecify.annotations.Nullable;

/** A relation that can be changed. */
public interface Table extends Relation {
    /** The columns as they were declared, in the order of {@link #columns()}. */
    List<ColumnDefinition> definition();

    /** The primary key, null without one. */
    default @Nullable PrimaryKey primaryKey() {
        return PrimaryKey.of(definition());
    }

    /** The next value of the identity column. */
    long nextIdentity();

    /** Applies the changes of one statement, all or none, as part of the session's open transaction; 2627. */
    void apply(List<Change> changes);

    /** A change of one row; rows to change or delete are the very arrays that {@link #rows()} returned. */
    sealed interface Change {
        record Insert(@Nullable Object[] row) implements Change {}

        record Update(@Nullable Object[] before, @Nullable Object[] after) implements Change {}

        record Delete(@Nullable Object[] row) implements Change {}
    }
}
