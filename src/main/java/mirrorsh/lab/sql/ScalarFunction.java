package mirrorsh.lab.sql;

import java.util.List;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A function of the instance. */
public interface ScalarFunction {
    /** The result type for arguments of these types; may refuse a wrong number of arguments (174). */
    SqlType type(List<SqlType> arguments);

    /** The result; values as {@link SqlType} says. */
    @Nullable
    Object apply(List<@Nullable Object> arguments);
}
