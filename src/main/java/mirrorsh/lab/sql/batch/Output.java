package mirrorsh.lab.sql.batch;

import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * An output parameter after the call.
 *
 * @param ordinal 0-based place among the given parameters
 * @param name as declared, with its at sign
 */
public record Output(
        int ordinal, String name, SqlType type, @Nullable Object value) {}
