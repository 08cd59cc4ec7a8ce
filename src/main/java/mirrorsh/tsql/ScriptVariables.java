package mirrorsh.tsql;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.UsageException;

/** The variables of a sqlcmd script, {@code $(NAME)}; upper and lower case are the same. */
final class ScriptVariables {
    private static final Pattern USE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_-]*)\\)");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ScriptVariables(Map<String, String> given) {
        values.putAll(given);
    }

    void set(String name, String value) {
        values.put(name, value);
    }

    void unset(String name) {
        values.remove(name);
    }

    /**
     * A batch with its variables replaced, also in strings and names, not in comments.
     *
     * @param line of the script that it begins in
     * @throws UsageException when one has no value
     */
    String resolvedBatch(String text, String place, int line) {
        StringBuilder resolved = new StringBuilder();
        OpenText open = new OpenText();
        Matcher use = USE.matcher(text);
        int i = 0;
        while (i < text.length()) {
            if (!open.isComment() && use.region(i, text.length()).lookingAt()) {
                int number = line
                        + (int) text.substring(0, i)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                resolved.append(value(use.group(1), place + number));
                i = use.end();
            } else {
                int length = open.take(text, i);
                resolved.append(text, i, i + length);
                i += length;
            }
        }
        return resolved.toString();
    }

    /** The argument of a command with its variables replaced. */
    String resolved(String text, String place) {
        return USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(value(use.group(1), place)));
    }

    private String value(String name, String place) {
        String value = values.get(name);
        if (value == null) {
            throw new UsageException(
                    place + ": The variable $(" + name + ") has no value.",
                    ":setvar " + name + " VALUE before it, or sql --variable " + name + "=VALUE");
        }
        return value;
    }
}
