package mirrorsh.lab.sql.value;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.type.SqlFailure;

/**
 * How texts are compared: case, accents, trailing blanks (tds.md §16.4).
 *
 * <p>Covers the Latin collations. Two texts are equal exactly where {@link #compare} answers 0 and where their
 * {@link #key}s are equal. Trailing blanks never count.
 */
public final class Collation {
    /** What columns, literals and variables have where nothing else is said: case-insensitive, accent-sensitive. */
    public static final Collation DEFAULT = new Collation("SQL_Latin1_General_CP1_CI_AS", false, true, false);

    private static final Pattern NAME = Pattern.compile(
            "(?:SQL_)?Latin1_General(?:_CP\\d+|_CP1_|_100|_90|_140)?"
                    + "(?:_(BIN2?)|_(C[IS])_(A[IS])(?:_KS|_WS|_SC|_VSS)*)(?:_UTF8)?",
            Pattern.CASE_INSENSITIVE);
    private static final char LAST_ASCII = 0x7F;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final String name;
    private final boolean caseSensitive;
    private final boolean accentSensitive;
    private final boolean binary;

    private Collation(String name, boolean caseSensitive, boolean accentSensitive, boolean binary) {
        this.name = name;
        this.caseSensitive = caseSensitive;
        this.accentSensitive = accentSensitive;
        this.binary = binary;
    }

    /**
     * The collation of that name.
     *
     * @throws SqlFailure 448 if it is not one of those known here
     */
    public static Collation named(String name) {
        if (name.equalsIgnoreCase("DATABASE_DEFAULT") || name.equalsIgnoreCase("CATALOG_DEFAULT")) {
            return DEFAULT;
        }
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw SqlFailure.of(448, name);
        }
        boolean binary = parts.group(1) != null;
        return new Collation(
                name,
                binary || "CS".equalsIgnoreCase(parts.group(2)),
                binary || "AS".equalsIgnoreCase(parts.group(3)),
                binary);
    }

    public String name() {
        return name;
    }

    /** Whether it treats all texts as the other one does. */
    public boolean isLike(Collation other) {
        return caseSensitive == other.caseSensitive
                && accentSensitive == other.accentSensitive
                && binary == other.binary;
    }

    /** What equal texts have in common. */
    public String key(String text) {
        String bare = withoutTrailingBlanks(text);
        if (binary) {
            return bare;
        }
        String folded = caseSensitive ? bare : fold(bare);
        return accentSensitive ? folded : withoutAccents(folded);
    }

    /** Order of two texts: punctuation, digits, letters; then accents; then case, small letters first. */
    public int compare(String left, String right) {
        String a = key(left);
        String b = key(right);
        if (a.equals(b)) {
            return 0;
        }
        if (binary) {
            return a.compareTo(b);
        }
        int base = compareBases(withoutAccents(fold(a)), withoutAccents(fold(b)));
        if (base != 0) {
            return base;
        }
        int accents = fold(a).compareTo(fold(b));
        return accents != 0 ? accents : b.compareTo(a);
    }

    /** Whether {@link #compare} answers 0. Looks at no more characters than it has to: it is asked for every row. */
    public boolean isSame(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                if (a > LAST_ASCII || b > LAST_ASCII) {
                    return key(left).equals(key(right));
                }
                if (caseSensitive || lower(a) != lower(b)) {
                    return false; // even where one of them is a trailing blank: the other one counts
                }
            }
        }
        String longer = left.length() > right.length() ? left : right;
        // what follows may be blanks, and marks that do not count
        return end(longer) <= shorter || key(left).equals(key(right));
    }

    private static char lower(char ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? (char) (ascii + ('a' - 'A')) : ascii;
    }

    /** Whether two characters count as the same. */
    public boolean same(char a, char b) {
        if (a <= LAST_ASCII && b <= LAST_ASCII) {
            return a == b || !caseSensitive && lower(a) == lower(b);
        }
        return a == b || a != ' ' && b != ' ' && key(String.valueOf(a)).equals(key(String.valueOf(b)));
    }

    /** First place of a text in another from {@code start} on, or -1. */
    public int indexOf(String text, String sought, int start) {
        for (int i = Math.max(0, start); i <= text.length() - sought.length(); i++) {
            if (startsAt(text, sought, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsAt(String text, String sought, int at) {
        for (int i = 0; i < sought.length(); i++) {
            if (!same(text.charAt(at + i), sought.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static String withoutTrailingBlanks(String text) {
        return text.substring(0, end(text));
    }

    /** Where its trailing blanks begin. */
    private static int end(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    private static String fold(String text) {
        if (text.chars().allMatch(c -> c <= LAST_ASCII)) {
            return text.toLowerCase(Locale.ROOT);
        }
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String withoutAccents(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_ASCII) {
                return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                        .replaceAll("");
            }
        }
        return text;
    }

    private static int compareBases(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            int difference = weight(a.charAt(i)) - weight(b.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        return a.length() - b.length();
    }

    private static int weight(char c) {
        if (Character.isLetter(c)) {
            return 0x20000 + c;
        }
        return Character.isDigit(c) ? 0x10000 + c : c;
    }
}
