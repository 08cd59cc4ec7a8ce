package mirrorsh.lab.tds;

import java.nio.charset.Charset;
import java.util.Set;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Values of sql_variant: base type, properties, bytes (tds.md §11). */
final class VariantFormat {
    private static final int LONGEST = 8000;
    /** Types whose size is in the type byte, in the order of their tokens. */
    private static final Set<Integer> PLAIN = Set.of(
            TypeToken.TINYINT,
            TypeToken.BIT,
            TypeToken.SMALLINT,
            TypeToken.INT,
            TypeToken.BIGINT,
            TypeToken.REAL,
            TypeToken.FLOAT,
            TypeToken.MONEY,
            TypeToken.SMALLMONEY,
            TypeToken.DATETIME,
            TypeToken.SMALLDATETIME);

    private VariantFormat() {}

    static void write(ByteWriter out, Variant variant, Dialect dialect) {
        SqlType declared = variant.type();
        boolean asText = dialect.travelsAsText(declared);
        SqlType type = bounded(dialect.wire(declared));
        Object value = asText ? TemporalFormat.text(variant.value(), declared) : variant.value();
        byte[] raw = RawValue.encode(value, type);
        byte[] properties = properties(type);
        out.i4(2 + properties.length + raw.length);
        out.u1(token(type.kind())).u1(properties.length).bytes(properties).bytes(raw);
    }

    /** A variant has no (max) types: what is in one must fit 8000 bytes. */
    private static SqlType bounded(SqlType type) {
        if (type.length() != SqlType.MAX) {
            return type;
        }
        return SqlType.character(type.kind(), type.kind().isUnicode() ? LONGEST / 2 : LONGEST);
    }

    private static byte[] properties(SqlType type) {
        ByteWriter out = new ByteWriter();
        switch (type.kind()) {
            case DECIMAL, NUMERIC -> out.u1(type.precision()).u1(type.scale());
            case TIME, DATETIME2, DATETIMEOFFSET -> out.u1(type.scale());
            case BINARY, VARBINARY -> out.u2(Math.max(1, type.length()));
            case CHAR, VARCHAR -> out.bytes(Collation.latin1()).u2(Math.max(1, type.length()));
            case NCHAR, NVARCHAR -> out.bytes(Collation.latin1()).u2(2 * Math.max(1, type.length()));
            default -> {}
        }
        return out.toBytes();
    }

    private static int token(Kind kind) {
        return switch (kind) {
            case BIT -> TypeToken.BIT;
            case TINYINT -> TypeToken.TINYINT;
            case SMALLINT -> TypeToken.SMALLINT;
            case INT -> TypeToken.INT;
            case BIGINT -> TypeToken.BIGINT;
            case REAL -> TypeToken.REAL;
            case FLOAT -> TypeToken.FLOAT;
            case MONEY -> TypeToken.MONEY;
            case SMALLMONEY -> TypeToken.SMALLMONEY;
            case DATETIME -> TypeToken.DATETIME;
            case SMALLDATETIME -> TypeToken.SMALLDATETIME;
            case UNIQUEIDENTIFIER -> TypeToken.GUID;
            case DATE -> TypeToken.DATE;
            case TIME -> TypeToken.TIME;
            case DATETIME2 -> TypeToken.DATETIME2;
            case DATETIMEOFFSET -> TypeToken.DATETIMEOFFSET;
            case DECIMAL -> TypeToken.DECIMAL;
            case NUMERIC -> TypeToken.NUMERIC;
            case CHAR -> TypeToken.CHAR;
            case VARCHAR -> TypeToken.VARCHAR;
            case NCHAR -> TypeToken.NCHAR;
            case NVARCHAR -> TypeToken.NVARCHAR;
            case BINARY -> TypeToken.BINARY;
            case VARBINARY -> TypeToken.VARBINARY;
            case SQL_VARIANT -> throw new IllegalArgumentException("A sql_variant cannot hold a sql_variant.");
        };
    }

    static @Nullable Variant read(ByteReader in) throws ProtocolException {
        long total = in.u4();
        if (total == 0) {
            return null;
        }
        ByteReader part = new ByteReader(in.take(total));
        int token = part.u1();
        ByteReader properties = new ByteReader(part.take(part.u1()));
        byte[] raw = part.take(part.remaining());
        Charset charset = Collation.WESTERN;
        if (token == TypeToken.VARCHAR || token == TypeToken.CHAR) {
            charset = Collation.charset(properties.slice(0, 5));
        }
        SqlType type = type(token, properties, raw.length);
        return new Variant(type, RawValue.decode(raw, type, charset));
    }

    private static SqlType type(int token, ByteReader properties, int length) throws ProtocolException {
        if (PLAIN.contains(token)) {
            TypeInfo info = TypeInfo.read(new ByteReader(new byte[] {(byte) token}));
            return sized(info.type(), length, info.size());
        }
        return switch (token) {
            case TypeToken.GUID -> sized(SqlType.UNIQUEIDENTIFIER, length, 16);
            case TypeToken.DATE -> sized(SqlType.DATE, length, 3);
            case TypeToken.TIME -> temporal(Kind.TIME, properties.u1(), length, 0);
            case TypeToken.DATETIME2 -> temporal(Kind.DATETIME2, properties.u1(), length, 3);
            case TypeToken.DATETIMEOFFSET -> temporal(Kind.DATETIMEOFFSET, properties.u1(), length, 5);
            case TypeToken.DECIMAL -> decimal(Kind.DECIMAL, properties, length);
            case TypeToken.NUMERIC -> decimal(Kind.NUMERIC, properties, length);
            case TypeToken.VARBINARY -> text(Kind.VARBINARY, properties.u2(), length);
            case TypeToken.BINARY -> text(Kind.BINARY, properties.u2(), length);
            case TypeToken.VARCHAR -> collated(Kind.VARCHAR, properties, length);
            case TypeToken.CHAR -> collated(Kind.CHAR, properties, length);
            case TypeToken.NVARCHAR -> collated(Kind.NVARCHAR, properties, length);
            case TypeToken.NCHAR -> collated(Kind.NCHAR, properties, length);
            default -> throw new ProtocolException("a variant has type 0x" + Integer.toHexString(token));
        };
    }

    private static SqlType sized(SqlType type, int length, int expected) throws ProtocolException {
        if (length != expected) {
            throw new ProtocolException("a variant of " + type + " has " + length + " bytes");
        }
        return type;
    }

    private static SqlType temporal(Kind kind, int scale, int length, int more) throws ProtocolException {
        if (scale > 7) {
            throw new ProtocolException("a time of scale " + scale + " does not exist");
        }
        return sized(new SqlType(kind, 0, 0, scale), length, TemporalFormat.timeSize(scale) + more);
    }

    private static SqlType decimal(Kind kind, ByteReader properties, int length) throws ProtocolException {
        int precision = properties.u1();
        int scale = properties.u1();
        if (precision < 1 || precision > 38 || scale > precision || length < 2 || length > DecimalFormat.LARGEST) {
            throw new ProtocolException(
                    "a variant of decimal(" + precision + "," + scale + ") has " + length + " bytes");
        }
        return new SqlType(kind, 0, precision, scale);
    }

    private static SqlType collated(Kind kind, ByteReader properties, int length) throws ProtocolException {
        properties.skip(5);
        return text(kind, properties.u2(), length);
    }

    private static SqlType text(Kind kind, int size, int length) throws ProtocolException {
        if (size > LONGEST || length > size) {
            throw new ProtocolException("a variant of " + size + " bytes has " + length + " bytes");
        }
        return SqlType.character(kind, kind.isUnicode() ? size / 2 : size);
    }
}
