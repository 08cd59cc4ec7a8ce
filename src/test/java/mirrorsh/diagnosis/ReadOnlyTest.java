package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.Hosts;
import mirrorsh.host.InstanceErrorLogs;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.host.PassingHosts;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.LabHost;
import mirrorsh.lab.PairScript;
import mirrorsh.lab.Planted;
import mirrorsh.model.HostState;
import mirrorsh.model.Instance;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.StateQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Diagnosing is safe in production: it asks each host little, once, and changes nothing. */
class ReadOnlyTest {
    private static final List<String> TRIO = List.of("HOST_A", "HOST_B", "HOST_W");

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    private static void connect(JdbcHosts hosts, LabHost host, String server) {
        hosts.connect(
                new HostDefinition(host.name(), server, host.user(), HostDefinition.Encryption.ANY_CERTIFICATE),
                Secret.of(host.password()));
    }

    private static Findings diagnose(Hosts hosts) {
        Observation looked = hosts.observe(hosts.names(), List.of());
        Observation seen = Questions.ask(hosts, looked, Setup.of(looked));
        return new Diagnosis(mirrorsh.diagnosis.Planted::secret)
                .of(seen, new InstanceErrorLogs(hosts).recent(hosts.names()));
    }

    @Test
    void readsEachHostInOneRoundTripAndItsLogInAnother() throws Exception {
        PairScript.withWitness().perform(lab);
        Map<String, RoundTrips> ways = new LinkedHashMap<>();
        try (JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL)) {
            for (String name : TRIO) {
                RoundTrips way = new RoundTrips(lab.host(name).server());
                ways.put(name, way);
                connect(hosts, lab.host(name), way.server());
            }
            Map<String, Integer> before = counts(ways);

            hosts.observe(TRIO, List.of());
            Map<String, Integer> afterState = counts(ways);
            new InstanceErrorLogs(hosts).recent(TRIO);

            assertThat(difference(before, afterState)).containsOnly(1);
            assertThat(difference(afterState, counts(ways))).containsOnly(1);
        } finally {
            for (RoundTrips way : ways.values()) {
                way.close();
            }
        }
    }

    private static Map<String, Integer> counts(Map<String, RoundTrips> ways) {
        return ways.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, way -> way.getValue().count()));
    }

    private static List<Integer> difference(Map<String, Integer> before, Map<String, Integer> after) {
        return TRIO.stream().map(host -> after.get(host) - before.get(host)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"P05", "P18", "P35", "P42", "P58"})
    void changesNothing(Planted row) throws Exception {
        row.plant(lab);
        try (JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL)) {
            TRIO.forEach(name -> connect(hosts, lab.host(name), lab.host(name).server()));
            settle(hosts);
            Map<String, HostState> before = timeless(hosts);

            Findings found = diagnose(hosts);

            assertThat(found.needsMending()).isTrue();
            assertThat(timeless(hosts)).isEqualTo(before);
        }
    }

    /** What goes on by itself after the last statement comes to its end: two looks are the same. */
    private static void settle(JdbcHosts hosts) {
        LabExtension.eventually(() -> timeless(hosts).equals(timeless(hosts)));
    }

    /** Everything that is seen of the hosts but their clocks. */
    private static Map<String, HostState> timeless(Hosts hosts) {
        Map<String, HostState> states = new LinkedHashMap<>();
        hosts.observe(TRIO, List.of()).hosts().forEach((name, s) -> {
            Instance i = s.instance();
            Instance still = new Instance(
                    i.serverName(),
                    i.machine(),
                    i.edition(),
                    i.version(),
                    Instant.EPOCH,
                    Duration.ZERO,
                    i.login(),
                    i.sysadmin(),
                    i.dataFolder(),
                    i.backupFolder());
            states.put(
                    name,
                    new HostState(
                            s.host(),
                            still,
                            s.masterKey(),
                            s.certificates(),
                            s.endpoint(),
                            s.logins(),
                            s.users(),
                            s.permissions(),
                            s.databases(),
                            List.of(),
                            s.witnessed(),
                            s.files()));
        });
        return states;
    }

    @Test
    void sendsNothingButQuestions() throws Exception {
        Planted.P05.plant(lab); // here one more question is asked than usual
        try (JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL)) {
            TRIO.forEach(name -> connect(hosts, lab.host(name), lab.host(name).server()));
            Overheard overheard = new Overheard(hosts);

            assertThat(diagnose(overheard).all()).extracting(Finding::id).contains("P05");

            assertThat(overheard.sent).hasSizeGreaterThan(TRIO.size());
            assertThat(overheard.sent).allSatisfy(ReadOnlyTest::asksOnly);
            asksOnly(
                    StateQuery.reading(List.of("C:\\AdventureWorks.bak")).text().revealed());
        }
    }

    private static void asksOnly(String batch) {
        String words = batch.replaceAll("N?'(?:[^']|'')*'", "''").replaceAll("\\[(?:[^]]|]])*]", "[]");
        assertThat(words)
                .doesNotContainPattern("(?i)\\b(ALTER|CREATE|DROP|GRANT|REVOKE|DENY|INSERT|UPDATE|DELETE|MERGE|TRUNCATE"
                        + "|INTO|BACKUP|RESTORE|OPEN|CLOSE|KILL|SHUTDOWN|RECONFIGURE|DBCC|ENABLE|DISABLE)\\b");
        assertThat(words.replaceAll("(?i)EXEC master\\.dbo\\.xp_(readerrorlog|fileexist)\\b", ""))
                .doesNotContainPattern("(?i)\\bEXEC");
        assertThat(words.lines().map(String::strip).filter(line -> line.endsWith(";") || line.contains(" = ")))
                .noneMatch(line -> line.matches("(?i)SET (?!NOCOUNT ON).*"));
    }

    /** Hosts that remember what they are sent beside the reading of their state. */
    private static final class Overheard extends PassingHosts {
        private final List<String> sent = new ArrayList<>();

        Overheard(Hosts hosts) {
            super(hosts);
        }

        @Override
        public BatchResult execute(
                String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
            sent.add(batch.text().revealed());
            return hosts.execute(host, batch, onMessage, limit);
        }
    }
}
