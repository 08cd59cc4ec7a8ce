package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import mirrorsh.command.ExitCode;
import mirrorsh.host.Hosts;
import mirrorsh.host.PassingHosts;
import mirrorsh.lab.LabExtension;
import mirrorsh.model.HostState;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wires break and hosts hang: the shell stays alive, says what happened, and the next run goes on from the truth. */
class FaultTest {
    /** In the middle of a request, or of opening another connection for one that is sent at the same time. */
    private static final Pattern CUT_OFF =
            Pattern.compile("The connection to HOST_[\\s\\S]*was lost|HOST_\\S+ at \\S+ could not be connected");

    private static final int STATEMENTS = 22;
    private static final int FIRST_LIMIT = 4 * STATEMENTS;

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final Map<String, Wire> wires = new HashMap<>();
    private final List<Desk> desks = new ArrayList<>();

    @BeforeEach
    void wire() throws IOException {
        for (String host : List.of("HOST_A", "HOST_B")) {
            wires.put(host, new Wire(lab.host(host).server()));
        }
    }

    @AfterEach
    void close() throws IOException {
        desks.forEach(Desk::close);
        for (Wire wire : wires.values()) {
            wire.close();
        }
    }

    private Desk desk(Map<String, String> more, UnaryOperator<Hosts> between) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MIRRORSH_PASSWORD", lab.host("HOST_A").password());
        Desk desk = new Desk(folder, environment, new LabFiles(lab.lab()), between);
        desks.add(desk);
        for (String host : List.of("HOST_A", "HOST_B")) {
            assertThat(desk.execute("connect", host, wires.get(host).address(), "--trust-certificate"))
                    .as(desk::said)
                    .isEqualTo(ExitCode.DONE);
        }
        return desk;
    }

    private int setUp(Desk desk) {
        return desk.execute("run", "set-up-mirroring", "certificates=files", "--yes");
    }

    private List<Object> state(String host) throws Exception {
        return List.of(
                lab.rows(
                        host,
                        "SELECT name, subject, pvt_key_encryption_type FROM sys.certificates"
                                + " WHERE name NOT LIKE '##%' ORDER BY name"),
                lab.rows(
                        host,
                        "SELECT name, state_desc, role_desc, encryption_algorithm_desc"
                                + " FROM sys.database_mirroring_endpoints"),
                lab.rows(host, "SELECT name, is_disabled FROM sys.sql_logins WHERE name NOT LIKE '##%' ORDER BY name"),
                lab.rows(host, "SELECT name, type FROM sys.database_principals WHERE name LIKE 'HOST%'"),
                lab.rows(
                        host,
                        "SELECT permission_name, state_desc FROM sys.server_permissions WHERE class = 105"
                                + " AND major_id IN (SELECT endpoint_id FROM sys.database_mirroring_endpoints)"),
                lab.rows(
                        host,
                        "SELECT d.name, d.state_desc, m.mirroring_role_desc, m.mirroring_state_desc,"
                                + " m.mirroring_safety_level_desc, m.mirroring_partner_name FROM sys.databases AS d"
                                + " JOIN sys.database_mirroring AS m ON m.database_id = d.database_id WHERE d.database_id > 4"));
    }

    @ParameterizedTest
    @EnumSource(value = Wire.Break.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void resumesAfterACutAtEveryStatement(Wire.Break when) throws Exception {
        Set<String> cut = ConcurrentHashMap.newKeySet();
        Desk desk = desk(
                Map.of(),
                hosts -> new Watched(hosts, (host, batch) -> {
                    if (cut.add(host + " " + batch.masked())) {
                        wires.get(host).breakNext(when);
                    }
                }));

        int code = ExitCode.FAILED;
        int runs = 0;
        for (; code == ExitCode.FAILED && runs < FIRST_LIMIT; runs++) {
            int known = cut.size();
            // one that was meant for a statement that did not come any more, as the other host's was cut at the same
            // time
            wires.values().forEach(wire -> wire.breakNext(Wire.Break.NEVER));
            code = setUp(desk);
            if (code == ExitCode.FAILED) {
                assertThat(cut).as(desk::said).hasSizeGreaterThan(known);
                assertThat(desk.err()).containsPattern(CUT_OFF);
            }
        }

        assertThat(code).as(desk::said).isEqualTo(ExitCode.DONE);
        assertThat(cut).hasSizeGreaterThan(STATEMENTS - 5);
        assertSetUp();
    }

    private void assertSetUp() throws Exception {
        lab.settles();
        List<Object> a = state("HOST_A");
        List<Object> b = state("HOST_B");
        assertThat(a.toString())
                .isEqualTo("[[[HOST_A_cert, HOST_A certificate for database mirroring, MK], [HOST_B_cert, HOST_B"
                        + " certificate for database mirroring, NA]], [[Endpoint_Mirroring, STARTED, ALL, AES]],"
                        + " [[HOST_B_login, 0], [sa, 0]], [[HOST_B_user, S]], [[CONNECT, GRANT]], [[AdventureWorks,"
                        + " ONLINE, PRINCIPAL, SYNCHRONIZED, OFF, TCP://HOST_B:7024]]]");
        assertThat(b.toString())
                .isEqualTo("[[[HOST_A_cert, HOST_A certificate for database mirroring, NA], [HOST_B_cert, HOST_B"
                        + " certificate for database mirroring, MK]], [[Endpoint_Mirroring, STARTED, ALL, AES]],"
                        + " [[HOST_A_login, 0], [sa, 0]], [[HOST_A_user, S]], [[CONNECT, GRANT]], [[AdventureWorks,"
                        + " RESTORING, MIRROR, SYNCHRONIZED, OFF, TCP://HOST_A:7024]]]");
    }

    @Test
    void resumesAfterARestartAtEveryStatement() throws Exception {
        Set<String> restarted = ConcurrentHashMap.newKeySet();
        Desk desk = desk(
                Map.of(),
                hosts -> new Watched(hosts, (host, batch) -> {
                    if (restarted.add(host + " " + batch.masked())) {
                        restart(host);
                    }
                }));

        int code = ExitCode.FAILED;
        for (int runs = 0; code == ExitCode.FAILED && runs < FIRST_LIMIT; runs++) {
            code = setUp(desk);
        }

        assertThat(code).as(desk::said).isEqualTo(ExitCode.DONE);
        assertThat(restarted).hasSizeGreaterThan(STATEMENTS - 5);
        assertSetUp();
    }

    private void restart(String host) {
        try {
            lab.lab().faults().kill(host);
            lab.lab().faults().start(host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST_A", "HOST_B"})
    void saysThatADiskIsFullAndGoesOnWhenItIsNot(String host) throws Exception {
        Desk desk = desk(Map.of(), UnaryOperator.identity());
        lab.lab().faults().fillDisk(host);

        assertThat(setUp(desk)).isEqualTo(ExitCode.FAILED);
        assertThat(desk.err()).contains(host);
        assertThat(desk.execute("status")).as(desk::said).isNotEqualTo(ExitCode.USAGE);
        lab.lab().faults().freeDisk(host);

        assertThat(setUp(desk)).as(desk::said).isEqualTo(ExitCode.DONE);
        assertSetUp();
    }

    @Test
    void changesNothingThatItCannotWriteDown() throws Exception {
        Desk desk = desk(Map.of(), UnaryOperator.identity());
        Path runs = folder.resolve("state/runs");
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(runs, "no folder");

        assertThat(setUp(desk)).isEqualTo(ExitCode.FAILED);
        assertThat(desk.err()).contains(runs.toString());
        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM sys.certificates WHERE name NOT LIKE '##%'"))
                .isEqualTo("0");
        Files.delete(runs);

        assertThat(setUp(desk)).as(desk::said).isEqualTo(ExitCode.DONE);
        assertSetUp();
    }

    @Test
    void namesAClockThatIsWrongAndGoesOnWhenItIsRight() throws Exception {
        Desk desk = desk(Map.of(), UnaryOperator.identity());
        lab.lab().faults().skew("HOST_B", Duration.ofDays(-3));

        assertThat(setUp(desk)).isEqualTo(ExitCode.FAILED);
        assertThat(desk.err()).contains("HOST_B").contains("valid");
        lab.lab().faults().skew("HOST_B", Duration.ZERO);

        int code = setUp(desk);
        assertThat(code).as(desk::said).isEqualTo(ExitCode.DONE);
        assertSetUp();
    }

    @Test
    void resumesInAnotherShell() throws Exception {
        int[] statements = new int[1];
        Desk first = desk(
                Map.of(),
                hosts -> new Watched(hosts, (host, batch) -> {
                    if (++statements[0] == STATEMENTS / 2) {
                        wires.get(host).breakNext(Wire.Break.DURING);
                    }
                }));
        // one at a time: what breaks is the statement, not a look that is simply repeated
        assertThat(first.execute("run", "set-up-mirroring", "certificates=files", "--yes", "--parallel", "1"))
                .isEqualTo(ExitCode.FAILED);

        Desk second = desk(Map.of(), UnaryOperator.identity());

        assertThat(setUp(second)).as(second::said).isEqualTo(ExitCode.DONE);
        assertSetUp();
    }

    @Test
    void goesOnAfterAHostWasDown() throws Exception {
        Desk desk = desk(Map.of("MIRRORSH_CONNECT_SECONDS", "3"), UnaryOperator.identity());
        wires.get("HOST_B").down(true);

        assertThat(setUp(desk)).isEqualTo(ExitCode.FAILED);
        assertThat(desk.err()).contains("HOST_B");
        assertThat(desk.execute("status")).isEqualTo(ExitCode.FAILED);
        assertThat(desk.said())
                .contains("HOST_B is left out: HOST_B at 127.0.0.1,")
                .contains("AdventureWorks");
        assertThat(desk.execute("status", "--on", "HOST_A")).isNotEqualTo(ExitCode.FAILED);
        wires.get("HOST_B").down(false);

        assertThat(setUp(desk)).as(desk::said).isEqualTo(ExitCode.DONE);
        assertSetUp();
    }

    @Test
    void doesNotNoticeARestartBetweenCommands() {
        Desk desk = desk(Map.of(), UnaryOperator.identity());
        wires.values().forEach(Wire::cut);

        assertThat(desk.execute("status")).as(desk::said).isNotEqualTo(ExitCode.FAILED);
    }

    @Test
    void givesUpOnAHostThatHangs() {
        Desk desk = desk(Map.of("MIRRORSH_READ_SECONDS", "1"), UnaryOperator.identity());
        wires.get("HOST_A").fallSilent(true);
        long begin = System.nanoTime();

        assertThat(desk.execute("status")).isEqualTo(ExitCode.FAILED);

        assertThat(desk.said()).contains("HOST_A is left out: HOST_A did not answer in the time allowed");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        wires.get("HOST_A").fallSilent(false);
        assertThat(desk.execute("status")).as(desk::said).isNotEqualTo(ExitCode.FAILED);
    }

    @Test
    void givesUpOnAHostThatDoesNotAnswerTheLogin() {
        Desk desk = desk(Map.of("MIRRORSH_CONNECT_SECONDS", "3"), UnaryOperator.identity());
        wires.get("HOST_A").fallSilent(true);

        assertThat(desk.execute("connect", "HOST_A", wires.get("HOST_A").address(), "--trust-certificate"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(desk.err()).contains("did not answer in time");
    }

    @Test
    void givesUpOnAStatementThatHangs() {
        Desk desk = desk(Map.of("MIRRORSH_STATEMENT_SECONDS", "1"), UnaryOperator.identity());

        assertThat(desk.execute("sql", "--on", "HOST_A", "WAITFOR DELAY '00:01:00'"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(desk.said()).contains("HOST_A did not finish the statement in the time allowed");
        assertThat(desk.execute("sql", "--on", "HOST_A", "SELECT 1")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void breaksOffAtTheSecondRequestWhatDoesNotAnswerTheFirst() throws Exception {
        Desk desk = desk(Map.of(), UnaryOperator.identity());
        wires.get("HOST_A").fallSilent(true);
        CompletableFuture<Integer> hanging =
                CompletableFuture.supplyAsync(() -> desk.execute("sql", "--on", "HOST_A", "SELECT 1"));

        boolean ended = LabExtension.eventually(() -> {
            desk.hosts().cancel("HOST_A");
            return hanging.isDone();
        });

        assertThat(ended).isTrue();
        assertThat(hanging.get(1, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
        wires.get("HOST_A").fallSilent(false);
        assertThat(desk.execute("sql", "--on", "HOST_A", "SELECT 1")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void refusesAnotherInstanceBehindTheSameAddress() throws Exception {
        Desk desk = desk(Map.of(), UnaryOperator.identity());
        desk.execute("disconnect", "HOST_B");
        wires.get("HOST_A").leadTo(lab.host("HOST_B").server());
        wires.get("HOST_A").cut();
        desk.execute("sql", "--on", "HOST_A", "SELECT 1");

        assertThat(desk.execute("sql", "--on", "HOST_A", "SELECT 1")).isEqualTo(ExitCode.FAILED);

        assertThat(desk.said()).contains("is [HOST_B] now; it was [HOST_A]");
    }

    /** Told of every statement before it is sent. */
    private static final class Watched extends PassingHosts {
        private final Watcher watcher;

        Watched(Hosts hosts, Watcher watcher) {
            super(hosts);
            this.watcher = watcher;
        }

        interface Watcher {
            void sending(String host, Batch batch);
        }

        @Override
        public BatchResult execute(
                String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
            watcher.sending(host, batch);
            return hosts.execute(host, batch, onMessage, limit);
        }

        @Override
        public Optional<HostState> executeAndRead(
                String host, Batch batch, Consumer<ServerMessage> onMessage, BooleanSupplier unwanted, Focus focus) {
            watcher.sending(host, batch);
            return hosts.executeAndRead(host, batch, onMessage, unwanted, focus);
        }
    }
}
