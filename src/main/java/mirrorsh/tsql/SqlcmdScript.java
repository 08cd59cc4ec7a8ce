package mirrorsh.tsql;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A script for clients that understand sqlcmd's commands: {@code :CONNECT} where the host changes, {@code GO} behind each batch,
 * passwords as variables (tsql.md §1.1). Written once, from top to bottom.
 */
public final class SqlcmdScript {
    private final Map<String, String> servers;
    private final StringBuilder body = new StringBuilder();
    private final Map<SecretSource, String> variables = new IdentityHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, String> used = new LinkedHashMap<>();
    private String host = "";
    private String database = "";

    /** @param servers address of each host; one that is not among them is connected to by its name */
    public SqlcmdScript(Map<String, String> servers) {
        this.servers = Map.copyOf(servers);
    }

    /** Lines for people. */
    public void comment(String text) {
        text.lines().forEach(line -> body.append("-- ").append(line).append('\n'));
    }

    /** An empty line. */
    public void space() {
        body.append('\n');
    }

    /** A batch on a host; connects there when the one before went elsewhere. */
    public void batch(String onHost, Batch batch) {
        if (!onHost.equals(host)) {
            host = onHost;
            database = "";
            String variable = identifier(onHost);
            used.put(variable, servers.getOrDefault(onHost, onHost));
            body.append(":CONNECT $(").append(variable).append(")\n");
        }
        if (!batch.database().equals(database)) {
            database = batch.database();
            body.append(SqlText.keywords("USE ").name(database).masked()).append(";\nGO\n");
        }
        body.append(batch.text().withSecretsAs(this::variable)).append(";\nGO\n");
    }

    private String variable(SecretSource source) {
        return variables.computeIfAbsent(source, unnamed -> {
            String name = identifier(unnamed.label());
            String free = name;
            for (int i = 2; !names.add(free); i++) {
                free = name + "_" + i;
            }
            return free;
        });
    }

    /** Letters, digits and _ of a text, as a variable's name may have them. */
    private static String identifier(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "v_" + name : name;
    }

    /** The passwords that whoever runs the script has to give, as variables. */
    public List<String> passwords() {
        return new ArrayList<>(names);
    }

    /** The whole script: what it is told, where its hosts are, and the batches. */
    public String text() {
        StringBuilder text = new StringBuilder(":ON ERROR EXIT\n");
        used.forEach((variable, server) -> text.append(":setvar ")
                .append(variable)
                .append(" \"")
                .append(server.replace("\"", "\"\""))
                .append("\"\n"));
        return text.append(body).toString();
    }
}
