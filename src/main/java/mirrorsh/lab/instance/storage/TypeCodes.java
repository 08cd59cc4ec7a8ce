package mirrorsh.lab.instance.storage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** The system_type_id of types and their sizes as sys.columns shows them. */
public final class TypeCodes {
    private static final Map<Kind, Integer> IDS = ids(new Object[][] {
        {Kind.UNIQUEIDENTIFIER, 36},
        {Kind.DATE, 40},
        {Kind.TIME, 41},
        {Kind.DATETIME2, 42},
        {Kind.DATETIMEOFFSET, 43},
        {Kind.TINYINT, 48},
        {Kind.SMALLINT, 52},
        {Kind.INT, 56},
        {Kind.SMALLDATETIME, 58},
        {Kind.REAL, 59},
        {Kind.MONEY, 60},
        {Kind.DATETIME, 61},
        {Kind.FLOAT, 62},
        {Kind.SQL_VARIANT, 98},
        {Kind.BIT, 104},
        {Kind.DECIMAL, 106},
        {Kind.NUMERIC, 108},
        {Kind.SMALLMONEY, 122},
        {Kind.BIGINT, 127},
        {Kind.VARBINARY, 165},
        {Kind.VARCHAR, 167},
        {Kind.BINARY, 173},
        {Kind.CHAR, 175},
        {Kind.NVARCHAR, 231},
        {Kind.NCHAR, 239},
    });

    private TypeCodes() {}

    private static Map<Kind, Integer> ids(Object[][] pairs) {
        Map<Kind, Integer> ids = new EnumMap<>(Kind.class);
        for (Object[] pair : pairs) {
            ids.put((Kind) pair[0], (Integer) pair[1]);
        }
        return Collections.unmodifiableMap(ids);
    }

    static Map<Kind, Integer> ids() {
        return IDS;
    }

    /** The system_type_id. */
    public static int id(Kind kind) {
        Integer id = IDS.get(kind);
        if (id == null) {
            throw new IllegalArgumentException("No type id: " + kind);
        }
        return id;
    }

    static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** max_length in bytes, -1 for (max). */
    public static int bytes(SqlType type) {
        if (type.kind().isCharacter() || type.kind().isBinary()) {
            return type.length() == SqlType.MAX ? -1 : type.kind().isUnicode() ? 2 * type.length() : type.length();
        }
        return switch (type.kind()) {
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case DATE -> 3;
            case INT, REAL, SMALLMONEY, SMALLDATETIME -> 4;
            case UNIQUEIDENTIFIER -> 16;
            case SQL_VARIANT -> 8016;
            case DECIMAL, NUMERIC ->
                type.precision() <= 9 ? 5 : type.precision() <= 19 ? 9 : type.precision() <= 28 ? 13 : 17;
            case TIME, DATETIME2, DATETIMEOFFSET -> timeBytes(type);
            default -> 8;
        };
    }

    private static int timeBytes(SqlType type) {
        int time = type.scale() <= 2 ? 3 : type.scale() <= 4 ? 4 : 5;
        return switch (type.kind()) {
            case DATETIME2 -> time + 3;
            case DATETIMEOFFSET -> time + 5;
            default -> time;
        };
    }

    /** The column precision of sys.columns. */
    public static int precision(SqlType type) {
        return switch (type.kind()) {
            case BIT -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INT, SMALLMONEY, DATE -> 10;
            case BIGINT, MONEY -> 19;
            case REAL -> 24;
            case FLOAT -> 53;
            case DATETIME -> 23;
            case SMALLDATETIME -> 16;
            case DECIMAL, NUMERIC -> type.precision();
            case TIME -> type.scale() == 0 ? 8 : 9 + type.scale();
            case DATETIME2 -> type.scale() == 0 ? 19 : 20 + type.scale();
            case DATETIMEOFFSET -> type.scale() == 0 ? 26 : 27 + type.scale();
            default -> 0;
        };
    }

    /** The column scale of sys.columns. */
    public static int scale(SqlType type) {
        return switch (type.kind()) {
            case MONEY, SMALLMONEY -> 4;
            case DATETIME -> 3;
            default -> type.scale();
        };
    }

    /** The collation of a column, null for one that is no text. */
    public static @Nullable String collation(SqlType type) {
        return type.kind().isCharacter() ? DatabaseMaker.COLLATION : null;
    }

    /** Length of a character or binary type, null for others. */
    static @Nullable Integer length(SqlType type) {
        return type.kind().isCharacter() || type.kind().isBinary() ? (Integer) type.length() : null;
    }
}
