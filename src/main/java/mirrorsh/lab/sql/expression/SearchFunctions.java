package mirrorsh.lab.sql.expression;

import java.util.List;
import java.util.Map;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.LikePattern;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** Functions that look for a text in another, as the collation compares. */
final class SearchFunctions {
    private SearchFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("CHARINDEX", SearchFunctions::charIndex);
        all.put("PATINDEX", SearchFunctions::patternIndex);
        all.put("REPLACE", SearchFunctions::replace);
        all.put("TRANSLATE", SearchFunctions::translate);
    }

    private static Scalar charIndex(Arguments a) {
        a.require(2, 3);
        Scalar sought = a.text(0);
        Scalar text = a.text(1);
        Collation collation = Comparisons.of(sought, text);
        boolean big = text.type().length() == SqlType.MAX;
        Scalar start = a.count() == 3 ? a.integer(2) : Scalar.constant(SqlType.INT, 1);
        return Arguments.strict(big ? SqlType.BIGINT : SqlType.INT, List.of(sought, text, start), v -> {
            String wanted = (String) v.get(0);
            int found = wanted.isEmpty() ? 0 : collation.indexOf((String) v.get(1), wanted, (Integer) v.get(2) - 1) + 1;
            return big ? (Object) (long) found : (Object) found;
        });
    }

    private static Scalar patternIndex(Arguments a) {
        Scalar pattern = a.require(2).text(0);
        Scalar text = a.text(1);
        Collation collation = Comparisons.of(pattern, text);
        boolean big = text.type().length() == SqlType.MAX;
        return Arguments.strict(big ? SqlType.BIGINT : SqlType.INT, List.of(pattern, text), v -> {
            int found = LikePattern.of((String) v.get(0), null, collation).indexIn((String) v.get(1));
            return big ? (Object) (long) found : (Object) found;
        });
    }

    private static Scalar replace(Arguments a) {
        Scalar text = a.require(3).text(0);
        Scalar sought = a.text(1);
        Scalar instead = a.text(2);
        Collation collation = Comparisons.of(text, sought);
        SqlType type = Arguments.longText(text, sought, instead);
        return Arguments.strict(
                        type,
                        List.of(text, sought, instead),
                        v -> Arguments.cut(
                                replaced((String) v.get(0), (String) v.get(1), (String) v.get(2), collation), type))
                .collated(text.collation());
    }

    private static String replaced(String text, String sought, String instead, Collation collation) {
        if (sought.isEmpty()) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        int from = 0;
        int found = collation.indexOf(text, sought, 0);
        while (found >= 0) {
            all.append(text, from, found).append(instead);
            from = found + sought.length();
            found = collation.indexOf(text, sought, from);
        }
        return all.append(text.substring(from)).toString();
    }

    private static Scalar translate(Arguments a) {
        Scalar text = a.require(3).text(0);
        Scalar from = a.text(1);
        Scalar to = a.text(2);
        Collation collation = Comparisons.of(text, from);
        return Arguments.strict(Arguments.textLike(text), List.of(text, from, to), v -> {
            String characters = (String) v.get(1);
            String translations = (String) v.get(2);
            if (characters.length() != translations.length()) {
                throw SqlFailure.of(9828);
            }
            StringBuilder all = new StringBuilder((String) v.get(0));
            for (int i = 0; i < all.length(); i++) {
                int index = collation.indexOf(characters, String.valueOf(all.charAt(i)), 0);
                if (index >= 0) {
                    all.setCharAt(i, translations.charAt(index));
                }
            }
            return all.toString();
        });
    }
}
