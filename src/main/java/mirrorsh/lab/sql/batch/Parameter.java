package mirrorsh.lab.sql.batch;

import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A value for a parameter of a text.
 *
 * @param name with its at sign, or null where it is given by position
 * @param value null for NULL
 * @param output whether the caller wants the value back
 * @param useDefault whether the caller leaves the value to the definition
 */
public record Parameter(
        @Nullable String name, SqlType type, @Nullable Object value, boolean output, boolean useDefault) {
    /** An input by position. */
    public static Parameter of(SqlType type, @Nullable Object value) {
        return new Parameter(null, type, value, false, false);
    }

    /** An input by name. */
    public static Parameter named(String name, SqlType type, @Nullable Object value) {
        return new Parameter(name, type, value, false, false);
    }
}
