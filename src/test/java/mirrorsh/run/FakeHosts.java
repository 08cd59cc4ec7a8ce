package mirrorsh.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.host.FileTransport;
import mirrorsh.host.Hosts;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;

/** Two hosts in memory that do what the procedure's statements say, and copy files between them. */
final class FakeHosts implements Hosts, FileTransport {
    final Map<String, HostStateBuilder> states = new LinkedHashMap<>();
    final List<String> executed = new ArrayList<>();
    final List<String> revealed = new ArrayList<>();
    final List<String> copied = new ArrayList<>();
    final List<Collection<String>> looks = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    private final Map<String, Consumer<String>> instead = new LinkedHashMap<>();
    private final StatementEffects effects;

    FakeHosts() {
        for (String host : List.of("HOST_A", "HOST_B")) {
            states.put(host, new HostStateBuilder(host));
        }
        effects = new StatementEffects(states);
    }

    HostStateBuilder state(String host) {
        return states.computeIfAbsent(host, HostStateBuilder::new);
    }

    /** What to do instead of a statement that begins so; told the statement as it was sent. */
    void instead(String beginning, Consumer<String> act) {
        instead.put(beginning, act);
    }

    static StatementRefusedException refusal(String host, int number, String text) {
        return new StatementRefusedException(
                host,
                List.of(new ServerMessage(number, 16, 1, 1, text), new ServerMessage(3013, 16, 1, 1, "ended")),
                new IllegalStateException(text));
    }

    @Override
    public List<String> names() {
        return List.copyOf(states.keySet());
    }

    @Override
    public Observation observe(Collection<String> hosts, Collection<String> files) {
        looks.add(List.copyOf(hosts));
        Map<String, HostState> read = new LinkedHashMap<>();
        for (String host : hosts) {
            HostState all = states.get(host).build();
            Map<String, Boolean> asked = new LinkedHashMap<>();
            files.forEach(file -> asked.put(file, states.get(host).hasFile(file)));
            read.put(
                    host,
                    new HostState(
                            host,
                            all.instance(),
                            all.masterKey(),
                            all.certificates(),
                            all.endpoint(),
                            all.logins(),
                            all.users(),
                            all.permissions(),
                            all.databases(),
                            all.links(),
                            all.witnessed(),
                            asked));
        }
        effects.observed();
        return new Observation(read);
    }

    @Override
    public BatchResult execute(String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
        String text = batch.text().revealed();
        if (text.contains("applock")) {
            return result(); // one operator only
        }
        revealed.add(text);
        executed.add(host + ": " + batch.text().masked());
        for (Map.Entry<String, Consumer<String>> entry : instead.entrySet()) {
            if (text.startsWith(entry.getKey())) {
                entry.getValue().accept(text);
                return result();
            }
        }
        onMessage.accept(new ServerMessage(0, 0, 1, 1, "running " + text));
        effects.apply(host, text.replaceAll("\\s+", " "));
        return result();
    }

    private static BatchResult result() {
        return new BatchResult(List.of(), List.of(), List.of(), Duration.ZERO);
    }

    @Override
    public void cancel(String host) {
        cancelled.add(host);
    }

    @Override
    public String description() {
        return "in memory";
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        copied.add(fromHost + " " + fromPath + " to " + toHost);
        states.get(toHost).file(toPath, true);
    }
}
