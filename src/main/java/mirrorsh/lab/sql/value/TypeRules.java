package mirrorsh.lab.sql.value;

import java.util.Locale;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Which type wins where two types meet, and how types are named in messages. */
public final class TypeRules {
    private static final int LONGEST_BYTES = 8000;
    private static final int LONGEST_UNICODE = 4000;
    private static final int LARGEST_PRECISION = 38;

    private TypeRules() {}

    /** Rank of a family: of two operands the lower one is converted to the higher one. */
    public static int precedence(Kind kind) {
        return switch (kind) {
            case SQL_VARIANT -> 30;
            case DATETIMEOFFSET -> 29;
            case DATETIME2 -> 28;
            case DATETIME -> 27;
            case SMALLDATETIME -> 26;
            case DATE -> 25;
            case TIME -> 24;
            case FLOAT -> 23;
            case REAL -> 22;
            case DECIMAL, NUMERIC -> 21;
            case MONEY -> 20;
            case SMALLMONEY -> 19;
            case BIGINT -> 18;
            case INT -> 17;
            case SMALLINT -> 16;
            case TINYINT -> 15;
            case BIT -> 14;
            case UNIQUEIDENTIFIER -> 13;
            case NVARCHAR -> 12;
            case NCHAR -> 11;
            case VARCHAR -> 10;
            case CHAR -> 9;
            case VARBINARY -> 8;
            case BINARY -> 7;
        };
    }

    /** The type of CASE, COALESCE, UNION or a comparison over values of both types. */
    public static SqlType common(SqlType a, SqlType b) {
        if (a.equals(b)) {
            return a;
        }
        if (a.kind().isCharacter() && b.kind().isCharacter()) {
            return sized(characterKind(a.kind(), b.kind()), longer(a, b));
        }
        if (a.kind().isBinary() && b.kind().isBinary()) {
            boolean same = a.kind() == b.kind();
            return sized(same ? a.kind() : Kind.VARBINARY, longer(a, b));
        }
        SqlType high = precedence(a.kind()) >= precedence(b.kind()) ? a : b;
        SqlType low = high == a ? b : a;
        if (isDecimal(high.kind()) && low.kind().isExactNumeric()) {
            return commonDecimal(high.kind(), decimalOf(high), decimalOf(low));
        }
        if (hasFraction(high.kind()) && low.kind().isTemporal()) {
            return new SqlType(high.kind(), 0, 0, Math.max(high.scale(), fractionDigits(low)));
        }
        return high;
    }

    private static Kind characterKind(Kind a, Kind b) {
        boolean unicode = a.isUnicode() || b.isUnicode();
        boolean fixed = (a == Kind.CHAR || a == Kind.NCHAR) && (b == Kind.CHAR || b == Kind.NCHAR);
        if (unicode) {
            return fixed ? Kind.NCHAR : Kind.NVARCHAR;
        }
        return fixed ? Kind.CHAR : Kind.VARCHAR;
    }

    private static int longer(SqlType a, SqlType b) {
        return a.length() == SqlType.MAX || b.length() == SqlType.MAX ? SqlType.MAX : Math.max(a.length(), b.length());
    }

    /** A character or binary type of at most the length its kind can have. */
    public static SqlType sized(Kind kind, int length) {
        if (length == SqlType.MAX) {
            return new SqlType(variable(kind), SqlType.MAX, 0, 0);
        }
        int longest = kind.isUnicode() ? LONGEST_UNICODE : LONGEST_BYTES;
        return new SqlType(kind, Math.max(1, Math.min(length, longest)), 0, 0);
    }

    /** The kind of varying length in the same family. */
    public static Kind variable(Kind kind) {
        return switch (kind) {
            case CHAR -> Kind.VARCHAR;
            case NCHAR -> Kind.NVARCHAR;
            case BINARY -> Kind.VARBINARY;
            default -> kind;
        };
    }

    public static boolean isDecimal(Kind kind) {
        return kind == Kind.DECIMAL || kind == Kind.NUMERIC;
    }

    public static boolean isMoney(Kind kind) {
        return kind == Kind.MONEY || kind == Kind.SMALLMONEY;
    }

    public static boolean isApproximate(Kind kind) {
        return kind == Kind.REAL || kind == Kind.FLOAT;
    }

    private static boolean hasFraction(Kind kind) {
        return kind == Kind.TIME || kind == Kind.DATETIME2 || kind == Kind.DATETIMEOFFSET;
    }

    private static int fractionDigits(SqlType type) {
        return hasFraction(type.kind()) ? type.scale() : type.kind() == Kind.DATETIME ? 3 : 0;
    }

    /** The decimal type that holds every value of an exact numeric type. */
    public static SqlType decimalOf(SqlType type) {
        return switch (type.kind()) {
            case BIT -> SqlType.numeric(1, 0);
            case TINYINT -> SqlType.numeric(3, 0);
            case SMALLINT -> SqlType.numeric(5, 0);
            case INT -> SqlType.numeric(10, 0);
            case BIGINT -> SqlType.numeric(19, 0);
            case MONEY -> SqlType.numeric(19, 4);
            case SMALLMONEY -> SqlType.numeric(10, 4);
            default -> type;
        };
    }

    private static SqlType commonDecimal(Kind kind, SqlType a, SqlType b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        int precision = Math.min(LARGEST_PRECISION, whole + scale);
        return new SqlType(kind, 0, precision, Math.min(scale, Math.max(0, LARGEST_PRECISION - whole)));
    }

    /** The character type that a value of another type turns into when a text is wanted. */
    public static SqlType textOf(SqlType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> type;
            case BIT -> SqlType.varchar(1);
            case TINYINT, SMALLINT, INT -> SqlType.varchar(12);
            case BIGINT -> SqlType.varchar(20);
            case DECIMAL, NUMERIC -> SqlType.varchar(41);
            case MONEY, SMALLMONEY -> SqlType.varchar(21);
            case REAL, FLOAT -> SqlType.varchar(23);
            case DATE -> SqlType.varchar(10);
            case TIME -> SqlType.varchar(16);
            case SMALLDATETIME, DATETIME -> SqlType.varchar(19);
            case DATETIME2 -> SqlType.varchar(27);
            case DATETIMEOFFSET -> SqlType.varchar(34);
            case UNIQUEIDENTIFIER -> SqlType.varchar(36);
            case BINARY, VARBINARY -> sized(Kind.VARCHAR, type.length());
            case SQL_VARIANT -> SqlType.nvarchar(LONGEST_UNICODE);
        };
    }

    /** The bare name, as messages show it. */
    public static String name(SqlType type) {
        return type.kind().name().toLowerCase(Locale.ROOT);
    }
}
