package mirrorsh.run;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.host.Hosts;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.host.StatementRefusedException;
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
    private final long begun = System.nanoTime();
    private Observation observation;

    /**
     * Looks at all hosts that the effects need, at once.
     *
     * @throws UsageException when one of them is not connected
     */
    View(Hosts hosts, List<Stage> stages) {
        this.hosts = hosts;
        effects = stages.stream().flatMap(stage -> stage.effects().stream()).toList();
        Set<String> all = hosts();
        for (String host : all) {
            if (!hosts.names().contains(host)) {
                throw new UsageException(host + " is not connected.", "connect " + host + " SERVER");
            }
        }
        observation = new Observation(Map.of());
        observation = look(all);
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

    /** Looks at some hosts again. */
    synchronized void refresh(Collection<String> again) {
        observation = look(again);
    }

    /** Whether all hosts were last looked at so long ago. */
    boolean isOlderThan(Duration age) {
        return System.nanoTime() - begun > age.toNanos();
    }

    private Observation look(Collection<String> some) {
        Observation seen = observation.updatedBy(hosts.observe(some, files(some)));
        return seen.with(answers(some, seen));
    }

    /** All files that any effect asks of these hosts: a new look replaces the old one, so it must answer as much. */
    private Set<String> files(Collection<String> some) {
        Set<String> files = new TreeSet<>();
        effects.stream()
                .filter(effect -> effect.hosts().stream().anyMatch(some::contains))
                .forEach(effect -> files.addAll(effect.files()));
        return files;
    }

    private Map<Probe, Probe.Answer> answers(Collection<String> some, Observation seen) {
        Set<Probe> probes = effects.stream()
                .flatMap(effect -> effect.probes(seen).stream())
                .filter(probe -> some.contains(probe.host()))
                .collect(Collectors.toSet());
        Map<Probe, Probe.Answer> answers = new LinkedHashMap<>();
        probes.forEach(probe -> answers.put(probe, ask(probe)));
        return answers;
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
