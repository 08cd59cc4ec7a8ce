package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.ScriptBatch;
import mirrorsh.tsql.ScriptStep;
import mirrorsh.tsql.SqlcmdScript;

/**
 * A statement of a script that matters to mirroring.
 *
 * @param host what the last {@code :CONNECT} named; empty before the first
 * @param line of the script, from 1
 * @param kind its first words in capitals, blanks single: {@code CREATE LOGIN}
 * @param text all of it, comments blanked
 */
record ScriptStatement(String host, int line, String kind, String text) {
    private static final String NAME = "(\\[(?:[^\\]]|\\]\\])+\\]|\"[^\"]+\"|[\\w@#$]+)";
    private static final Pattern START = Pattern.compile(
            "(?i)\\b(CREATE\\s+MASTER\\s+KEY|OPEN\\s+MASTER\\s+KEY|(?:CREATE|BACKUP|ALTER|DROP)\\s+CERTIFICATE"
                    + "|(?:CREATE|ALTER|DROP)\\s+(?:LOGIN|USER|ENDPOINT)|GRANT|DENY|REVOKE|ALTER\\s+DATABASE|ALTER\\s+AUTHORIZATION"
                    + "|BACKUP\\s+(?:DATABASE|LOG)|RESTORE\\s+(?:DATABASE|LOG)|USE|EXEC|EXECUTE|PRINT|SELECT|IF|BEGIN|END|DECLARE)\\b");
    private static final Pattern HIDDEN =
            Pattern.compile("N?'(?:[^']|'')*'|\\[(?:[^\\]]|\\]\\])*\\]|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    /** All of a script. @throws UsageException when it cannot be read, with the line */
    static List<ScriptStatement> of(String script) {
        SqlcmdScript.Setting alone = new SqlcmdScript.Setting(Map.of(), false, file -> {
            throw new UsageException("The script reads " + file + " by :r, which is not looked at.", "lint " + file);
        });
        List<ScriptStatement> all = new ArrayList<>();
        String host = "";
        for (ScriptStep step : SqlcmdScript.read(script, alone)) {
            if (step instanceof ScriptStep.Connect connect) {
                host = connect.host();
            } else if (step instanceof ScriptStep.Send send) {
                split(host, send.batch(), all);
            }
        }
        return all;
    }

    private static void split(String host, ScriptBatch batch, List<ScriptStatement> all) {
        String visible = blanked(batch.text(), false);
        String bare = blanked(batch.text(), true);
        List<Integer> starts = new ArrayList<>();
        Matcher matcher = START.matcher(bare);
        while (matcher.find()) {
            starts.add(matcher.start());
        }
        for (int i = 0; i < starts.size(); i++) {
            int from = starts.get(i);
            int to = i + 1 < starts.size() ? starts.get(i + 1) : bare.length();
            int semicolon = bare.indexOf(';', from);
            String text = visible.substring(from, semicolon >= 0 && semicolon < to ? semicolon : to);
            Matcher words = START.matcher(text);
            String kind =
                    words.lookingAt() ? words.group(1).toUpperCase(Locale.ROOT).replaceAll("\\s+", " ") : "";
            int line = batch.line()
                    + (int) batch.text()
                            .substring(0, from)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            all.add(new ScriptStatement(host, line, kind, text.strip()));
        }
    }

    /** The text with comments, and strings and names if asked for, as blanks; every character keeps its place. */
    private static String blanked(String text, boolean strings) {
        StringBuilder blank = new StringBuilder(text);
        Matcher hidden = HIDDEN.matcher(text);
        while (hidden.find()) {
            boolean comment = hidden.group().startsWith("--") || hidden.group().startsWith("/*");
            for (int i = hidden.start(); (comment || strings) && i < hidden.end(); i++) {
                blank.setCharAt(i, text.charAt(i) == '\n' ? '\n' : ' ');
            }
        }
        return blank.toString();
    }

    boolean is(String words) {
        return kind.equals(words);
    }

    boolean has(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(text)
                .find();
    }

    /** The first group of a pattern in it; {@code NAME} in the pattern stands for a name. */
    Optional<String> find(String pattern) {
        Matcher matcher = Pattern.compile(pattern.replace("NAME", NAME), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(text);
        return matcher.find() ? Optional.of(bare(matcher.group(1))) : Optional.empty();
    }

    /** The name behind its first words. */
    String name() {
        return find("^" + kind.replace(" ", "\\s+") + "\\s+NAME").orElse("");
    }

    private static String bare(String name) {
        return name.startsWith("[") || name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("]]", "]")
                : name;
    }
}
