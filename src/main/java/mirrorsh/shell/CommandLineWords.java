package mirrorsh.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A typed line taken apart. Blanks part words, quotes keep them together, and that is all: backslashes, {@code >}, {@code ;} and
 * {@code |} belong to paths and T-SQL. What follows {@code sql} and its options is one word, as it was typed.
 */
final class CommandLineWords {
    private static final Pattern SQL = Pattern.compile(
            "sql((?:\\s+(?:(?:--on|-d|--database|-v|--variable|--csv)\\s+\\S+|--no-variables|--json|--yes))*)\\s+([^\"\\s-].*)");
    private static final Pattern TAIL = Pattern.compile("(.*?)((?:\\s+(?:(?:--on|--csv)\\s+\\S+|--json|--yes))+)\\s*");

    private CommandLineWords() {}

    /** The words of a whole line, without their quotes. */
    static List<String> of(String line) {
        Matcher sql = SQL.matcher(line.strip());
        if (!sql.matches()) {
            return split(line).words();
        }
        List<String> words = new ArrayList<>(List.of("sql"));
        words.addAll(split(sql.group(1)).words());
        Matcher tail = TAIL.matcher(sql.group(2));
        if (tail.matches()) {
            words.addAll(split(tail.group(2)).words());
            words.add(tail.group(1));
        } else {
            words.add(sql.group(2));
        }
        return words;
    }

    /**
     * Words up to a place.
     *
     * @param words without quotes
     * @param last where the last word begins in the line
     * @param open whether the line ends within a word
     */
    record Split(List<String> words, int last, boolean open) {}

    static Split split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        int begin = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                if (!inWord) {
                    begin = i;
                    inWord = true;
                }
                boolean opens = (c == '"' || c == '\'') && (i == begin || line.charAt(i - 1) == '=');
                if (opens) {
                    quote = c;
                } else {
                    word.append(c);
                }
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return new Split(words, inWord ? begin : line.length(), inWord);
    }
}
