package mirrorsh.lab.tds;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** The bytes of a value without its length (tds.md §11): the same in rows, parameters and sql_variant. */
final class RawValue {
    private RawValue() {}

    /**
     * Encodes a value that is not null.
     *
     * @throws IllegalArgumentException if the value does not fit its type; nothing is ever cut in silence
     */
    static byte[] encode(Object value, SqlType type) {
        Kind kind = type.kind();
        if (kind.isTemporal()) {
            return TemporalFormat.encode(value, type);
        }
        return switch (kind) {
            case BIT -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
            case TINYINT -> integer(value, 1, 0, 255);
            case SMALLINT -> integer(value, 2, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> integer(value, 4, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> integer(value, 8, Long.MIN_VALUE, Long.MAX_VALUE);
            case REAL ->
                new ByteWriter().i4(Float.floatToIntBits((Float) value)).toBytes();
            case FLOAT ->
                new ByteWriter().i8(Double.doubleToLongBits((Double) value)).toBytes();
            case DECIMAL, NUMERIC -> DecimalFormat.encode((BigDecimal) value, type);
            case MONEY -> DecimalFormat.encodeMoney((BigDecimal) value, false);
            case SMALLMONEY -> DecimalFormat.encodeMoney((BigDecimal) value, true);
            case UNIQUEIDENTIFIER -> guid((UUID) value);
            case BINARY -> padded((byte[]) value, type, type.length(), new byte[] {0});
            case VARBINARY -> fitting((byte[]) value, type, type.length());
            case CHAR -> padded(((String) value).getBytes(Collation.WESTERN), type, type.length(), new byte[] {' '});
            case VARCHAR -> fitting(((String) value).getBytes(Collation.WESTERN), type, type.length());
            case NCHAR -> padded(utf16(value), type, type.length() * 2, new byte[] {' ', 0});
            case NVARCHAR -> fitting(utf16(value), type, type.length() * 2);
            default -> throw new IllegalArgumentException(type + " has no bytes of its own.");
        };
    }

    private static byte[] utf16(Object value) {
        return ((String) value).getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] integer(Object value, int size, long least, long most) {
        long number = ((Number) value).longValue();
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " does not fit an integer of " + size + " bytes.");
        }
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (number >> 8 * i);
        }
        return bytes;
    }

    private static byte[] fitting(byte[] bytes, SqlType type, int size) {
        if (type.length() != SqlType.MAX && bytes.length > size) {
            throw new IllegalArgumentException("A value of " + bytes.length + " bytes does not fit " + type + ".");
        }
        return bytes;
    }

    private static byte[] padded(byte[] bytes, SqlType type, int size, byte[] pad) {
        byte[] padded = Arrays.copyOf(fitting(bytes, type, size), size);
        for (int i = bytes.length; i < size; i++) {
            padded[i] = pad[i % pad.length];
        }
        return padded;
    }

    private static byte[] guid(UUID value) {
        long high = value.getMostSignificantBits();
        return new ByteWriter()
                .i4((int) (high >> 32))
                .u2((int) (high >> 16))
                .u2((int) high)
                .i8(Long.reverseBytes(value.getLeastSignificantBits()))
                .toBytes();
    }

    /** Decodes bytes of a length that has been checked against the type. */
    static Object decode(byte[] bytes, SqlType type, Charset charset) throws ProtocolException {
        Kind kind = type.kind();
        if (kind.isTemporal()) {
            return TemporalFormat.decode(bytes, type);
        }
        ByteReader in = new ByteReader(bytes);
        return switch (kind) {
            case BIT -> in.u1() != 0;
            case TINYINT -> in.u1();
            case SMALLINT -> (int) (short) in.u2();
            case INT -> in.i4();
            case BIGINT -> in.i8();
            case REAL -> Float.intBitsToFloat(in.i4());
            case FLOAT -> Double.longBitsToDouble(in.i8());
            case DECIMAL, NUMERIC -> DecimalFormat.decode(bytes, type);
            case MONEY, SMALLMONEY -> DecimalFormat.decodeMoney(bytes);
            case UNIQUEIDENTIFIER -> {
                long high = in.u4() << 32 | (long) in.u2() << 16 | in.u2();
                yield new UUID(high, Long.reverseBytes(in.i8()));
            }
            case BINARY, VARBINARY -> bytes;
            case CHAR, VARCHAR -> new String(bytes, charset);
            case NCHAR, NVARCHAR -> unicode(bytes);
            default -> throw new ProtocolException(type + " has no bytes of its own");
        };
    }

    private static String unicode(byte[] bytes) throws ProtocolException {
        if (bytes.length % 2 != 0) {
            throw new ProtocolException("a Unicode value has an odd number of bytes");
        }
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
