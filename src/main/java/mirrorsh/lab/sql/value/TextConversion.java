package mirrorsh.lab.sql.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;

/** Conversions to character types. */
final class TextConversion {
    private static final int GUID_TEXT = 36;
    private static final int FLOAT_DIGITS = 6;

    private TextConversion() {}

    static String toText(Object value, SqlType from, SqlType to, int style) {
        String text = text(value, from, to, style);
        return size(text, from, to);
    }

    private static String text(Object value, SqlType from, SqlType to, int style) {
        if (value instanceof String s) {
            return from.kind().isUnicode() && !to.kind().isUnicode() ? encodable(s) : s;
        }
        if (value instanceof Boolean bit) {
            return bit ? "1" : "0";
        }
        if (value instanceof BigDecimal number) {
            return TypeRules.isMoney(from.kind()) ? money(number, style) : number.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            if (style != 0) {
                throw SqlFailure.of(49999, "style " + style + " of a float");
            }
            return floating(((Number) value).doubleValue());
        }
        if (value instanceof UUID guid) {
            return guid.toString().toUpperCase(Locale.ROOT);
        }
        if (value instanceof byte[] bytes) {
            return binary(bytes, from, to, style);
        }
        return from.kind().isTemporal() ? DateFormats.format(value, from, style) : value.toString();
    }

    private static String size(String text, SqlType from, SqlType to) {
        if (to.length() == SqlType.MAX) {
            return text;
        }
        if (text.length() > to.length()) {
            return cut(text, from, to);
        }
        boolean fixed = to.kind() == Kind.CHAR || to.kind() == Kind.NCHAR;
        return fixed ? text + " ".repeat(to.length() - text.length()) : text;
    }

    /** Texts, dates and bytes are cut; numbers are not: an asterisk for the small integers, else 8115. */
    private static String cut(String text, SqlType from, SqlType to) {
        Kind kind = from.kind();
        if (kind == Kind.UNIQUEIDENTIFIER && to.length() < GUID_TEXT) {
            throw SqlFailure.of(8170);
        }
        if (kind.isNumeric()) {
            boolean star = kind.isInteger() && kind != Kind.BIGINT && !to.kind().isUnicode();
            if (star) {
                return "*";
            }
            throw NumberConversion.overflow(kind.isInteger() ? "expression" : TypeRules.name(from), to);
        }
        return text.substring(0, to.length());
    }

    private static String encodable(String text) {
        CharsetEncoder encoder = BinaryConversion.CODE_PAGE.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text);
        for (int i = 0; i < replaced.length(); i++) {
            if (!encoder.canEncode(replaced.charAt(i))) {
                replaced.setCharAt(i, '?');
            }
        }
        return replaced.toString();
    }

    private static String binary(byte[] bytes, SqlType from, SqlType to, int style) {
        return switch (style) {
            case 0 -> new String(bytes, to.kind().isUnicode() ? StandardCharsets.UTF_16LE : BinaryConversion.CODE_PAGE);
            case 1 -> "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
            case 2 -> HexFormat.of().withUpperCase().formatHex(bytes);
            default -> throw SqlFailure.of(281, style, TypeRules.name(from), "a character string");
        };
    }

    private static String money(BigDecimal number, int style) {
        return switch (style) {
            case 0 -> number.setScale(2, RoundingMode.HALF_UP).toPlainString();
            case 1 ->
                new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(number.setScale(2, RoundingMode.HALF_UP));
            case 2 -> number.setScale(4, RoundingMode.HALF_UP).toPlainString();
            default -> throw SqlFailure.of(281, style, "money", "a character string");
        };
    }

    /** Six significant digits, with a three-digit exponent where the number is very large or small. */
    static String floating(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(number, new MathContext(FLOAT_DIGITS)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < FLOAT_DIGITS) {
            return rounded.toPlainString();
        }
        String digits = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return digits + (exponent < 0 ? "e-" : "e+") + String.format(Locale.ROOT, "%03d", Math.abs(exponent));
    }
}
