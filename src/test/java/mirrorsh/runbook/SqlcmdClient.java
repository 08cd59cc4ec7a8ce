package mirrorsh.runbook;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.LabExtension;
import mirrorsh.tsql.ScriptBatch;
import mirrorsh.tsql.SqlcmdScript;

/** Another client: runs a script with {@code :setvar}, {@code :CONNECT} and GO over plain JDBC, and copies files by hand. */
final class SqlcmdClient {
    private static final Pattern SETVAR = Pattern.compile(":setvar (\\S+) \"(.*)\"");
    private static final Pattern CONNECT = Pattern.compile(":CONNECT (\\S+)");
    private static final Pattern COPY = Pattern.compile("-- BY HAND: copy (.+) on (\\S+) to (.+) on (\\S+)");

    private final LabExtension lab;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private String host = "";

    SqlcmdClient(LabExtension lab) {
        this.lab = lab;
    }

    void run(String script) throws Exception {
        StringBuilder batch = new StringBuilder();
        for (String line : script.split("\n", -1)) {
            Matcher setvar = SETVAR.matcher(line);
            Matcher connect = CONNECT.matcher(line);
            Matcher copy = COPY.matcher(line);
            if (setvar.matches()) {
                variables.put(setvar.group(1), setvar.group(2));
            } else if (connect.matches()) {
                host = hostAt(replaced(connect.group(1)));
            } else if (copy.matches()) {
                lab.lab().copy(copy.group(2), copy.group(1), copy.group(4), copy.group(3));
            } else if (line.equals("GO")) {
                send(replaced(batch.toString()));
                batch.setLength(0);
            } else if (!line.startsWith(":ON ERROR")) {
                batch.append(line).append('\n');
            }
        }
        send(replaced(batch.toString()));
    }

    private void send(String text) throws SQLException {
        boolean empty = text.lines().allMatch(line -> line.isBlank() || line.startsWith("--"));
        if (!empty) {
            for (ScriptBatch each : SqlcmdScript.batches(text)) {
                lab.run(host, each.text());
            }
        }
    }

    private String hostAt(String server) {
        return lab.lab().hosts().stream()
                .filter(each -> each.server().equals(server))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** Passwords that the script was not told are all the same. */
    private String replaced(String text) {
        Matcher matcher = Pattern.compile("\\$\\((\\w+)\\)").matcher(text);
        return matcher.replaceAll(found ->
                Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "1Sample_Strong_Password!@#")));
    }
}
