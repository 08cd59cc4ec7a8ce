package mirrorsh.lab.sql.expression;

import org.jspecify.annotations.Nullable;

/** A condition with three outcomes. */
@FunctionalInterface
public interface Condition {
    /** Whether it holds for the row, null for unknown. */
    @Nullable
    Boolean test(Row row);

    /** Whether it certainly holds, which is what WHERE, ON, IF and CASE ask. */
    default boolean holds(Row row) {
        return Boolean.TRUE.equals(test(row));
    }

    /** The opposite; unknown stays unknown. */
    default Condition not() {
        return row -> {
            Boolean outcome = test(row);
            return outcome == null ? null : !outcome;
        };
    }

    /** Not, if asked to. */
    default Condition negatedIf(boolean negated) {
        return negated ? not() : this;
    }
}
