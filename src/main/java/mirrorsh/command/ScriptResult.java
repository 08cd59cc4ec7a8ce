package mirrorsh.command;

import java.util.LinkedHashMap;
import java.util.Map;
import mirrorsh.run.Script;

/**
 * The T-SQL of what a request would do, for another client.
 *
 * @param file where it was written; empty to show it
 * @param rollbackOnly the way back instead of the way forward
 */
record ScriptResult(Script script, String file, boolean rollbackOnly) implements Result {
    @Override
    public void show(Console console) {
        if (!file.isEmpty()) {
            console.line("The script is in " + file + ", the way back in " + rollbackFile(file) + ".");
            return;
        }
        if (rollbackOnly) {
            script.rollback().lines().forEach(console::line);
            return;
        }
        script.text().lines().forEach(console::line);
        console.line("");
        console.line("-- ---- The way back (script --rollback gives it by itself)");
        script.rollback().lines().forEach(line -> console.line("-- " + line));
    }

    /** {@code change.sql} has its way back in {@code change.rollback.sql}. */
    static String rollbackFile(String file) {
        int dot = file.lastIndexOf('.');
        boolean extended = dot > Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
        return extended ? file.substring(0, dot) + ".rollback" + file.substring(dot) : file + ".rollback";
    }

    @Override
    public Map<String, ?> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("script", script.text());
        all.put("rollback", script.rollback());
        if (!file.isEmpty()) {
            all.put("file", file);
            all.put("rollback_file", rollbackFile(file));
        }
        return all;
    }

    @Override
    public int exitCode() {
        return ExitCode.DONE;
    }
}
