package mirrorsh.lab.sql.value;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Conversions to and from bytes, guids included. */
final class BinaryConversion {
    /** The code page of the instance's collation (tds.md §11). */
    static final Charset CODE_PAGE = Charset.forName("windows-1252");

    private static final int GUID_BYTES = 16;
    private static final int GUID_TEXT = 36;

    private BinaryConversion() {}

    static byte[] toBinary(Object value, SqlType from, SqlType to, int style) {
        if (value instanceof String text) {
            return size(fromText(text, from, style), to);
        }
        if (value instanceof byte[] bytes) {
            return size(bytes, to);
        }
        if (value instanceof UUID guid) {
            return size(bytes(guid), to);
        }
        if (from.kind().isInteger()) {
            return sizeNumber(integerBytes(value, from.kind()), to);
        }
        if (value instanceof BigDecimal money && TypeRules.isMoney(from.kind())) {
            long units = money.movePointRight(4).longValueExact();
            return sizeNumber(ByteBuffer.allocate(8).putLong(units).array(), to);
        }
        throw SqlFailure.of(49999, "the conversion from " + TypeRules.name(from) + " to " + TypeRules.name(to));
    }

    private static byte[] fromText(String text, SqlType from, int style) {
        return switch (style) {
            case 0 -> from.kind().isUnicode() ? text.getBytes(StandardCharsets.UTF_16LE) : text.getBytes(CODE_PAGE);
            case 1 -> hex(text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : "?", from);
            case 2 -> hex(text, from);
            default -> throw SqlFailure.of(281, style, TypeRules.name(from), "a binary value");
        };
    }

    private static byte[] hex(String digits, SqlType from) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw SqlFailure.of(8114, TypeRules.name(from), "varbinary");
        }
    }

    private static byte[] integerBytes(Object value, Kind kind) {
        long number = value instanceof Boolean bit ? (bit ? 1 : 0) : ((Number) value).longValue();
        byte[] all = ByteBuffer.allocate(8).putLong(number).array();
        int size = switch (kind) {
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT -> 4;
            default -> 8;
        };
        return Arrays.copyOfRange(all, 8 - size, 8);
    }

    /** Numbers keep their low bytes: cut or filled on the left. */
    private static byte[] sizeNumber(byte[] bytes, SqlType to) {
        int wanted = to.kind() == Kind.BINARY || to.length() != SqlType.MAX && bytes.length > to.length()
                ? to.length()
                : bytes.length;
        byte[] sized = new byte[wanted];
        int kept = Math.min(wanted, bytes.length);
        System.arraycopy(bytes, bytes.length - kept, sized, wanted - kept, kept);
        return sized;
    }

    private static byte[] size(byte[] bytes, SqlType to) {
        if (to.length() == SqlType.MAX) {
            return bytes;
        }
        if (to.kind() == Kind.BINARY || bytes.length > to.length()) {
            return Arrays.copyOf(bytes, to.length());
        }
        return bytes;
    }

    static Object integer(byte[] bytes, Kind kind) {
        long number = 0;
        int size = switch (kind) {
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case INT -> 4;
            default -> 8;
        };
        for (int i = Math.max(0, bytes.length - size); i < bytes.length; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return switch (kind) {
            case BIGINT -> (Object) number;
            case SMALLINT -> (Object) (int) (short) number;
            default -> (Object) (int) number;
        };
    }

    static UUID toGuid(Object value, SqlType from) {
        if (value instanceof UUID guid) {
            return guid;
        }
        if (value instanceof byte[] bytes) {
            return guid(Arrays.copyOf(bytes, GUID_BYTES));
        }
        if (value instanceof String text) {
            String bare = text.startsWith("{") ? text.substring(1) : text;
            bare = bare.length() > GUID_TEXT ? bare.substring(0, GUID_TEXT) : bare;
            if (!bare.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                throw SqlFailure.of(8169);
            }
            return UUID.fromString(bare);
        }
        throw SqlFailure.of(529, TypeRules.name(from), "uniqueidentifier");
    }

    /** The bytes of a guid as SQL Server keeps them: the first three groups little-endian. */
    static byte[] bytes(UUID guid) {
        long high = guid.getMostSignificantBits();
        ByteBuffer buffer = ByteBuffer.allocate(GUID_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        buffer.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
        return buffer.array();
    }

    private static UUID guid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (buffer.getInt() & 0xFFFFFFFFL) << 32
                | (buffer.getShort() & 0xFFFFL) << 16
                | buffer.getShort() & 0xFFFFL;
        return new UUID(high, buffer.order(ByteOrder.BIG_ENDIAN).getLong());
    }
}
