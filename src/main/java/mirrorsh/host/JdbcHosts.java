package mirrorsh.host;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.MirrorException;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.Secret;
import org.jspecify.annotations.Nullable;

/** Hosts reached with the Microsoft driver. Owns its connections and their threads. */
public final class JdbcHosts implements Hosts, AutoCloseable {
    private final Clock clock;
    private volatile Limits limits;
    private final Map<String, HostLanes> connections = new LinkedHashMap<>();
    private final HostThreads threads = new HostThreads();

    public JdbcHosts(Clock clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Connects a host, replacing a connection of the same name.
     *
     * @return the instance behind it
     * @throws HostException when it cannot be reached or refuses us
     * @throws UsageException when it is an instance that is connected under another name
     */
    public Instance connect(HostDefinition definition, Secret password) {
        HostConnection connection = new HostConnection(definition, password, () -> limits, clock, threads);
        HostLanes lanes = new HostLanes(connection, threads);
        try {
            HostState state = connection.read(Focus.WHOLE);
            refuseSecondName(definition.name(), state.instance());
            connection.remember(state.instance());
        } catch (MirrorException e) {
            lanes.close();
            throw e;
        }
        HostLanes previous;
        synchronized (connections) {
            previous = connections.put(definition.name(), lanes);
        }
        if (previous != null) {
            previous.close();
        }
        return connection.instance();
    }

    /** From now on hosts may take so long, the connected ones too. */
    public void limits(Limits changed) {
        limits = changed;
    }

    /** How long hosts may take now. */
    public Limits limits() {
        return limits;
    }

    private void refuseSecondName(String name, Instance instance) {
        synchronized (connections) {
            connections.forEach((other, lanes) -> {
                if (!other.equals(name)
                        && lanes.main().instance().serverName().equalsIgnoreCase(instance.serverName())) {
                    throw new UsageException(
                            name + " would be the same instance as " + other + " ([" + instance.serverName() + "]).",
                            "give the address of another instance, or use " + other);
                }
            });
        }
    }

    /** Ends a connection. @throws UsageException when there is none of that name */
    public void disconnect(String name) {
        HostLanes lanes = lanes(name);
        synchronized (connections) {
            connections.remove(name);
        }
        lanes.close();
    }

    /** The instance as it was when its host was connected. */
    public Instance instance(String name) {
        return lanes(name).main().instance();
    }

    /** How the host was reached. */
    public HostDefinition definition(String name) {
        return lanes(name).main().definition();
    }

    @Override
    public List<String> names() {
        synchronized (connections) {
            return List.copyOf(connections.keySet());
        }
    }

    @Override
    public Observation observe(Collection<String> hosts, Collection<String> files) {
        return observe(hosts, new Focus(Set.copyOf(files), ""));
    }

    @Override
    public Observation observe(Collection<String> hosts, Focus focus) {
        Map<String, CompletableFuture<HostState>> pending = new LinkedHashMap<>();
        for (String host : hosts) {
            HostLanes lanes = lanes(host);
            pending.put(
                    host,
                    CompletableFuture.supplyAsync(() -> lanes.onFree(connection -> connection.read(focus)), threads));
        }
        Map<String, HostState> states = new LinkedHashMap<>();
        List<MirrorException> problems = new ArrayList<>();
        pending.forEach((host, future) -> {
            try {
                states.put(host, future.join());
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof MirrorException problem)) {
                    throw e;
                }
                problems.add(problem);
            }
        });
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return new Observation(states);
    }

    @Override
    public BatchResult execute(String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
        return execute(host, batch, onMessage, limit, () -> false);
    }

    @Override
    public BatchResult execute(
            String host,
            Batch batch,
            Consumer<ServerMessage> onMessage,
            @Nullable Duration limit,
            BooleanSupplier unwanted) {
        HostLanes lanes = lanes(host);
        // what is to run where the one before it left off, or holds a lock of its session, needs the same connection
        return batch.database().equals(Batch.WHERE_WE_ARE)
                ? lanes.onMain(connection -> connection.execute(batch, onMessage, limit, unwanted))
                : lanes.onFree(connection -> connection.execute(batch, onMessage, limit, unwanted));
    }

    @Override
    public Optional<HostState> executeAndRead(
            String host, Batch batch, Consumer<ServerMessage> onMessage, BooleanSupplier unwanted, Focus focus) {
        return lanes(host)
                .onFree(connection -> connection.executeAndRead(batch, onMessage, null, unwanted, focus))
                .state();
    }

    @Override
    public void expectMany(Collection<String> hosts) {
        hosts.forEach(host -> lanes(host).expectMany());
    }

    @Override
    public BatchResult executeInSession(String host, Batch batch, Duration limit) {
        return lanes(host).onMain(main -> main.execute(batch, message -> {}, limit, () -> false));
    }

    @Override
    public Reading executeInSession(String host, Batch batch, Duration limit, Collection<String> files) {
        Focus focus = new Focus(Set.copyOf(files), "");
        Duration both = limit.plus(limits.reading());
        return lanes(host).onMain(main -> main.executeAndRead(batch, message -> {}, both, () -> false, focus));
    }

    @Override
    public long session(String host) {
        return lanes(host).main().session();
    }

    @Override
    public void cancel(String host) {
        lanes(host).cancel();
    }

    private HostLanes lanes(String host) {
        synchronized (connections) {
            HostLanes lanes = connections.get(host);
            if (lanes == null) {
                throw new UsageException(
                        host + " is not connected.", "connect " + host + " SERVER   (hosts lists what is connected)");
            }
            return lanes;
        }
    }

    @Override
    public void close() {
        synchronized (connections) {
            connections.values().forEach(HostLanes::close);
            connections.clear();
        }
        threads.close();
    }
}
