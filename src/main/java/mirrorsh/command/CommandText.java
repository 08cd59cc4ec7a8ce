package mirrorsh.command;

import java.util.List;
import java.util.stream.Collectors;

/** A command line as somebody could type it again. */
final class CommandText {
    private CommandText() {}

    static String of(List<String> words) {
        return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    /** A word with the quotes that the line parser wants: nothing is escaped within them, so that they change around a quote. */
    static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"');
        if (plain && word.indexOf('\'') < 0) {
            return word;
        }
        boolean either = word.indexOf('\'') < 0 || word.indexOf('"') < 0;
        String mark = word.indexOf('"') >= 0 && either ? "'" : "\"";
        return mark + (either ? word : word.replace("\"", "\"'\"'\"")) + mark;
    }
}
