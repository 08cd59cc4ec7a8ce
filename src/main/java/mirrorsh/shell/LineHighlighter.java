package mirrorsh.shell;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.command.CommandIndex;
import mirrorsh.command.Console;
import mirrorsh.command.Tone;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/** Colors the line while it is typed: commands, options, hosts, and T-SQL behind {@code sql}. A console without color has none. */
final class LineHighlighter implements Highlighter {
    private static final Pattern TOKEN = Pattern.compile("\\s+|\"[^\"]*\"?|[^\\s\"]\\S*");
    private static final Pattern TSQL = Pattern.compile(
            "(?<string>N?'(?:[^']|'')*'?)|(?<comment>--.*|/\\*.*?(?:\\*/|$))|(?<option>(?<!\\S)--?[a-z][\\w-]*)"
                    + "|(?<word>[A-Za-z_@#][\\w@#$]*)|(?<other>\\[[^]]*]?|.)",
            Pattern.DOTALL);
    private static final Set<String> KEYWORDS = Set.of(
            ("ADD ALTER AND AS ASC AUTHORIZATION BACKUP BEGIN BETWEEN BY CASE CERTIFICATE COMMIT CREATE DATABASE DELETE DENY DESC"
                            + " DISK DROP ELSE END ENDPOINT EXEC EXECUTE EXISTS FROM FULL GO GRANT GROUP HAVING IF IN INNER INSERT"
                            + " INTO IS JOIN KEY LEFT LIKE LOG LOGIN MASTER NOT NULL OFF ON OR ORDER PARTNER PRINT PROCEDURE RESTORE"
                            + " REVOKE ROLLBACK SAFETY SELECT SET TABLE THEN TO TOP TRANSACTION UNION UPDATE USE USER VALUES WAITFOR"
                            + " WHEN WHERE WHILE WITH WITNESS")
                    .split(" "));

    private final Console console;
    private final Supplier<List<String>> hosts;

    /** @param hosts known ones; asked for every key, so it must be quick */
    LineHighlighter(Console console, Supplier<List<String>> hosts) {
        this.console = console;
        this.hosts = hosts;
    }

    @Override
    public AttributedString highlight(LineReader reader, String line) {
        return AttributedString.fromAnsi(painted(line));
    }

    /** The line with colors; its characters stay the same. */
    String painted(String line) {
        if (line.indexOf('\u001b') >= 0) {
            return line.replace('\u001b', '\uFFFD'); // pasted: it is no color of ours
        }
        StringBuilder text = new StringBuilder();
        List<String> known = hosts.get();
        Matcher token = TOKEN.matcher(line);
        String head = "";
        int index = 0;
        while (token.find()) {
            String word = token.group();
            if (word.isBlank()) {
                text.append(word);
                continue;
            }
            if (head.equals("sql")) {
                return text.append(tsql(line.substring(token.start()), known)).toString();
            }
            text.append(console.paint(index == 0 ? command(word) : argument(head, index, word, known), word));
            head = index == 0 ? word : head;
            index++;
        }
        return text.toString();
    }

    private static Tone command(String word) {
        List<String> heads = CommandIndex.heads();
        boolean begun = heads.stream().anyMatch(head -> head.startsWith(word));
        return heads.contains(word) ? Tone.GOOD : begun || word.startsWith("#") ? Tone.FAINT : Tone.BAD;
    }

    private static Tone argument(String head, int index, String word, List<String> known) {
        if (word.startsWith("-")) {
            return Tone.PRINCIPAL;
        }
        if (index == 1 && CommandIndex.below(head).contains(word)) {
            return Tone.GOOD;
        }
        boolean host = List.of(word.split(",")).stream()
                .allMatch(part -> known.stream().anyMatch(part::equalsIgnoreCase));
        return host ? Tone.STRONG : word.startsWith("\"") ? Tone.WARNING : Tone.PLAIN;
    }

    private String tsql(String text, List<String> known) {
        StringBuilder painted = new StringBuilder();
        Matcher part = TSQL.matcher(text);
        while (part.find()) {
            String word = part.group();
            Tone tone = Tone.PLAIN;
            if (part.group("string") != null) {
                tone = Tone.WARNING;
            } else if (part.group("comment") != null) {
                tone = Tone.FAINT;
            } else if (part.group("option") != null) {
                tone = Tone.PRINCIPAL;
            } else if (part.group("word") != null) {
                boolean keyword = KEYWORDS.contains(word.toUpperCase(Locale.ROOT));
                tone = keyword ? Tone.MIRROR : known.contains(word) ? Tone.STRONG : Tone.PLAIN;
            }
            painted.append(console.paint(tone, word));
        }
        return painted.toString();
    }
}
