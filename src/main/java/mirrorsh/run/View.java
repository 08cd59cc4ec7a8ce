package mirrorsh.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.host.Hosts;
import mirrorsh.host.Hosts.Focus;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.SqlText;

/** What a run has read of its hosts so far. Safe to share: a later look is never replaced by an earlier one. */
final class View {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(60);

    private final Hosts hosts;
    private final List<Effect> effects;
    private final Map<String, Set<String>> filesByDatabase = new HashMap<>();
    private final Map<String, Sighting> sightings = new HashMap<>();
    private Observation observation = new Observation(Map.of());

    /**
     * A view of all hosts that the effects need, which has not been looked at yet.
     *
     * @throws UsageException when one of them is not connected
     */
    View(Hosts hosts, List<Stage> stages) {
        this.hosts = hosts;
        effects = stages.stream().flatMap(stage -> stage.effects().stream()).toList();
        for (Effect effect : effects) {
            filesByDatabase
                    .computeIfAbsent(key(effect.database()), any -> new TreeSet<>())
                    .addAll(effect.files());
        }
        for (String host : hosts()) {
            if (!hosts.names().contains(host)) {
                throw new UsageException(host + " is not connected.", "connect " + host + " SERVER");
            }
        }
    }

    /** A view that has been looked at, all hosts at once. */
    static View of(Hosts hosts, List<Stage> stages) {
        View view = new View(hosts, stages);
        view.refresh(view.hosts());
        return view;
    }

    private static String key(String database) {
        return database.toLowerCase(Locale.ROOT);
    }

    /** All hosts that the effects need. */
    Set<String> hosts() {
        Set<String> all = new TreeSet<>();
        effects.forEach(effect -> all.addAll(effect.hosts()));
        return all;
    }

    synchronized Observation observation() {
        return observation;
    }

    /** Looks at some hosts again, with all that any effect asks of them. */
    void refresh(Collection<String> again) {
        look(again, new Focus(files(), ""));
        askAll(again);
    }

    /** Looks at those hosts that were not asked for so long, and asks the others what the effects ask beyond their state. */
    void complete(Duration age) {
        Set<String> unseen = notSeenFor(age, hosts());
        if (!unseen.isEmpty()) {
            refresh(unseen);
        }
        Set<String> seen = new TreeSet<>(hosts());
        seen.removeAll(unseen);
        askAll(seen);
    }

    /** The files that matter to any step. */
    Set<String> files() {
        Set<String> files = new TreeSet<>();
        filesByDatabase.values().forEach(files::addAll);
        return files;
    }

    /** Looks at some hosts again for a step; what else was seen of files there stays. */
    void refresh(Collection<String> again, Effect effect) {
        if (again.isEmpty()) {
            return;
        }
        look(again, focus(effect));
        if (effect.ground().isPresent()) {
            askAgain(effect.probes(observation()).stream(), again); // nothing that others ask has changed
        } else {
            askAll(again);
        }
    }

    /** What matters to a step: its files, and where it is known what it needs, its database. */
    Focus focus(Effect effect) {
        Set<String> files = new TreeSet<>(filesByDatabase.getOrDefault("", Set.of()));
        files.addAll(filesByDatabase.getOrDefault(key(effect.database()), Set.of()));
        return new Focus(files, effect.ground().isPresent() ? effect.database() : "");
    }

    private void look(Collection<String> some, Focus focus) {
        long asked = System.nanoTime();
        Observation seen = hosts.observe(some, focus);
        seen.hosts().values().forEach(state -> saw(state, asked, focus.database()));
    }

    /** Asks what an effect has come to ask since the hosts were looked at, as what is in a file that is there now. */
    void ask(Effect effect) {
        Observation seen = observation();
        ask(effect.probes(seen).stream()
                .filter(probe -> !seen.answers().containsKey(probe))
                .toList());
    }

    private void askAll(Collection<String> some) {
        Observation seen = observation();
        askAgain(effects.stream().flatMap(effect -> effect.probes(seen).stream()), some);
    }

    private void askAgain(Stream<Probe> probes, Collection<String> some) {
        ask(probes.filter(probe -> some.contains(probe.host())).distinct().toList());
    }

    private void ask(List<Probe> probes) {
        Map<Probe, Probe.Answer> answers = new ConcurrentHashMap<>();
        AtOnce.each(probes, probe -> answers.put(probe, ask(probe)));
        if (!answers.isEmpty()) {
            answered(answers);
        }
    }

    private synchronized void answered(Map<Probe, Probe.Answer> answers) {
        observation = observation.with(answers);
    }

    /**
     * Takes what was read of a host.
     *
     * @param asked when the request began, by {@link System#nanoTime}
     * @param database the only one that was looked at; empty for all
     */
    synchronized void saw(HostState state, long asked, String database) {
        HostState whole =
                sightings.computeIfAbsent(state.host(), any -> new Sighting()).add(state, asked, database);
        observation = observation.updatedBy(new Observation(Map.of(state.host(), whole)));
    }

    /** Of these hosts the ones that were last asked so long ago. */
    synchronized Set<String> notSeenFor(Duration age, Collection<String> some) {
        long now = System.nanoTime();
        return some.stream()
                .filter(host -> !sightings.containsKey(host)
                        || now - sightings.get(host).asked() > age.toNanos())
                .collect(Collectors.toSet());
    }

    private Probe.Answer ask(Probe probe) {
        Batch batch = new Batch(probe.database(), SqlText.verbatim(probe.text()));
        try {
            List<ResultTable> tables = hosts.execute(probe.host(), batch, message -> {}, PROBE_LIMIT)
                    .tables();
            return tables.isEmpty() ? Probe.Answer.of("") : Probe.Answer.of(texts(tables.get(0)));
        } catch (StatementRefusedException e) {
            // a question that cannot be asked yet is a finding, and a later step may be what it waits for
            return new Probe.Answer("", e.getMessage());
        }
    }

    private static List<List<String>> texts(ResultTable table) {
        return table.rows().stream()
                .map(row -> row.stream()
                        .map(value -> Objects.requireNonNullElse(value, ""))
                        .toList())
                .toList();
    }
}
