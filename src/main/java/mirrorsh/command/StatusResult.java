package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import org.jspecify.annotations.Nullable;

/**
 * Databases of hosts with role, state and operating mode.
 *
 * @param silent what hosts did not answer, one sentence each
 */
record StatusResult(List<HostState> hosts, String database, List<String> silent) implements Result {
    private static final Set<String> SYSTEM = Set.of("master", "model", "msdb", "tempdb");

    /** Databases that are not the instance's own. */
    static List<Database> userDatabases(HostState host) {
        return host.databases().stream()
                .filter(d -> !SYSTEM.contains(d.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private List<Database> databases(HostState host) {
        return userDatabases(host).stream()
                .filter(d -> database.isEmpty() || d.name().equalsIgnoreCase(database))
                .toList();
    }

    @Override
    public void show(Console console) {
        silent.forEach(sentence -> console.line(console.paint(Tone.BAD, sentence)));
        for (HostState host : hosts) {
            console.line(HostsResult.head(host));
            List<Database> all = databases(host);
            List<List<@Nullable String>> rows = new ArrayList<>();
            all.forEach(d -> rows.add(row(d, console)));
            if (!rows.isEmpty()) {
                new Grid(List.of("database", "state", "role", "mirroring", "safety"), rows)
                        .lines(console)
                        .forEach(console::line);
            }
            all.forEach(d -> d.session()
                    .ifPresent(s ->
                            Paragraph.row("   ", others(host, d, s), console).forEach(console::line)));
        }
        List<String> pairs = new PairView(hosts).lines(console);
        if (!pairs.isEmpty()) {
            console.line("");
            pairs.forEach(console::line);
        }
        console.line(" Next: " + new NextStep(hosts).sentence());
    }

    private static List<@Nullable String> row(Database database, Console console) {
        Optional<MirroringSession> session = database.session();
        if (session.isEmpty()) {
            String role = database.inAvailabilityGroup() ? "in an availability group" : "not mirrored";
            return Arrays.asList(database.name(), database.state(), role, "", "");
        }
        MirroringSession s = session.get();
        return Arrays.asList(
                database.name(),
                database.state(),
                console.paint(s.isPrincipal() ? Tone.PRINCIPAL : Tone.MIRROR, s.role()),
                s.isSynchronized() ? s.state() : console.paint(Tone.WARNING, s.state()),
                s.safety());
    }

    private static String others(HostState host, Database database, MirroringSession session) {
        String witness =
                session.witness().isEmpty() ? "" : "  witness " + session.witness() + " " + session.witnessState();
        String queue = host.queue(database.name())
                .map(q -> session.isPrincipal()
                        ? "  send queue " + q.sendKb() + " KB"
                        : "  redo queue " + q.redoKb() + " KB")
                .orElse("");
        return database.name() + ": partner " + session.partner() + queue + witness;
    }

    @Override
    public Map<String, ?> json() {
        List<Map<String, ?>> all = new ArrayList<>();
        for (HostState host : hosts) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", host.host());
            one.put(
                    "databases",
                    databases(host).stream().map(StatusResult::json).toList());
            all.add(one);
        }
        return Silent.with(silent, Map.of("hosts", all));
    }

    @Override
    public int exitCode() {
        return Silent.exitCode(silent);
    }

    private static Map<String, @Nullable String> json(Database database) {
        Map<String, @Nullable String> one = new LinkedHashMap<>();
        one.put("name", database.name());
        one.put("state", database.state());
        Optional<MirroringSession> session = database.session();
        one.put("role", session.map(MirroringSession::role).orElse(null));
        one.put("mirroring_state", session.map(MirroringSession::state).orElse(null));
        one.put("safety", session.map(MirroringSession::safety).orElse(null));
        one.put("partner", session.map(MirroringSession::partner).orElse(null));
        one.put("witness", session.map(s -> given(s.witness())).orElse(null));
        one.put("witness_state", session.map(s -> given(s.witnessState())).orElse(null));
        return one;
    }

    /** The catalog's NULL is read as an empty text. */
    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
