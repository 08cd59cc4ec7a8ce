package mirrorsh.command;

import java.util.List;
import java.util.stream.Collectors;

/** A command line as somebody could type it again. */
final class CommandText {
    private CommandText() {}

    static String of(List<String> words) {
        return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"');
        return plain ? word : word.contains("\"") ? "'" + word + "'" : "\"" + word + "\"";
    }
}
