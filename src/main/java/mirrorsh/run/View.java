package mirrorsh.run;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.host.Hosts;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;

/** What a run has read of its hosts so far. */
final class View {
    private final Hosts hosts;
    private final List<Effect> effects;
    private Observation observation;

    /**
     * Looks at all hosts that the effects need, at once.
     *
     * @throws UsageException when one of them is not connected
     */
    View(Hosts hosts, List<Stage> stages) {
        this.hosts = hosts;
        effects = stages.stream().flatMap(stage -> stage.effects().stream()).toList();
        Set<String> all = new TreeSet<>();
        effects.forEach(effect -> all.addAll(effect.hosts()));
        for (String host : all) {
            if (!hosts.names().contains(host)) {
                throw new UsageException(host + " is not connected.", "connect " + host + " SERVER");
            }
        }
        observation = hosts.observe(all, files(all));
    }

    Observation observation() {
        return observation;
    }

    /** Looks at some hosts again. */
    void refresh(Collection<String> again) {
        observation = observation.updatedBy(hosts.observe(again, files(again)));
    }

    /** All files that any effect asks of these hosts: a new look replaces the old one, so it must answer as much. */
    private Set<String> files(Collection<String> some) {
        Set<String> files = new TreeSet<>();
        effects.stream()
                .filter(effect -> effect.hosts().stream().anyMatch(some::contains))
                .forEach(effect -> files.addAll(effect.files()));
        return files;
    }
}
