package mirrorsh.lab.sql.value;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A pattern of LIKE and PATINDEX: {@code %}, {@code _}, {@code [a-z]}, {@code [^a-z]}, an escape character. */
public final class LikePattern {
    private final List<Element> elements;
    private final Collation collation;

    private LikePattern(List<Element> elements, Collation collation) {
        this.elements = elements;
        this.collation = collation;
    }

    /** One place of the pattern. */
    private interface Element {
        boolean matches(char c);
    }

    private static final Element ANY_TEXT = c -> true;

    private record Range(char from, char to) {}

    /**
     * Reads a pattern.
     *
     * @param escape one character, or null
     * @throws SqlFailure 506 if the escape is not one character
     */
    public static LikePattern of(String pattern, @Nullable String escape, Collation collation) {
        if (escape != null && escape.length() != 1) {
            throw SqlFailure.of(506, escape);
        }
        return new LikePattern(
                new Reader(pattern, escape == null ? -1 : escape.charAt(0), collation).read(), collation);
    }

    /**
     * Whether the whole text matches.
     *
     * @param unicode whether one of the operands is nchar or nvarchar: then trailing blanks of the text count
     */
    public boolean matches(String text, boolean unicode) {
        return matches(text, 0, 0) || !unicode && matches(Collation.withoutTrailingBlanks(text), 0, 0);
    }

    /** 1-based place where the pattern begins in the text, 0 where nowhere; what PATINDEX answers. */
    public int indexIn(String text) {
        if (!elements.isEmpty() && elements.get(0) == ANY_TEXT) {
            LikePattern rest = new LikePattern(elements.subList(1, elements.size()), collation);
            for (int start = 0; start <= text.length(); start++) {
                if (rest.matches(text, start, 0)) {
                    return start == text.length() && !text.isEmpty() ? 0 : start + 1;
                }
            }
            return 0;
        }
        return matches(text, 0, 0) ? 1 : 0;
    }

    private boolean matches(String text, int at, int element) {
        int i = at;
        for (int e = element; e < elements.size(); e++) {
            Element next = elements.get(e);
            if (next == ANY_TEXT) {
                for (int start = i; start <= text.length(); start++) {
                    if (matches(text, start, e + 1)) {
                        return true;
                    }
                }
                return false;
            }
            if (i >= text.length() || !next.matches(text.charAt(i))) {
                return false;
            }
            i++;
        }
        return i == text.length();
    }

    /** Reads one pattern text. */
    private static final class Reader {
        private final String pattern;
        private final int escape;
        private final Collation collation;
        private int at;

        Reader(String pattern, int escape, Collation collation) {
            this.pattern = pattern;
            this.escape = escape;
            this.collation = collation;
        }

        List<Element> read() {
            List<Element> elements = new ArrayList<>();
            while (at < pattern.length()) {
                char c = pattern.charAt(at++);
                if (c == escape && at < pattern.length()) {
                    elements.add(literal(pattern.charAt(at++)));
                } else if (c == '%') {
                    if (elements.isEmpty() || elements.get(elements.size() - 1) != ANY_TEXT) {
                        elements.add(ANY_TEXT);
                    }
                } else if (c == '_') {
                    elements.add(any -> true);
                } else if (c == '[') {
                    elements.add(set());
                } else {
                    elements.add(literal(c));
                }
            }
            return elements;
        }

        private Element literal(char wanted) {
            return c -> collation.same(c, wanted);
        }

        private Element set() {
            boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
            if (negated) {
                at++;
            }
            List<Range> ranges = new ArrayList<>();
            boolean first = true;
            while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
                first = false;
                if (pattern.charAt(at) == ']') {
                    // "[]" is an empty set, which matches nothing
                    break;
                }
                char from = character();
                if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                    at++;
                    ranges.add(new Range(from, character()));
                } else {
                    ranges.add(new Range(from, from));
                }
            }
            boolean closed = at < pattern.length();
            at++;
            return c -> closed && negated != contains(ranges, c);
        }

        private char character() {
            char c = pattern.charAt(at++);
            return c == escape && at < pattern.length() ? pattern.charAt(at++) : c;
        }

        private boolean contains(List<Range> ranges, char c) {
            String text = String.valueOf(c);
            for (Range range : ranges) {
                if (collation.same(c, range.from)
                        || c != ' '
                                && collation.compare(String.valueOf(range.from), text) <= 0
                                && collation.compare(text, String.valueOf(range.to)) <= 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
