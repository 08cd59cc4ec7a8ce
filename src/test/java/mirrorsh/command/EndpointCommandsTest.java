package mirrorsh.command;

import static mirrorsh.command.MirroredBench.partner;
import static mirrorsh.command.MirroredBench.single;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mirrorsh.effect.HostStateBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change or drop an endpoint, or whom it lets in. */
class EndpointCommandsTest {
    @TempDir
    private Path folder;

    private FakeHosts hosts;
    private Bench bench;

    @BeforeEach
    void mirror() {
        MirroredBench mirrored = new MirroredBench(folder);
        hosts = mirrored.hosts;
        bench = mirrored.bench;
    }

    @Test
    void changeInWhatIsNamedOnly() {
        hosts.put(single("HOST_C").build());
        hosts.when(
                "ALTER ENDPOINT [Endpoint_Mirroring]\n   AS TCP",
                () -> hosts.put(single("HOST_C")
                        .endpoint("Endpoint_Mirroring", 5022, "HOST_C_cert")
                        .build()));

        assertThat(bench.execute("endpoint", "alter", "--port", "5022", "--on", "HOST_C", "--yes"))
                .isEqualTo(ExitCode.DONE);

        assertThat(hosts.sent())
                .containsExactly("HOST_C: ALTER ENDPOINT [Endpoint_Mirroring]\n   AS TCP (\n"
                        + "      LISTENER_PORT = 5022\n      , LISTENER_IP = ALL\n   )");
    }

    @Test
    void keepAPortThatSessionsUse() {
        assertThat(bench.execute("endpoint", "alter", "--port", "5022", "--on", "HOST_A", "--yes"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(hosts.sent()).isEmpty();
    }

    @Test
    void areNotAlteredToNothing() {
        assertThat(bench.execute("endpoint", "alter", "--on", "HOST_A")).isEqualTo(ExitCode.USAGE);
        assertThat(bench.execute("endpoint", "alter", "--role", "BOSS", "--on", "HOST_A"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void areDroppedWhenNobodyNeedsThem() {
        hosts.put(single("HOST_C").build());
        hosts.when("DROP ENDPOINT", () -> hosts.put(new HostStateBuilder("HOST_C").build()));

        assertThat(bench.execute("endpoint", "drop", "--on", "HOST_C", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(bench.execute("endpoint", "drop", "--on", "HOST_A", "--yes")).isEqualTo(ExitCode.FAILED);

        assertThat(hosts.sent()).containsExactly("HOST_C: DROP ENDPOINT [Endpoint_Mirroring]");
    }

    @Test
    void lockAPeerOut() {
        hosts.when(
                "REVOKE CONNECT",
                () -> hosts.put(partner("HOST_A", "PRINCIPAL", "ONLINE", "SYNCHRONIZED", "", 10)
                        .withoutPermissions()
                        .build()));

        assertThat(bench.execute("revoke", "HOST_B", "--on", "HOST_A", "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(bench.execute("revoke", "--on", "HOST_A")).isEqualTo(ExitCode.USAGE);

        assertThat(hosts.sent())
                .containsExactly("HOST_A: REVOKE CONNECT ON ENDPOINT::[Endpoint_Mirroring] FROM [HOST_B_login]");
    }

    @Test
    void areNotGivenANewCertificateBehindAPartnersBack() {
        hosts.remove("HOST_B");

        assertThat(bench.execute("cert", "rotate", "--on", "HOST_A", "--yes")).isEqualTo(ExitCode.USAGE);

        assertThat(bench.asideText()).contains("Not all that trust HOST_A are connected: TCP://HOST_B:7024");
        assertThat(hosts.sent()).isEmpty();
    }
}
