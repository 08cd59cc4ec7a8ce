package mirrorsh.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.host.Hosts;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;

/** Pairs of hosts that mirror many databases as they should, answered out of memory, each time anew. */
final class SyntheticHosts implements Hosts {
    private final List<String> names = new ArrayList<>();
    private final int databases;

    SyntheticHosts(int hosts, int databases) {
        for (int i = 0; i < hosts; i++) {
            names.add(String.format(java.util.Locale.ROOT, "H%03d", i));
        }
        this.databases = databases;
    }

    private HostState state(int index) {
        String own = names.get(index);
        boolean principal = index % 2 == 0;
        String peer = names.get(principal ? index + 1 : index - 1);
        HostStateBuilder builder = new HostStateBuilder(own)
                .masterKey(true)
                .ownCertificate(own + "_cert", own)
                .endpoint("Endpoint_Mirroring", 7024, own + "_cert")
                .login(peer + "_login")
                .user(peer + "_user", peer + "_login")
                .certificate(peer + "_cert", peer + "_user", "NA", peer)
                .permission(peer + "_login", "CONNECT", "GRANT");
        for (int i = 0; i < databases; i++) {
            String name = "Database" + i;
            var database = builder.database(name);
            if (principal) {
                database.fullBackup("C:\\" + name + ".bak", 100, 110).logBackup("C:\\" + name + ".trn", 1, 100, 120);
            } else {
                database.restored("D", 100, 110).restored("L", 100, 120);
            }
            database.session(new MirroringSession(
                    String.format(java.util.Locale.ROOT, "%08x-0000-0000-0000-%012x", index / 2, i),
                    principal ? "PRINCIPAL" : "MIRROR",
                    "SYNCHRONIZED",
                    "FULL",
                    "TCP://" + peer + ".example:7024",
                    peer,
                    "",
                    "",
                    10));
        }
        return builder.build();
    }

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public Observation observe(Collection<String> hosts, Collection<String> files) {
        Map<String, HostState> states = new LinkedHashMap<>();
        hosts.forEach(host -> states.put(host, state(names.indexOf(host))));
        return new Observation(states);
    }

    @Override
    public BatchResult execute(String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
        // an error log without lines
        return new BatchResult(
                List.of(new ResultTable(List.of("LogDate", "ProcessInfo", "Text"), List.of())),
                List.of(),
                List.of(),
                Duration.ZERO);
    }

    @Override
    public void cancel(String host) {
        // nothing takes long here
    }
}
