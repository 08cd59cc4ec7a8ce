package mirrorsh.lab.sql.value;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A pattern of LIKE and PATINDEX: {@code %}, {@code _}, {@code [a-z]}, {@code [^a-z]}, an escape character. */
public final class LikePattern {
    private final List<Element> elements;

    private LikePattern(List<Element> elements) {
        this.elements = elements;
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
        return new LikePattern(new Reader(pattern, escape == null ? -1 : escape.charAt(0), collation).read());
    }

    /**
     * Whether the whole text matches.
     *
     * @param unicode whether one of the operands is nchar or nvarchar: then trailing blanks of the text count
     */
    public boolean matches(String text, boolean unicode) {
        return matches(text, 0, elements) || !unicode && matches(Collation.withoutTrailingBlanks(text), 0, elements);
    }

    /** 1-based place where the pattern begins in the text, 0 where nowhere; what PATINDEX answers. */
    public int indexIn(String text) {
        if (elements.isEmpty() || elements.get(0) != ANY_TEXT) {
            return matches(text, 0, elements) ? 1 : 0;
        }
        List<Element> rest = elements.subList(1, elements.size());
        for (int start = 0; start <= text.length(); start++) {
            if (matches(text, start, rest)) {
                return start == text.length() && !text.isEmpty() ? 0 : start + 1;
            }
        }
        return 0;
    }

    /** Tries again from the last {@code %} only: an earlier one could not reach further. */
    private static boolean matches(String text, int from, List<Element> pattern) {
        int i = from;
        int e = 0;
        int lastAny = -1;
        int retry = -1;
        while (i < text.length() || e < pattern.size()) {
            if (lastAny >= 0 && lastAny == pattern.size() - 1) {
                return true; // it takes all that is left
            }
            if (e < pattern.size() && pattern.get(e) == ANY_TEXT) {
                lastAny = e++;
                retry = i;
            } else if (e < pattern.size() && i < text.length() && pattern.get(e).matches(text.charAt(i))) {
                e++;
                i++;
            } else if (lastAny >= 0 && retry < text.length()) {
                e = lastAny + 1;
                i = ++retry;
            } else {
                return false;
            }
        }
        return true;
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
