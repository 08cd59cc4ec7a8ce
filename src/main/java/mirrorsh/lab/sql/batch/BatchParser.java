package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Turns text into statements. Refuses with a {@link mirrorsh.lab.type.SqlFailure} that knows its line. */
public interface BatchParser {
    /** Parses a whole batch; 102, 105, 156 and kin. */
    Statement.Batch parse(String text);

    /** Parses the parameter definitions of sp_executesql, such as {@code @a int, @b nvarchar(10) OUTPUT}. */
    List<Definition> parseParameters(String definitions);

    /**
     * A declared parameter.
     *
     * @param name with its at sign
     * @param initial value where none is given, null where there is no default
     */
    record Definition(
            String name,
            SqlType type,
            @Nullable Expression initial,
            boolean output) {}
}
