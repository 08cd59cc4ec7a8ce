package mirrorsh.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Parses what is typed without escapes, so that backslashes stay what they are. A line is always whole. */
final class LineParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        CommandLineWords.Split before = CommandLineWords.split(line.substring(0, cursor));
        List<String> words = new ArrayList<>(before.words());
        if (!before.open()) {
            words.add("");
        }
        String word = words.get(words.size() - 1);
        return new Parsed(words, word, before.open() ? cursor - before.last() : 0, line, cursor);
    }

    @Override
    public boolean isEscapeChar(char ch) {
        return false;
    }

    /** The words up to the cursor; the last is the one to complete. */
    private record Parsed(List<String> words, String word, int typed, String line, int cursor)
            implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return Math.min(typed, word.length());
        }

        /** Quotes what holds blanks; there are no other escapes. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate.toString().contains(" ") ? "\"" + candidate + (complete ? "\"" : "") : candidate;
        }

        @Override
        public int rawWordCursor() {
            return typed;
        }

        @Override
        public int rawWordLength() {
            return typed;
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }
    }
}
