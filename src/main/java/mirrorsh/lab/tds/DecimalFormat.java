package mirrorsh.lab.tds;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import mirrorsh.lab.type.SqlType;

/** Exact numbers with a fraction in bytes: decimal, numeric, money, smallmoney (tds.md §11). */
final class DecimalFormat {
    /** Bytes of a decimal of precision 38: the sign and 16. */
    static final int LARGEST = 17;

    private static final int MONEY_SCALE = 4;

    private DecimalFormat() {}

    static int storage(int precision) {
        return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : LARGEST;
    }

    static byte[] encode(BigDecimal value, SqlType type) {
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (scaled.precision() > type.precision()) {
            throw new IllegalArgumentException(value.toPlainString() + " does not fit " + type + ".");
        }
        byte[] bytes = new byte[storage(type.precision())];
        bytes[0] = (byte) (scaled.signum() < 0 ? 0 : 1);
        byte[] magnitude = scaled.unscaledValue().abs().toByteArray();
        for (int i = 0; i < magnitude.length && i + 1 < bytes.length; i++) {
            bytes[i + 1] = magnitude[magnitude.length - 1 - i];
        }
        return bytes;
    }

    static BigDecimal decode(byte[] bytes, SqlType type) throws ProtocolException {
        byte[] magnitude = new byte[bytes.length - 1];
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i] = bytes[bytes.length - 1 - i];
        }
        BigDecimal value = new BigDecimal(new BigInteger(bytes[0] == 0 ? -1 : 1, magnitude), type.scale());
        if (value.precision() > type.precision()) {
            throw new ProtocolException("a decimal has more digits than its type " + type);
        }
        return value;
    }

    static byte[] encodeMoney(BigDecimal value, boolean small) {
        long units = value.setScale(MONEY_SCALE, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
        if (small) {
            return new ByteWriter().i4(Math.toIntExact(units)).toBytes();
        }
        return new ByteWriter().i4((int) (units >> 32)).i4((int) units).toBytes();
    }

    static BigDecimal decodeMoney(byte[] bytes) throws ProtocolException {
        ByteReader in = new ByteReader(bytes);
        int high = in.i4();
        long units = bytes.length == 4 ? high : (long) high << 32 | in.u4();
        return BigDecimal.valueOf(units, MONEY_SCALE);
    }
}
