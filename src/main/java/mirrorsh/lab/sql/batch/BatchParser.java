package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlType;

/** Turns text into statements. Refuses with a {@link mirrorsh.lab.type.SqlFailure} that knows its line. */
public interface BatchParser {
    /**
     * Parses a whole batch; 102, 105, 156 and kin.
     *
     * @param quotedIdentifiers whether double quotes are around names, not strings (SET QUOTED_IDENTIFIER)
     */
    Statement.Batch parse(String text, boolean quotedIdentifiers);

    /** Parses the parameter definitions of sp_executesql, such as {@code @a int, @b nvarchar(10) OUTPUT}. */
    List<Definition> parseParameters(String definitions);

    /**
     * A declared parameter.
     *
     * @param name with its at sign
     */
    record Definition(String name, SqlType type, boolean output) {}
}
