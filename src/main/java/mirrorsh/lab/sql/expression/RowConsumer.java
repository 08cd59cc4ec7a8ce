package mirrorsh.lab.sql.expression;

import org.jspecify.annotations.Nullable;

/** Takes rows until it has enough. */
@FunctionalInterface
public interface RowConsumer {
    /** Takes one row, and says whether another one is wanted. */
    boolean accept(@Nullable Object[] row);
}
