package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How copying logins ended, and who is left without one.
 *
 * @param host where they were copied to
 * @param asked how many logins it was about
 */
record LoginsResult(StepsResult steps, String host, int asked, List<Orphan> orphans) implements Result {
    /** A user of a mirrored database whose login the other partner lacks. */
    record Orphan(String database, String user, String sid) {}

    @Override
    public void show(Console console) {
        if (asked == 0) {
            console.line("There are no SQL logins to copy.");
        }
        steps.show(console);
        if (orphans.isEmpty()) {
            console.line("Every user of a mirrored database has a login on " + host + ".");
            return;
        }
        console.line("");
        console.line(console.paint(Tone.WARNING, "Orphans: users that would have no login on " + host));
        List<List<@Nullable String>> rows = new ArrayList<>();
        orphans.forEach(orphan -> rows.add(Arrays.asList(orphan.database(), orphan.user(), orphan.sid())));
        new Grid(List.of("database", "user", "sid"), rows).lines(console).forEach(console::line);
    }

    @Override
    public Map<String, ?> json() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(steps.json());
        List<Map<String, String>> listed = new ArrayList<>();
        for (Orphan orphan : orphans) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("database", orphan.database());
            one.put("user", orphan.user());
            one.put("sid", orphan.sid());
            listed.add(one);
        }
        all.put("orphans", listed);
        return all;
    }

    @Override
    public int exitCode() {
        return steps.exitCode() == ExitCode.DONE && !orphans.isEmpty() ? ExitCode.TO_DO : steps.exitCode();
    }
}
