package mirrorsh.command;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mirrorsh.host.HostException;
import mirrorsh.host.Hosts;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.Certificate;
import mirrorsh.model.Database;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.MasterKey;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;

/** Hosts that remember what they were sent and know the three or four statements that the tests send. */
public final class FakeHosts implements Hosts {
    private final Map<String, HostState> states = new LinkedHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final List<String> sent = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private final Map<String, Runnable> changes = new LinkedHashMap<>();
    private final Map<String, ResultTable> answers = new LinkedHashMap<>();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch stall = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile String stalled = "";
    private volatile boolean cancelled;

    public static FakeHosts of(String... names) {
        FakeHosts hosts = new FakeHosts();
        for (String name : names) {
            hosts.add(name);
        }
        return hosts;
    }

    void add(String name) {
        put(state(name, Optional.empty(), Optional.empty(), List.of()));
    }

    void put(HostState state) {
        synchronized (states) {
            states.put(state.host(), state);
        }
    }

    /** What happens when a statement that begins so is sent. */
    void when(String beginning, Runnable change) {
        changes.put(beginning, change);
    }

    /** What a host answers to a statement that begins so. */
    void answer(String host, String beginning, ResultTable table) {
        answers.put(host + ": " + beginning, table);
    }

    /** From now on the host is known but does not answer. */
    public void silence(String name) {
        silent.add(name);
    }

    /** From now on the host's state comes only after {@link #release}, or never when it is cancelled. */
    public void stall(String name) {
        stalled = name;
    }

    public void release() {
        stall.countDown();
    }

    /** Returns when somebody waits for the stalled host. */
    public void awaitStalled() throws InterruptedException {
        if (!asked.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("Nobody asked " + stalled + ".");
        }
    }

    private void waitIfStalled(Collection<String> hosts) {
        if (!hosts.contains(stalled)) {
            return;
        }
        asked.countDown();
        try {
            stall.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (cancelled) {
            throw new HostException(stalled, stalled + " was left.", "", "", null);
        }
    }

    void remove(String name) {
        synchronized (states) {
            states.remove(name);
        }
    }

    /** AdventureWorks mirrored from the first host to the second. */
    public static FakeHosts mirrored(String principal, String mirror, String safety) {
        FakeHosts hosts = new FakeHosts();
        hosts.put(state(
                principal,
                Optional.of(new MasterKey("AES_256", true)),
                Optional.of(endpoint()),
                List.of(database("ONLINE", session("PRINCIPAL", safety, "TCP://" + mirror + ":7024")))));
        hosts.put(state(
                mirror,
                Optional.of(new MasterKey("AES_256", true)),
                Optional.of(endpoint()),
                List.of(database("RESTORING", session("MIRROR", safety, "TCP://" + principal + ":7024")))));
        return hosts;
    }

    private static Endpoint endpoint() {
        return new Endpoint(65537, "Endpoint_Mirroring", "STARTED", 7024, "", "ALL", "CERTIFICATE", 256, "AES", "sa");
    }

    private static MirroringSession session(String role, String safety, String partner) {
        return new MirroringSession("6f1c", role, "SYNCHRONIZED", safety, partner, "", "", "", 10);
    }

    /** AdventureWorks in an availability group, on a host with an endpoint. */
    void addWithGroup(String name) {
        Database grouped = database("ONLINE", null, true);
        put(state(name, Optional.empty(), Optional.of(endpoint()), List.of(grouped)));
    }

    static Database database(String state, @Nullable MirroringSession session) {
        return database(state, session, false);
    }

    private static Database database(String state, @Nullable MirroringSession session, boolean grouped) {
        return new Database(
                5,
                "AdventureWorks",
                state,
                "FULL",
                "MULTI_USER",
                false,
                false,
                false,
                grouped,
                "family",
                Optional.of(BigDecimal.ONE),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.ofNullable(session));
    }

    static HostState state(
            String name, Optional<MasterKey> key, Optional<Endpoint> endpoint, List<Database> databases) {
        Instance instance = new Instance(
                name,
                name,
                "Developer Edition (64-bit)",
                "16.0.4215.2",
                Instant.parse("2026-11-22T12:00:00Z"),
                Duration.ZERO,
                "sa",
                true,
                "C:\\data\\",
                "C:\\backup\\");
        List<Certificate> certificates = List.of();
        return new HostState(
                name,
                instance,
                key,
                certificates,
                endpoint,
                List.of(),
                List.of(),
                List.of(),
                databases,
                List.of(),
                List.of(),
                Map.of());
    }

    /** Every batch as it was sent, secrets masked: {@code HOST_A: CREATE MASTER KEY ...}. */
    public List<String> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    /** Whether what was sent only asks something. */
    public static boolean isQuestion(String sent) {
        String text = sent.substring(sent.indexOf(": ") + 2);
        return text.startsWith("SELECT ")
                || text.startsWith("EXEC master.dbo.xp_fixeddrives")
                || text.startsWith("EXEC master.dbo.xp_fileexist ");
    }

    boolean wasCancelled() {
        return cancelled;
    }

    @Override
    public List<String> names() {
        synchronized (states) {
            return List.copyOf(states.keySet());
        }
    }

    /** The hosts whose state was read, once for each time. */
    List<String> observed() {
        synchronized (sent) {
            return List.copyOf(observed);
        }
    }

    @Override
    public Observation observe(Collection<String> hosts, Collection<String> files) {
        waitIfStalled(hosts);
        synchronized (sent) {
            observed.addAll(hosts);
        }
        return seen(hosts);
    }

    private Observation seen(Collection<String> hosts) {
        Map<String, HostState> seen = new LinkedHashMap<>();
        synchronized (states) {
            for (String host : hosts) {
                HostState state = states.get(host);
                if (silent.contains(host)) {
                    throw new HostException(host, host + " does not answer.", "", "", null);
                }
                if (state == null) {
                    throw new HostException(host, host + " is not connected.", "", "hosts", null);
                }
                seen.put(host, state);
            }
        }
        return new Observation(seen);
    }

    @Override
    public BatchResult execute(String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
        String text = batch.text().masked();
        if (text.contains("applock")) {
            return new BatchResult(List.of(), List.of(), List.of(), Duration.ZERO); // one operator only
        }
        synchronized (sent) {
            sent.add(host + ": " + text);
        }
        if (text.startsWith("RAISERROR")) {
            ServerMessage error = new ServerMessage(50000, 16, 1, 1, text);
            throw new StatementRefusedException(host, List.of(error), new IllegalStateException(text));
        }
        if (text.startsWith("WAITFOR")) {
            return waitForCancel(host);
        }
        HostState before = seen(List.of(host)).of(host);
        if (text.startsWith("CREATE MASTER KEY")) {
            batch.text().revealed();
            put(state(host, Optional.of(new MasterKey("AES_256", true)), before.endpoint(), before.databases()));
        }
        changes.forEach((beginning, change) -> {
            if (text.startsWith(beginning)) {
                batch.text().revealed();
                change.run();
            }
        });
        for (Map.Entry<String, ResultTable> answer : answers.entrySet()) {
            if ((host + ": " + text).startsWith(answer.getKey())) {
                return new BatchResult(List.of(answer.getValue()), List.of(), List.of(), Duration.ofMillis(1));
            }
        }
        ResultTable table = new ResultTable(List.of("host", "answer"), List.of(List.of(host, "42")));
        boolean query = text.startsWith("SELECT");
        return new BatchResult(query ? List.of(table) : List.of(), List.of(), List.of(), Duration.ofMillis(1));
    }

    private BatchResult waitForCancel(String host) {
        try {
            waiting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new HostException(host, host + " cancelled the statement.", "", "", null);
    }

    @Override
    public void cancel(String host) {
        cancelled = true;
        stall.countDown();
        waiting.countDown();
    }
}
