package mirrorsh.lab.sql.expression;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** The built-in functions by their upper-cased names. */
final class Functions {
    private static final Map<String, Builtin> ALL = all();

    private static final Set<String> NEED_OVER = Set.of(
            "ROW_NUMBER",
            "RANK",
            "DENSE_RANK",
            "NTILE",
            "LAG",
            "LEAD",
            "FIRST_VALUE",
            "LAST_VALUE",
            "PERCENT_RANK",
            "CUME_DIST");

    /** Functions of the product that the lab knows of and does not do. */
    private static final Set<String> REFUSED = Set.of(
            "FORMAT",
            "FORMATMESSAGE",
            "SOUNDEX",
            "DIFFERENCE",
            "CHECKSUM",
            "BINARY_CHECKSUM",
            "STRING_ESCAPE",
            "STDEV",
            "STDEVP",
            "VAR",
            "VARP",
            "CHECKSUM_AGG",
            "GROUPING",
            "GROUPING_ID",
            "APPROX_COUNT_DISTINCT",
            "PERCENTILE_CONT",
            "PERCENTILE_DISC",
            "PARSE",
            "TRY_PARSE",
            "SWITCHOFFSET",
            "TODATETIMEOFFSET",
            "TIMEFROMPARTS",
            "DATETIMEOFFSETFROMPARTS",
            "SMALLDATETIMEFROMPARTS",
            "DATETIME2FROMPARTS",
            "COMPRESS",
            "DECOMPRESS",
            "JSON_VALUE",
            "JSON_QUERY",
            "ISJSON",
            "JSON_MODIFY",
            "NEWSEQUENTIALID",
            "GREATEST",
            "LEAST");

    private Functions() {}

    private static Map<String, Builtin> all() {
        Map<String, Builtin> all = new HashMap<>();
        TextFunctions.addTo(all);
        SearchFunctions.addTo(all);
        NameFunctions.addTo(all);
        DateFunctions.addTo(all);
        MathFunctions.addTo(all);
        LogicFunctions.addTo(all);
        ValueFunctions.addTo(all);
        return Map.copyOf(all);
    }

    static @Nullable Builtin named(String name) {
        return ALL.get(name);
    }

    static boolean needsOver(String name) {
        return NEED_OVER.contains(name);
    }

    static SqlFailure unknown(ObjectName name) {
        if (REFUSED.contains(name.toString().toUpperCase(java.util.Locale.ROOT))) {
            return SqlFailure.of(49999, "the function " + name);
        }
        return name.parts().size() == 1
                ? SqlFailure.of(195, name, "built-in function name")
                : SqlFailure.of(4121, name.parts().get(0), name);
    }
}
