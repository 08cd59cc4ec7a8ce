package mirrorsh.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * Splits a script into batches at lines with GO, as the vendor's clients do (tsql.md §1.1). GO inside a string, a bracketed or quoted
 * name or a block comment is not one.
 */
public final class BatchSplitter {
    private static final Pattern GO = Pattern.compile("[ \\t]*GO(?:[ \\t]+(\\d+))?[ \\t]*", Pattern.CASE_INSENSITIVE);

    private final List<ScriptBatch> batches = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int firstLine = 1;
    private char open;
    private int commentDepth;

    private BatchSplitter() {}

    /**
     * The batches of a script in order; those without any statement are left out.
     *
     * @throws UsageException when a GO has a count of 0 or one beyond 9999
     */
    public static List<ScriptBatch> split(String script) {
        BatchSplitter splitter = new BatchSplitter();
        String[] lines = script.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            splitter.line(lines[i], i + 1, i == lines.length - 1);
        }
        splitter.end(1, lines.length + 1);
        return List.copyOf(splitter.batches);
    }

    private void line(String line, int number, boolean last) {
        Matcher go = GO.matcher(line);
        if (open == 0 && commentDepth == 0 && go.matches()) {
            end(count(go.group(1), number), number + 1);
            return;
        }
        text.append(line);
        if (!last) {
            text.append('\n');
        }
        scan(line);
    }

    private static int count(@Nullable String digits, int line) {
        if (digits == null) {
            return 1;
        }
        int count = digits.length() > 4 ? 0 : Integer.parseInt(digits);
        if (count < 1) {
            throw new UsageException(
                    "GO " + digits + " in line " + line + " has no usable count.", "a count from 1 to 9999");
        }
        return count;
    }

    private void end(int count, int nextLine) {
        String batch = text.toString();
        if (!batch.isBlank()) {
            batches.add(new ScriptBatch(batch.stripTrailing(), count, firstLine));
        }
        text.setLength(0);
        firstLine = nextLine;
    }

    /** Follows what is open over a line. */
    private void scan(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char next = i + 1 < line.length() ? line.charAt(i + 1) : 0;
            if (commentDepth > 0) {
                i += comment(c, next);
            } else if (open != 0) {
                if (c == open && next == open) {
                    i++; // doubled, it stands for itself
                } else if (c == open) {
                    open = 0;
                }
            } else if (c == '-' && next == '-') {
                return;
            } else if (c == '/' && next == '*') {
                commentDepth++;
                i++;
            } else if (c == '\'' || c == '"') {
                open = c;
            } else if (c == '[') {
                open = ']';
            }
        }
    }

    /** Block comments nest; says how many characters more it took. */
    private int comment(char c, char next) {
        if (c == '/' && next == '*') {
            commentDepth++;
            return 1;
        }
        if (c == '*' && next == '/') {
            commentDepth--;
            return 1;
        }
        return 0;
    }
}
