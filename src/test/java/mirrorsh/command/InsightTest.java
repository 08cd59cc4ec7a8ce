package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsightTest {
    @TempDir
    private Path folder;

    private Bench bench(FakeHosts hosts) {
        return new Bench(hosts, new PaperConsole(100), folder, Map.of());
    }

    private static HostStateBuilder host(String name, String... peers) {
        HostStateBuilder builder = new HostStateBuilder(name)
                .masterKey(true)
                .ownCertificate(name + "_cert", name)
                .endpoint("Endpoint_Mirroring", 7024, name + "_cert");
        for (String peer : peers) {
            builder.login(peer + "_login")
                    .user(peer + "_user", peer + "_login")
                    .certificate(peer + "_cert", peer + "_user", "NA", peer)
                    .permission(peer + "_login", "CONNECT", "GRANT");
        }
        return builder;
    }

    private static HostState mirrored(HostStateBuilder builder, String role, String partner, String witness) {
        HostState state = builder.build();
        List<Database> databases = new ArrayList<>();
        MirroringSession session = new MirroringSession(
                "6f1c",
                role,
                "SYNCHRONIZED",
                "FULL",
                "TCP://" + partner + ":7024",
                partner,
                witness.isEmpty() ? "" : "TCP://" + witness + ":7024",
                witness.isEmpty() ? "" : "CONNECTED",
                10);
        databases.add(FakeHosts.database(role.equals("PRINCIPAL") ? "ONLINE" : "RESTORING", session));
        return new HostState(
                state.host(),
                state.instance(),
                state.masterKey(),
                state.certificates(),
                state.endpoint(),
                state.logins(),
                state.users(),
                state.permissions(),
                databases,
                List.of(),
                List.of(),
                Map.of());
    }

    private static FakeHosts pair() {
        FakeHosts hosts = FakeHosts.of();
        hosts.put(mirrored(host("HOST_A", "HOST_B"), "PRINCIPAL", "HOST_B", ""));
        hosts.put(mirrored(host("HOST_B", "HOST_A"), "MIRROR", "HOST_A", ""));
        return hosts;
    }

    private static FakeHosts trio() {
        FakeHosts hosts = FakeHosts.of();
        hosts.put(mirrored(host("HOST_A", "HOST_B", "HOST_W"), "PRINCIPAL", "HOST_B", "HOST_W"));
        hosts.put(mirrored(host("HOST_B", "HOST_A", "HOST_W"), "MIRROR", "HOST_A", "HOST_W"));
        hosts.put(host("HOST_W", "HOST_A", "HOST_B").build());
        return hosts;
    }

    @Test
    void drawsAPair() {
        Bench bench = bench(pair());

        assertThat(bench.execute("topology")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).isEqualTo("""
                   HOST_A  PRINCIPAL                            HOST_B  MIRROR
                   TCP://HOST_A:7024    ══ SYNCHRONIZED ══▶   TCP://HOST_B:7024
                 AES, HOST_A_cert 365 d                     AES, HOST_B_cert 365 d
                 AdventureWorks: safety FULL, no witness: manual failover only.""".indent(1).stripTrailing());
    }

    @Test
    void drawsATrioWithLettersOnly() {
        Bench bench = bench(trio());

        assertThat(bench.execute("topology", "--ascii")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).isEqualTo("""
                   HOST_A  PRINCIPAL                            HOST_B  MIRROR
                   TCP://HOST_A:7024    == SYNCHRONIZED ==>   TCP://HOST_B:7024
                 AES, HOST_A_cert 365 d                     AES, HOST_B_cert 365 d
                                   \\                            /
                                connected \\              / connected
                                HOST_W  WITNESS  TCP://HOST_W:7024
                 AdventureWorks: safety FULL, automatic failover ready.""".indent(1).stripTrailing());
    }

    @Test
    void drawsOneBelowTheOtherWhereItIsNarrow() {
        Bench bench = new Bench(trio(), new PaperConsole(50), folder, Map.of());

        bench.execute("topology");

        assertThat(bench.text()).contains("""
                 HOST_A  PRINCIPAL
                   TCP://HOST_A:7024
                   AES, HOST_A_cert 365 d
                   ║ ══ SYNCHRONIZED ══▶
                 HOST_B  MIRROR""".indent(1).stripTrailing()).contains("HOST_A connected, HOST_B connected");
    }

    @Test
    void writesThePictureAsAnImageAndAsAPage() throws Exception {
        Bench bench = bench(trio());
        Path image = folder.resolve("a.svg");
        Path page = folder.resolve("a.html");

        assertThat(bench.execute("topology", "--out", image.toString())).isEqualTo(ExitCode.DONE);
        assertThat(bench.execute("topology", "--out", page.toString())).isEqualTo(ExitCode.DONE);

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(image.toFile()); // well-formed
        assertThat(image).content().startsWith("<svg ").contains("HOST_W  WITNESS");
        assertThat(page).content().startsWith("<!doctype html>").contains("<svg ");
    }

    @Test
    void refusesAPictureOfAnotherKind() {
        Bench bench = bench(pair());

        assertThat(bench.execute("topology", "--out", folder.resolve("a.png").toString()))
                .isEqualTo(ExitCode.USAGE);

        assertThat(bench.asideText()).contains("is neither an .svg nor an .html file.");
    }

    @Test
    void describesTheTopologyForMachines() {
        Bench bench = bench(pair());

        bench.execute("topology", "--json");

        assertThat(bench.text())
                .startsWith(
                        "{\"sessions\":[{\"database\":\"AdventureWorks\",\"state\":\"SYNCHRONIZED\",\"safety\":\"FULL\"")
                .contains("\"principal\":{\"host\":\"HOST_A\",\"address\":\"TCP://HOST_A:7024\"");
    }

    @Test
    void saysWhatEachLossWouldDo() {
        Bench bench = bench(trio());

        assertThat(bench.execute("quorum")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .startsWith("AdventureWorks  safety FULL, automatic failover ready")
                .contains(" lose HOST_A            HOST_B takes over by itself (about 10 s)")
                .contains(" lose HOST_B, HOST_W    HOST_A closes the database (955)");
    }

    @Test
    void saysThatThereIsNothingToLose() {
        Bench bench = bench(FakeHosts.of("HOST_A"));

        assertThat(bench.execute("quorum")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).isEqualTo("No database is mirrored on these hosts. Next: status");
    }

    @Test
    void listsCertificatesThatHaveTime() {
        Bench bench = bench(pair());

        assertThat(bench.execute("expiry")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).contains(" 365   2027-11-22  HOST_A  HOST_B_cert  copy of HOST_B's");
    }

    @Test
    void answersFourWhenACertificateExpiresSoon() {
        FakeHosts hosts = pair();
        HostStateBuilder late = host("HOST_A", "HOST_B").clock(HostStateBuilder.NOW.plus(Duration.ofDays(361)));
        hosts.put(mirrored(late, "PRINCIPAL", "HOST_B", ""));
        Bench bench = bench(hosts);

        assertThat(bench.execute("expiry")).isEqualTo(ExitCode.TO_DO);

        assertThat(bench.text()).contains("less than 7 days").contains(" Next: cert rotate --on HOST_A");
    }

    @Test
    void explainsWithWhatIsToBeCheckedHere() {
        Bench bench = bench(pair());

        assertThat(bench.execute("explain", "1418")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .contains("  1  The other side does not trust our certificate, or has not granted CONNECT.")
                .contains("     check: trust")
                .contains("  Here  On HOST_A, HOST_B nothing is seen that is known to cause it.");
    }

    @Test
    void refusesToExplainWhatItDoesNotKnow() {
        assertThat(bench(FakeHosts.of()).execute("explain", "17")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void ticksWhatIsDoneOfTheProcedure() {
        FakeHosts hosts = FakeHosts.of("HOST_B");
        hosts.put(host("HOST_A").build());
        Bench bench = bench(hosts);

        assertThat(bench.execute("help", "procedure")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text())
                .contains("HOST_A ✓  HOST_B ·  endpoint that uses it  (endpoint create)")
                .contains("HOST_A ·  HOST_B ·  partner set  (partner set)")
                .contains(" Next: HOST_A does not accept HOST_B yet: trust HOST_A,HOST_B");
    }

    @Test
    void looksAtTheHostsThatAnswer() {
        FakeHosts hosts = pair();
        Bench bench = bench(hosts);
        hosts.silence("HOST_B");

        bench.execute("diagnose");

        assertThat(bench.text())
                .contains("HOST_B is left out: HOST_B does not answer.")
                .contains("HOST_A ⇄ HOST_B");
    }

    @Test
    void showsTheHostsThatAnswer() {
        FakeHosts hosts = pair();
        Bench bench = bench(hosts);
        hosts.silence("HOST_B");

        assertThat(bench.execute("status")).isEqualTo(ExitCode.FAILED);

        assertThat(bench.text())
                .contains("HOST_B is left out: HOST_B does not answer.")
                .contains("AdventureWorks");
    }

    @Test
    void diagnosesWhatALoginMayNotSee() {
        FakeHosts hosts = FakeHosts.of();
        hosts.put(host("HOST_A", "HOST_B").sysadmin(false).build());
        hosts.put(host("HOST_B", "HOST_A").build());
        Bench bench = bench(hosts);

        assertThat(bench.execute("diagnose")).isEqualTo(ExitCode.DONE);

        assertThat(bench.text()).contains("is no sysadmin: what is not seen there may exist all the same.");
    }

    @Test
    void refusesTrustOfOneHost() {
        assertThat(bench(pair()).execute("trust", "HOST_A")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void refusesALogOfNoLines() {
        assertThat(bench(pair()).execute("errorlog", "--last", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void watchesInPlainLinesWhereThereIsNoScreen() {
        Bench bench = bench(pair());

        assertThat(bench.execute("watch", "--count", "2", "--interval", "0")).isEqualTo(ExitCode.DONE);

        String lines = """
                10:00:00  AdventureWorks  HOST_A  PRINCIPAL  ONLINE  SYNCHRONIZED  FULL
                10:00:00  AdventureWorks  HOST_B  MIRROR  RESTORING  SYNCHRONIZED  FULL""";
        assertThat(bench.text()).isEqualTo(lines + "\n" + lines);
    }

    @Test
    void watchesForMachines() {
        Bench bench = bench(pair());

        bench.execute("watch", "--json");

        assertThat(bench.text())
                .startsWith("{\"ticks\":[{\"time\":\"2026-11-22T10:00:00Z\",\"hosts\":[{\"name\":\"HOST_A\"");
    }

    @Test
    void refusesToWatchANegativeNumberOfTimes() {
        assertThat(bench(pair()).execute("watch", "--count", "-1")).isEqualTo(ExitCode.USAGE);
    }
}
