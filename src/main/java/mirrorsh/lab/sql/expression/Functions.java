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
            "ATN2",
            "ASIN",
            "ACOS",
            "ATAN",
            "COT",
            "DEGREES",
            "RADIANS",
            "ENCRYPTBYCERT",
            "DECRYPTBYCERT",
            "SIGNBYCERT",
            "VERIFYSIGNEDBYCERT",
            "ENCRYPTBYKEY",
            "DECRYPTBYKEY",
            "DECRYPTBYKEYAUTOCERT",
            "ENCRYPTBYPASSPHRASE",
            "DECRYPTBYPASSPHRASE",
            "ENCRYPTBYASYMKEY",
            "DECRYPTBYASYMKEY",
            "KEY_ID",
            "KEY_GUID",
            "KEY_NAME",
            "ASYMKEY_ID",
            "ASYMKEYPROPERTY",
            "SYMKEYPROPERTY",
            "IS_OBJECTSIGNED",
            "DATABASEPROPERTY",
            "OBJECT_NAME",
            "OBJECT_SCHEMA_NAME",
            "OBJECT_DEFINITION",
            "OBJECTPROPERTY",
            "OBJECTPROPERTYEX",
            "COL_NAME",
            "COL_LENGTH",
            "COLUMNPROPERTY",
            "TYPE_NAME",
            "TYPE_ID",
            "TYPEPROPERTY",
            "FILE_NAME",
            "FILE_ID",
            "FILE_IDEX",
            "FILEPROPERTY",
            "FILEPROPERTYEX",
            "FILEGROUP_NAME",
            "FILEGROUP_ID",
            "FILEGROUPPROPERTY",
            "INDEX_COL",
            "INDEXPROPERTY",
            "INDEXKEY_PROPERTY",
            "STATS_DATE",
            "IDENT_CURRENT",
            "IDENT_SEED",
            "IDENT_INCR",
            "HOST_ID",
            "GETANSINULL",
            "CURRENT_TRANSACTION_ID",
            "SESSION_ID",
            "CONTEXT_INFO",
            "SESSION_CONTEXT",
            "ROWCOUNT_BIG",
            "MIN_ACTIVE_ROWVERSION",
            "GET_FILESTREAM_TRANSACTION_CONTEXT",
            "LOGINPROPERTY",
            "PWDCOMPARE",
            "PWDENCRYPT",
            "SERVERPROPERTYEX",
            "PERMISSIONS",
            "FULLTEXTCATALOGPROPERTY",
            "FULLTEXTSERVICEPROPERTY",
            "APPLOCK_MODE",
            "APPLOCK_TEST",
            "TEXTPTR",
            "TEXTVALID",
            "TERTIARY_WEIGHTS",
            "CURSOR_STATUS",
            "BASE64_ENCODE",
            "BASE64_DECODE",
            "DATETRUNC",
            "DATE_BUCKET",
            "BIT_COUNT",
            "GET_BIT",
            "SET_BIT",
            "LEFT_SHIFT",
            "RIGHT_SHIFT",
            "JSON_OBJECT",
            "JSON_ARRAY",
            "JSON_PATH_EXISTS",
            "CURRENT_TIMEZONE",
            "CURRENT_TIMEZONE_ID",
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
