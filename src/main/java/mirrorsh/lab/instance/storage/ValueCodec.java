package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Binary form of values; each says what it is, so that a row can be read without its table. */
final class ValueCodec {
    private static final int LONGEST = 256 * 1024 * 1024;

    private ValueCodec() {}

    static void write(DataOutput out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? 'T' : 'F');
        } else if (value instanceof Integer number) {
            out.writeByte('i');
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte('l');
            out.writeLong(number);
        } else if (value instanceof String text) {
            out.writeByte('s');
            writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] bytes) {
            out.writeByte('b');
            writeBytes(out, bytes);
        } else if (value instanceof UUID guid) {
            out.writeByte('u');
            out.writeLong(guid.getMostSignificantBits());
            out.writeLong(guid.getLeastSignificantBits());
        } else if (value instanceof Variant variant) {
            out.writeByte('v');
            writeType(out, variant.type());
            write(out, variant.value());
        } else {
            writeNumberOrTime(out, value);
        }
    }

    private static void writeNumberOrTime(DataOutput out, Object value) throws IOException {
        if (value instanceof BigDecimal number) {
            out.writeByte('n');
            out.writeInt(number.scale());
            writeBytes(out, number.unscaledValue().toByteArray());
        } else if (value instanceof Double number) {
            out.writeByte('d');
            out.writeDouble(number);
        } else if (value instanceof Float number) {
            out.writeByte('f');
            out.writeFloat(number);
        } else if (value instanceof LocalDate date) {
            out.writeByte('D');
            out.writeLong(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            out.writeByte('H');
            out.writeLong(time.toNanoOfDay());
        } else if (value instanceof LocalDateTime moment) {
            out.writeByte('M');
            out.writeLong(moment.toLocalDate().toEpochDay());
            out.writeLong(moment.toLocalTime().toNanoOfDay());
        } else if (value instanceof OffsetDateTime moment) {
            out.writeByte('O');
            out.writeLong(moment.toLocalDate().toEpochDay());
            out.writeLong(moment.toLocalTime().toNanoOfDay());
            out.writeInt(moment.getOffset().getTotalSeconds());
        } else {
            throw new IllegalArgumentException(
                    "No SQL value: " + value.getClass().getName());
        }
    }

    static @Nullable Object read(DataInput in) throws IOException {
        char tag = (char) in.readUnsignedByte();
        return switch (tag) {
            case '0' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'i' -> in.readInt();
            case 'l' -> in.readLong();
            case 's' -> new String(readBytes(in), StandardCharsets.UTF_8);
            case 'b' -> readBytes(in);
            case 'u' -> new UUID(in.readLong(), in.readLong());
            case 'v' -> new Variant(readType(in), required(in));
            case 'n' -> {
                int scale = in.readInt();
                yield new BigDecimal(new BigInteger(readBytes(in)), scale);
            }
            case 'd' -> in.readDouble();
            case 'f' -> in.readFloat();
            case 'D' -> LocalDate.ofEpochDay(in.readLong());
            case 'H' -> LocalTime.ofNanoOfDay(in.readLong());
            case 'M' -> readMoment(in);
            case 'O' -> OffsetDateTime.of(readMoment(in), ZoneOffset.ofTotalSeconds(in.readInt()));
            default -> throw new IOException("Unknown value tag " + (int) tag + ".");
        };
    }

    /** A value that is never NULL. */
    static Object required(DataInput in) throws IOException {
        Object value = read(in);
        if (value == null) {
            throw new IOException("A value is missing.");
        }
        return value;
    }

    static UUID readGuid(DataInput in) throws IOException {
        return (UUID) required(in);
    }

    static String readText(DataInput in) throws IOException {
        return (String) required(in);
    }

    static LocalDateTime readTime(DataInput in) throws IOException {
        return (LocalDateTime) required(in);
    }

    private static LocalDateTime readMoment(DataInput in) throws IOException {
        return LocalDateTime.of(LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
    }

    static void writeRow(DataOutput out, @Nullable Object[] values) throws IOException {
        out.writeInt(values.length);
        for (Object value : values) {
            write(out, value);
        }
    }

    static @Nullable Object[] readRow(DataInput in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[count(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(in);
        }
        return values;
    }

    static void writeType(DataOutput out, SqlType type) throws IOException {
        write(out, type.kind().name());
        out.writeInt(type.length());
        out.writeInt(type.precision());
        out.writeInt(type.scale());
    }

    static SqlType readType(DataInput in) throws IOException {
        return new SqlType(readEnum(in, SqlType.Kind.class), in.readInt(), in.readInt(), in.readInt());
    }

    static <E extends Enum<E>> E readEnum(DataInput in, Class<E> type) throws IOException {
        try {
            return Enum.valueOf(type, readText(in));
        } catch (IllegalArgumentException e) {
            throw new IOException("Unknown " + type.getSimpleName() + ".", e);
        }
    }

    static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return bytes;
    }

    /** A count that cannot be absurd, so that damaged bytes end in an error and not in exhausted memory. */
    static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LONGEST) {
            throw new IOException("Impossible count " + count + ".");
        }
        return count;
    }
}
