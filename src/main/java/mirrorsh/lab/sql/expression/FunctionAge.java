package mirrorsh.lab.sql.expression;

import java.util.Map;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;

/** Which functions an older release does not have yet; to it they are unknown names. */
public final class FunctionAge {
    private static final Map<String, Integer> SINCE = Map.ofEntries(
            Map.entry("COMPRESS", 2016),
            Map.entry("CONCAT_WS", 2017),
            Map.entry("DATEDIFF_BIG", 2016),
            Map.entry("DATETRUNC", 2022),
            Map.entry("DATE_BUCKET", 2022),
            Map.entry("DECOMPRESS", 2016),
            Map.entry("GENERATE_SERIES", 2022),
            Map.entry("GREATEST", 2022),
            Map.entry("ISJSON", 2016),
            Map.entry("JSON_MODIFY", 2016),
            Map.entry("JSON_QUERY", 2016),
            Map.entry("JSON_VALUE", 2016),
            Map.entry("LEAST", 2022),
            Map.entry("STRING_AGG", 2017),
            Map.entry("STRING_ESCAPE", 2016),
            Map.entry("STRING_SPLIT", 2016),
            Map.entry("TRANSLATE", 2017),
            Map.entry("TRIM", 2017));

    private FunctionAge() {}

    /** 195 for a scalar or aggregate function that is younger than the release. */
    static void require(ObjectName name, int release) {
        if (isYounger(name, release)) {
            throw SqlFailure.of(195, name, "built-in function name");
        }
    }

    /** 208 for a table function that is younger than the release. */
    public static void requireTable(ObjectName name, Environment environment) {
        if (isYounger(name, environment.release())) {
            throw SqlFailure.of(208, name);
        }
    }

    private static boolean isYounger(ObjectName name, int release) {
        return SINCE.getOrDefault(name.toString().toUpperCase(java.util.Locale.ROOT), 0) > release;
    }
}
