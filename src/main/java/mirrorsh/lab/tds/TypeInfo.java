package mirrorsh.lab.tds;

import java.nio.charset.Charset;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/**
 * A type as it is described on the wire (tds.md §11).
 *
 * @param token type byte, see {@link TypeToken}
 * @param form how lengths of values are written
 * @param size fixed or largest size of a value in bytes
 * @param type the type whose values travel
 * @param declared the type that the other side sees in SQL; differs from {@code type} where an old dialect lacks it
 * @param charset code page of CHAR and VARCHAR values
 */
record TypeInfo(int token, Form form, int size, SqlType type, SqlType declared, Charset charset) {
    private static final int VARIANT_SIZE = 8009;
    /** Largest size of the types with a length of two bytes. */
    private static final int LONGEST = 8000;

    private static final int MAX_MARK = 0xFFFF;

    /** How the length of a value is written. */
    enum Form {
        /** Not at all: the type fixes it and there is no NULL. */
        FIXED,
        BYTE,
        SHORT,
        /** In chunks: the (max) types. */
        CHUNKS,
        /** With a text pointer: text, ntext, image. */
        POINTER,
        VARIANT
    }

    /** How a column or output parameter of a type is described to a client of this dialect. */
    static TypeInfo of(SqlType declared, Dialect dialect) {
        SqlType type = dialect.wire(declared);
        return switch (type.kind()) {
            case BIT -> bytes(TypeToken.BIT_N, 1, type, declared);
            case TINYINT -> bytes(TypeToken.INT_N, 1, type, declared);
            case SMALLINT -> bytes(TypeToken.INT_N, 2, type, declared);
            case INT -> bytes(TypeToken.INT_N, 4, type, declared);
            case BIGINT -> bytes(TypeToken.INT_N, 8, type, declared);
            case REAL -> bytes(TypeToken.FLOAT_N, 4, type, declared);
            case FLOAT -> bytes(TypeToken.FLOAT_N, 8, type, declared);
            case MONEY -> bytes(TypeToken.MONEY_N, 8, type, declared);
            case SMALLMONEY -> bytes(TypeToken.MONEY_N, 4, type, declared);
            case DATETIME -> bytes(TypeToken.DATETIME_N, 8, type, declared);
            case SMALLDATETIME -> bytes(TypeToken.DATETIME_N, 4, type, declared);
            case UNIQUEIDENTIFIER -> bytes(TypeToken.GUID, 16, type, declared);
            case DECIMAL -> bytes(TypeToken.DECIMAL, DecimalFormat.storage(type.precision()), type, declared);
            case NUMERIC -> bytes(TypeToken.NUMERIC, DecimalFormat.storage(type.precision()), type, declared);
            case DATE -> bytes(TypeToken.DATE, 3, type, declared);
            case TIME -> bytes(TypeToken.TIME, TemporalFormat.timeSize(type.scale()), type, declared);
            case DATETIME2 -> bytes(TypeToken.DATETIME2, TemporalFormat.timeSize(type.scale()) + 3, type, declared);
            case DATETIMEOFFSET ->
                bytes(TypeToken.DATETIMEOFFSET, TemporalFormat.timeSize(type.scale()) + 5, type, declared);
            case CHAR -> text(TypeToken.CHAR, 1, type, declared, dialect);
            case VARCHAR -> text(TypeToken.VARCHAR, 1, type, declared, dialect);
            case NCHAR -> text(TypeToken.NCHAR, 2, type, declared, dialect);
            case NVARCHAR -> text(TypeToken.NVARCHAR, 2, type, declared, dialect);
            case BINARY -> text(TypeToken.BINARY, 1, type, declared, dialect);
            case VARBINARY -> text(TypeToken.VARBINARY, 1, type, declared, dialect);
            case SQL_VARIANT ->
                new TypeInfo(TypeToken.VARIANT, Form.VARIANT, VARIANT_SIZE, type, declared, Collation.WESTERN);
        };
    }

    private static TypeInfo bytes(int token, int size, SqlType type, SqlType declared) {
        return new TypeInfo(token, Form.BYTE, size, type, declared, Collation.WESTERN);
    }

    private static TypeInfo text(int token, int unit, SqlType type, SqlType declared, Dialect dialect) {
        if (type.length() != SqlType.MAX) {
            int size = Math.max(1, type.length()) * unit;
            if (size > LONGEST) {
                throw new IllegalArgumentException(type + " is longer than any type may be.");
            }
            return new TypeInfo(token, Form.SHORT, size, type, declared, Collation.WESTERN);
        }
        if (dialect.hasMaxTypes()) {
            return new TypeInfo(token, Form.CHUNKS, SqlType.MAX, type, declared, Collation.WESTERN);
        }
        int old = type.kind().isUnicode() ? TypeToken.NTEXT : type.kind().isBinary() ? TypeToken.IMAGE : TypeToken.TEXT;
        return new TypeInfo(old, Form.POINTER, Integer.MAX_VALUE, type, declared, Collation.WESTERN);
    }

    void writeTo(ByteWriter out) {
        out.u1(token);
        switch (form) {
            case FIXED -> {}
            case BYTE -> {
                if (!type.kind().isTemporal() || token == TypeToken.DATETIME_N) {
                    out.u1(size);
                }
            }
            case SHORT -> out.u2(size);
            case CHUNKS -> out.u2(MAX_MARK);
            case POINTER, VARIANT -> out.i4(size);
        }
        switch (type.kind()) {
            case DECIMAL, NUMERIC -> out.u1(type.precision()).u1(type.scale());
            case TIME, DATETIME2, DATETIMEOFFSET -> out.u1(type.scale());
            case CHAR, VARCHAR, NCHAR, NVARCHAR -> out.bytes(Collation.latin1());
            default -> {}
        }
    }

    static TypeInfo read(ByteReader in) throws ProtocolException {
        int token = in.u1();
        return switch (token) {
            case TypeToken.NULL -> fixed(token, 0, SqlType.nvarchar(1));
            case TypeToken.TINYINT -> fixed(token, 1, SqlType.TINYINT);
            case TypeToken.BIT -> fixed(token, 1, SqlType.BIT);
            case TypeToken.SMALLINT -> fixed(token, 2, SqlType.SMALLINT);
            case TypeToken.INT -> fixed(token, 4, SqlType.INT);
            case TypeToken.BIGINT -> fixed(token, 8, SqlType.BIGINT);
            case TypeToken.REAL -> fixed(token, 4, SqlType.of(Kind.REAL));
            case TypeToken.FLOAT -> fixed(token, 8, SqlType.FLOAT);
            case TypeToken.MONEY -> fixed(token, 8, SqlType.of(Kind.MONEY));
            case TypeToken.SMALLMONEY -> fixed(token, 4, SqlType.of(Kind.SMALLMONEY));
            case TypeToken.DATETIME -> fixed(token, 8, SqlType.DATETIME);
            case TypeToken.SMALLDATETIME -> fixed(token, 4, SqlType.of(Kind.SMALLDATETIME));
            case TypeToken.INT_N, TypeToken.BIT_N, TypeToken.FLOAT_N, TypeToken.MONEY_N, TypeToken.DATETIME_N ->
                sized(token, in.u1());
            case TypeToken.GUID -> bytes(token, expect(in.u1(), 16), SqlType.UNIQUEIDENTIFIER);
            case TypeToken.DECIMAL, TypeToken.OLD_DECIMAL -> decimal(token, Kind.DECIMAL, in);
            case TypeToken.NUMERIC, TypeToken.OLD_NUMERIC -> decimal(token, Kind.NUMERIC, in);
            case TypeToken.DATE -> bytes(token, 3, SqlType.DATE);
            case TypeToken.TIME -> temporal(token, Kind.TIME, 0, in.u1());
            case TypeToken.DATETIME2 -> temporal(token, Kind.DATETIME2, 3, in.u1());
            case TypeToken.DATETIMEOFFSET -> temporal(token, Kind.DATETIMEOFFSET, 5, in.u1());
            case TypeToken.OLD_VARCHAR -> old(token, Kind.VARCHAR, in.u1());
            case TypeToken.OLD_CHAR -> old(token, Kind.CHAR, in.u1());
            case TypeToken.OLD_VARBINARY -> old(token, Kind.VARBINARY, in.u1());
            case TypeToken.OLD_BINARY -> old(token, Kind.BINARY, in.u1());
            case TypeToken.VARCHAR -> text(token, Kind.VARCHAR, in.u2(), true, in);
            case TypeToken.CHAR -> text(token, Kind.CHAR, in.u2(), false, in);
            case TypeToken.NVARCHAR -> text(token, Kind.NVARCHAR, in.u2(), true, in);
            case TypeToken.NCHAR -> text(token, Kind.NCHAR, in.u2(), false, in);
            case TypeToken.VARBINARY -> text(token, Kind.VARBINARY, in.u2(), true, in);
            case TypeToken.BINARY -> text(token, Kind.BINARY, in.u2(), false, in);
            case TypeToken.TEXT -> pointer(token, Kind.VARCHAR, in);
            case TypeToken.NTEXT -> pointer(token, Kind.NVARCHAR, in);
            case TypeToken.IMAGE -> pointer(token, Kind.VARBINARY, in);
            case TypeToken.VARIANT -> {
                in.i4();
                yield read(token, Form.VARIANT, VARIANT_SIZE, SqlType.SQL_VARIANT, Collation.WESTERN);
            }
            case TypeToken.XML -> xml(token, in);
            default ->
                throw new ProtocolException(
                        "a parameter has type 0x" + Integer.toHexString(token) + ", which the lab does not take");
        };
    }

    private static TypeInfo read(int token, Form form, int size, SqlType type, Charset charset) {
        return new TypeInfo(token, form, size, type, type, charset);
    }

    private static TypeInfo fixed(int token, int size, SqlType type) {
        return read(token, Form.FIXED, size, type, Collation.WESTERN);
    }

    private static TypeInfo bytes(int token, int size, SqlType type) {
        return read(token, Form.BYTE, size, type, Collation.WESTERN);
    }

    private static int expect(int size, int expected) throws ProtocolException {
        if (size != expected) {
            throw new ProtocolException("a type has size " + size + " and not " + expected);
        }
        return size;
    }

    private static TypeInfo sized(int token, int size) throws ProtocolException {
        Kind kind = switch (token << 8 | size) {
            case TypeToken.INT_N << 8 | 1 -> Kind.TINYINT;
            case TypeToken.INT_N << 8 | 2 -> Kind.SMALLINT;
            case TypeToken.INT_N << 8 | 4 -> Kind.INT;
            case TypeToken.INT_N << 8 | 8 -> Kind.BIGINT;
            case TypeToken.BIT_N << 8 | 1 -> Kind.BIT;
            case TypeToken.FLOAT_N << 8 | 4 -> Kind.REAL;
            case TypeToken.FLOAT_N << 8 | 8 -> Kind.FLOAT;
            case TypeToken.MONEY_N << 8 | 4 -> Kind.SMALLMONEY;
            case TypeToken.MONEY_N << 8 | 8 -> Kind.MONEY;
            case TypeToken.DATETIME_N << 8 | 4 -> Kind.SMALLDATETIME;
            case TypeToken.DATETIME_N << 8 | 8 -> Kind.DATETIME;
            default -> throw new ProtocolException("type " + token + " has no size " + size);
        };
        return bytes(token, size, SqlType.of(kind));
    }

    private static TypeInfo decimal(int token, Kind kind, ByteReader in) throws ProtocolException {
        int size = in.u1();
        int precision = in.u1();
        int scale = in.u1();
        if (size > DecimalFormat.LARGEST || precision < 1 || precision > 38 || scale > precision) {
            throw new ProtocolException(
                    "decimal(" + precision + "," + scale + ") of " + size + " bytes does not exist");
        }
        // some clients announce the largest size for every precision
        return bytes(token, DecimalFormat.LARGEST, new SqlType(kind, 0, precision, scale));
    }

    private static TypeInfo temporal(int token, Kind kind, int more, int scale) throws ProtocolException {
        if (scale > 7) {
            throw new ProtocolException("a time of scale " + scale + " does not exist");
        }
        return bytes(token, TemporalFormat.timeSize(scale) + more, new SqlType(kind, 0, 0, scale));
    }

    private static TypeInfo old(int token, Kind kind, int size) {
        return bytes(token, size, SqlType.character(kind, size));
    }

    private static TypeInfo text(int token, Kind kind, int size, boolean maxAllowed, ByteReader in)
            throws ProtocolException {
        Charset charset = kind.isCharacter() ? charset(kind, in) : Collation.WESTERN;
        if (size == MAX_MARK && maxAllowed) {
            return read(token, Form.CHUNKS, SqlType.MAX, SqlType.character(kind, SqlType.MAX), charset);
        }
        if (size > LONGEST) {
            throw new ProtocolException("a type has size " + size);
        }
        int length = kind.isUnicode() ? size / 2 : size;
        return read(token, Form.SHORT, size, SqlType.character(kind, length), charset);
    }

    private static Charset charset(Kind kind, ByteReader in) throws ProtocolException {
        byte[] collation = in.take(5);
        // the collation of a Unicode value orders it and nothing else
        return kind.isUnicode() ? Collation.WESTERN : Collation.charset(collation);
    }

    private static TypeInfo pointer(int token, Kind kind, ByteReader in) throws ProtocolException {
        in.i4();
        Charset charset = kind.isCharacter() ? charset(kind, in) : Collation.WESTERN;
        return read(token, Form.POINTER, Integer.MAX_VALUE, SqlType.character(kind, SqlType.MAX), charset);
    }

    private static TypeInfo xml(int token, ByteReader in) throws ProtocolException {
        if (in.u1() != 0) {
            in.shortText();
            in.shortText();
            in.longText();
        }
        return read(token, Form.CHUNKS, SqlType.MAX, SqlType.nvarchar(SqlType.MAX), Collation.WESTERN);
    }
}
