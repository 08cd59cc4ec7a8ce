package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Functions that write and take apart names, and write numbers in a field. */
final class NameFunctions {
    private static final int LONGEST_NAME = 128;

    private NameFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("QUOTENAME", NameFunctions::quoteName);
        all.put("PARSENAME", NameFunctions::parseName);
        all.put("STR", NameFunctions::str);
    }

    private static Scalar quoteName(Arguments a) {
        a.require(1, 2);
        Scalar name = a.as(0, SqlType.nvarchar(SqlType.MAX));
        Scalar quote = a.count() == 2 ? a.as(1, SqlType.nvarchar(1)) : Scalar.constant(SqlType.nvarchar(1), "[");
        return Arguments.strict(
                SqlType.nvarchar(258), List.of(name, quote), v -> quoted((String) v.get(0), (String) v.get(1)));
    }

    private static @Nullable String quoted(String name, String quote) {
        if (name.length() > LONGEST_NAME || quote.isEmpty()) {
            return null;
        }
        return switch (quote) {
            case "[", "]" -> "[" + name.replace("]", "]]") + "]";
            case "'", "\"", "`" -> quote + name.replace(quote, quote + quote) + quote;
            case "(", ")" -> "(" + name.replace(")", "))") + ")";
            case "{", "}" -> "{" + name.replace("}", "}}") + "}";
            case "<", ">" -> "<" + name.replace(">", ">>") + ">";
            default -> null;
        };
    }

    private static Scalar parseName(Arguments a) {
        Scalar name = a.require(2).as(0, SqlType.nvarchar(4000));
        return Arguments.strict(SqlType.SYSNAME, List.of(name, a.integer(1)), v -> {
            List<String> parts = parts((String) v.get(0));
            int wanted = (Integer) v.get(1);
            if (parts.size() > 4 || wanted < 1 || wanted > parts.size()) {
                return null;
            }
            String part = parts.get(wanted - 1);
            return part.isEmpty() ? null : part;
        });
    }

    /** The parts of a dotted name, the last first. */
    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char close = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (close != 0) {
                if (c != close) {
                    part.append(c);
                } else if (i + 1 < name.length() && name.charAt(i + 1) == close) {
                    part.append(c);
                    i++;
                } else {
                    close = 0;
                }
            } else if (c == '[' || c == '"') {
                close = c == '[' ? ']' : '"';
            } else if (c == '.') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        Collections.reverse(parts);
        return parts;
    }

    private static Scalar str(Arguments a) {
        a.require(1, 3);
        Scalar length = a.count() > 1 ? a.integer(1) : Scalar.constant(SqlType.INT, 10);
        Scalar digits = a.count() > 2 ? a.integer(2) : Scalar.constant(SqlType.INT, 0);
        return Arguments.strict(SqlType.varchar(8000), List.of(a.as(0, SqlType.FLOAT), length, digits), v -> {
            int width = (Integer) v.get(1);
            int decimals = Math.min(16, (Integer) v.get(2));
            if (width < 1 || width > 8000 || decimals < 0) {
                return null;
            }
            String number = String.format(Locale.ROOT, "%." + decimals + "f", (Double) v.get(0));
            int whole = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
            if (whole > width) {
                return "*".repeat(width);
            }
            if (number.length() > width) {
                int kept = Math.max(0, width - whole - 1);
                number = String.format(Locale.ROOT, "%." + kept + "f", (Double) v.get(0));
            }
            return " ".repeat(Math.max(0, width - number.length())) + number;
        });
    }
}
