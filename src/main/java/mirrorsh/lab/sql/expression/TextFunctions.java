package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** Functions that measure, cut and build texts. */
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("LEN", TextFunctions::length);
        all.put("LEFT", a -> side(a, true));
        all.put("RIGHT", a -> side(a, false));
        all.put("SUBSTRING", TextFunctions::substring);
        all.put("UPPER", a -> changed(a, s -> each(s, Character::toUpperCase)));
        all.put("LOWER", a -> changed(a, s -> each(s, Character::toLowerCase)));
        all.put("LTRIM", a -> changed(a, s -> trimmed(s, " ", true, false)));
        all.put("RTRIM", a -> changed(a, s -> trimmed(s, " ", false, true)));
        all.put("TRIM", TextFunctions::trim);
        all.put("REVERSE", a -> changed(a, s -> new StringBuilder(s).reverse().toString()));
        all.put("REPLICATE", TextFunctions::replicate);
        all.put("SPACE", TextFunctions::space);
        all.put("CONCAT", TextFunctions::concat);
        all.put("CONCAT_WS", TextFunctions::concatWithSeparator);
        all.put("STUFF", TextFunctions::stuff);
        all.put("CHAR", TextFunctions::character);
        all.put("NCHAR", TextFunctions::unicodeCharacter);
        all.put("ASCII", TextFunctions::ascii);
        all.put("UNICODE", TextFunctions::unicode);
    }

    private static Scalar length(Arguments a) {
        Scalar text = a.require(1).text(0);
        boolean big = text.type().length() == SqlType.MAX;
        return Arguments.strict(big ? SqlType.BIGINT : SqlType.INT, List.of(text), v -> {
            int length = trimmed((String) v.get(0), " ", false, true).length();
            return big ? (Object) (long) length : (Object) length;
        });
    }

    private static Scalar side(Arguments a, boolean left) {
        Scalar text = a.require(2).text(0);
        return Arguments.strict(Arguments.textLike(text), List.of(text, a.integer(1)), v -> {
                    String s = (String) v.get(0);
                    int count = (Integer) v.get(1);
                    if (count < 0) {
                        throw SqlFailure.of(536, a.function());
                    }
                    int kept = Math.min(count, s.length());
                    return left ? s.substring(0, kept) : s.substring(s.length() - kept);
                })
                .collated(text.collation());
    }

    private static Scalar substring(Arguments a) {
        a.require(3);
        if (a.get(0).type().kind().isBinary()) {
            return substringOfBytes(a);
        }
        Scalar text = a.text(0);
        SqlType bigint = SqlType.BIGINT;
        return Arguments.strict(Arguments.textLike(text), List.of(text, a.as(1, bigint), a.as(2, bigint)), v -> {
                    String s = (String) v.get(0);
                    int[] part = part(s.length(), (Long) v.get(1), (Long) v.get(2));
                    return s.substring(part[0], part[1]);
                })
                .collated(text.collation());
    }

    private static Scalar substringOfBytes(Arguments a) {
        Scalar bytes = a.get(0);
        SqlType type = TypeRules.sized(Kind.VARBINARY, bytes.type().length());
        SqlType bigint = SqlType.BIGINT;
        return Arguments.strict(type, List.of(bytes, a.as(1, bigint), a.as(2, bigint)), v -> {
            byte[] all = (byte[]) v.get(0);
            int[] part = part(all.length, (Long) v.get(1), (Long) v.get(2));
            return java.util.Arrays.copyOfRange(all, part[0], part[1]);
        });
    }

    /** A start before the first place uses up the length. */
    private static int[] part(int size, long start, long length) {
        if (length < 0) {
            throw SqlFailure.of(537);
        }
        long from = Math.min(size, Math.max(0, start - 1));
        long to = Math.min(size, Math.max(from, start - 1 + length));
        return new int[] {(int) from, (int) to};
    }

    private static Scalar changed(Arguments a, UnaryOperator<String> change) {
        Scalar text = a.require(1).text(0);
        return Arguments.strict(Arguments.textLike(text), List.of(text), v -> change.apply((String) v.get(0)))
                .collated(text.collation());
    }

    /** Letter by letter: a text keeps its length. */
    private static String each(String text, IntUnaryOperator change) {
        return text.codePoints()
                .map(change)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Scalar trim(Arguments a) {
        if (a.count() == 1) {
            return changed(a, s -> trimmed(s, " ", true, true));
        }
        // TRIM(characters FROM text) arrives with the characters first
        Scalar characters = a.require(1, 2).text(0);
        Scalar text = a.text(1);
        return Arguments.strict(
                Arguments.textLike(text),
                List.of(characters, text),
                v -> trimmed((String) v.get(1), (String) v.get(0), true, true));
    }

    private static String trimmed(String text, String characters, boolean start, boolean end) {
        int from = 0;
        int to = text.length();
        while (start && from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (end && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static Scalar replicate(Arguments a) {
        Scalar text = a.require(2).text(0);
        SqlType type = Arguments.longText(text);
        return Arguments.strict(type, List.of(text, a.integer(1)), v -> {
            int count = (Integer) v.get(1);
            return count < 0 ? null : repeated((String) v.get(0), count, type);
        });
    }

    private static String repeated(String text, int count, SqlType type) {
        long wanted = (long) text.length() * count;
        long longest = type.length() == SqlType.MAX ? 50_000_000 : type.length();
        if (wanted > longest && type.length() == SqlType.MAX) {
            throw SqlFailure.of(49999, "a text of " + wanted + " characters");
        }
        int times = text.isEmpty() ? 0 : (int) Math.min(count, longest / text.length() + 1);
        String all = text.repeat(times);
        return all.length() > Math.min(wanted, longest) ? all.substring(0, (int) Math.min(wanted, longest)) : all;
    }

    private static Scalar space(Arguments a) {
        SqlType type = SqlType.varchar(8000);
        return Arguments.strict(type, List.of(a.require(1).integer(0)), v -> {
            int count = (Integer) v.get(0);
            return count < 0 ? null : repeated(" ", count, type);
        });
    }

    private static Scalar concat(Arguments a) {
        a.require(2, 254);
        List<Scalar> texts = texts(a, 0);
        SqlType type = joinedType(texts, 0);
        return Scalar.of(type, row -> {
                    StringBuilder all = new StringBuilder();
                    for (Scalar text : texts) {
                        Object value = text.value(row);
                        all.append(value == null ? "" : value);
                    }
                    return Arguments.cut(all.toString(), type);
                })
                .notNull();
    }

    private static Scalar concatWithSeparator(Arguments a) {
        a.require(3, 254);
        Scalar separator = a.text(0);
        List<Scalar> texts = texts(a, 1);
        int separators =
                separator.type().length() == SqlType.MAX ? 0 : separator.type().length() * texts.size();
        SqlType type = joinedType(texts, separators);
        return Scalar.of(type, row -> {
            Object between = separator.value(row);
            List<String> present = new ArrayList<>();
            for (Scalar text : texts) {
                Object value = text.value(row);
                if (value != null) {
                    present.add(value.toString());
                }
            }
            return Arguments.cut(String.join(between == null ? "" : between.toString(), present), type);
        });
    }

    private static List<Scalar> texts(Arguments a, int first) {
        List<Scalar> texts = new ArrayList<>();
        for (int i = first; i < a.count(); i++) {
            Scalar value = a.get(i);
            texts.add(TypeRules.isMoney(value.type().kind()) ? money(value) : a.text(i));
        }
        return texts;
    }

    /** CONCAT writes money with four digits, without the refusal that an implicit conversion meets. */
    private static Scalar money(Scalar value) {
        SqlType type = TypeRules.textOf(value.type());
        return Scalar.of(type, row -> Conversion.convert(value.value(row), value.type(), type, 2));
    }

    private static SqlType joinedType(List<Scalar> texts, int more) {
        SqlType longest = Arguments.longText(texts.toArray(new Scalar[0]));
        if (longest.length() == SqlType.MAX) {
            return longest;
        }
        int sum = more;
        for (Scalar text : texts) {
            sum += text.type().length();
        }
        return TypeRules.sized(longest.kind(), sum);
    }

    private static Scalar stuff(Arguments a) {
        Scalar text = a.require(4).text(0);
        Scalar insert = a.text(3);
        SqlType type = Arguments.longText(text, insert);
        Scalar from = a.integer(1);
        Scalar count = a.integer(2);
        return Scalar.of(type, row -> {
            // NULL as the new text removes the part
            Object middle = insert.value(row);
            String stuffed =
                    stuffed(text.value(row), from.value(row), count.value(row), middle == null ? "" : (String) middle);
            if (stuffed != null
                    && stuffed.length() != Arguments.cut(stuffed, type).length()) {
                throw SqlFailure.of(8152);
            }
            return stuffed;
        });
    }

    private static @Nullable String stuffed(
            @Nullable Object text, @Nullable Object from, @Nullable Object count, String middle) {
        if (!(text instanceof String s) || !(from instanceof Integer start) || !(count instanceof Integer length)) {
            return null;
        }
        if (start < 1 || start > s.length() || length < 0) {
            return null;
        }
        int end = (int) Math.min(s.length(), (long) start - 1 + length);
        return s.substring(0, start - 1) + middle + s.substring(end);
    }

    private static Scalar character(Arguments a) {
        return Arguments.strict(
                SqlType.character(Kind.CHAR, 1), List.of(a.require(1).integer(0)), v -> {
                    int code = (Integer) v.get(0);
                    return code < 0 || code > 255
                            ? null
                            : Conversion.convert(new byte[] {(byte) code}, SqlType.varbinary(1), SqlType.varchar(1), 0);
                });
    }

    private static Scalar unicodeCharacter(Arguments a) {
        return Arguments.strict(
                SqlType.character(Kind.NCHAR, 1), List.of(a.require(1).integer(0)), v -> {
                    int code = (Integer) v.get(0);
                    return code < 0 || code > 0xFFFF ? null : String.valueOf((char) code);
                });
    }

    private static Scalar ascii(Arguments a) {
        return Arguments.strict(SqlType.INT, List.of(a.require(1).text(0).as(SqlType.varchar(SqlType.MAX))), v -> {
            Object bytes = Conversion.convert(v.get(0), SqlType.varchar(1), SqlType.varbinary(1), 0);
            return bytes instanceof byte[] b && b.length > 0 ? b[0] & 0xFF : null;
        });
    }

    private static Scalar unicode(Arguments a) {
        return Arguments.strict(SqlType.INT, List.of(a.require(1).text(0)), v -> {
            String text = (String) v.get(0);
            return text.isEmpty() ? null : (Object) (int) text.charAt(0);
        });
    }
}
