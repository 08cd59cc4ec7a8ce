package mirrorsh.command;

import static mirrorsh.command.MirroredBench.DATABASE;
import static mirrorsh.command.MirroredBench.partner;
import static mirrorsh.command.MirroredBench.single;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mirrorsh.effect.HostStateBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that change or end a session, and those that want a name typed. */
class SessionCommandsTest {
    @TempDir
    private Path folder;

    private MirroredBench mirrored;
    private FakeHosts hosts;
    private Bench bench;

    @BeforeEach
    void mirror() {
        mirrored = new MirroredBench(folder);
        hosts = mirrored.hosts;
        bench = mirrored.bench;
    }

    @Nested
    class Sessions {
        @Test
        void areSuspendedAndResumed() {
            hosts.when(
                    "ALTER DATABASE [AdventureWorks]\n   SET PARTNER SUSPEND", () -> mirrored.putPair("SUSPENDED", ""));
            hosts.when(
                    "ALTER DATABASE [AdventureWorks]\n   SET PARTNER RESUME",
                    () -> mirrored.putPair("SYNCHRONIZED", ""));

            assertThat(bench.execute("partner", "suspend", "--on", "HOST_B", "--yes"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(bench.execute("partner", "resume", DATABASE, "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent())
                    .containsExactly(
                            "HOST_B: ALTER DATABASE [AdventureWorks]\n   SET PARTNER SUSPEND",
                            "HOST_A: ALTER DATABASE [AdventureWorks]\n   SET PARTNER RESUME");
        }

        @Test
        void areResumedOnThePrincipalOnly() {
            mirrored.putPair("SUSPENDED", "");

            assertThat(bench.execute("partner", "resume", DATABASE, "--on", "HOST_B", "--yes"))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).isEmpty();
        }

        @Test
        void areNotGuessedWhereThereIsNone() {
            hosts.put(single("HOST_C").build());

            assertThat(bench.execute("partner", "suspend", "--on", "HOST_C")).isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).contains("HOST_C is the partner of no database.");
        }

        @Test
        void takeATimeout() {
            hosts.when(
                    "ALTER DATABASE [AdventureWorks]\n   SET PARTNER TIMEOUT 20",
                    () -> hosts.put(partner("HOST_A", "PRINCIPAL", "ONLINE", "SYNCHRONIZED", "", 20)
                            .build()));

            assertThat(bench.execute("partner", "timeout", DATABASE, "20", "--on", "HOST_A", "--yes", "--json"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.text()).contains("\"outcome\":\"done\",\"found\":\"20 s\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"4", "40000", "soon"})
        void refuseATimeoutThatTheServerWouldNotKeep(String seconds) {
            assertThat(bench.execute("partner", "timeout", DATABASE, seconds, "--on", "HOST_A"))
                    .isEqualTo(ExitCode.USAGE);

            assertThat(hosts.sent()).isEmpty();
        }
    }

    @Nested
    class Witness {
        @BeforeEach
        void connect() {
            hosts.put(single("HOST_W").build());
        }

        @Test
        void isSetByThePrincipal() {
            hosts.when(
                    "ALTER DATABASE [AdventureWorks]\n   SET WITNESS = N'TCP://HOST_W:7024'",
                    () -> mirrored.putPair("SYNCHRONIZED", "TCP://HOST_W:7024"));

            assertThat(bench.execute("witness", "set", "HOST_W", "--on", "HOST_A", "--database", DATABASE, "--yes"))
                    .isEqualTo(ExitCode.DONE);
        }

        @Test
        void isNeverAPartner() {
            assertThat(bench.execute("witness", "set", "HOST_B", "--on", "HOST_A", "--database", DATABASE))
                    .isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).contains("error 1429");
        }

        @Test
        void isRemoved() {
            mirrored.putPair("SYNCHRONIZED", "TCP://HOST_W:7024");
            hosts.when(
                    "ALTER DATABASE [AdventureWorks]\n   SET WITNESS OFF", () -> mirrored.putPair("SYNCHRONIZED", ""));

            assertThat(bench.execute("witness", "off", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(bench.execute("witness", "off", "--on", "HOST_A", "--json"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.text()).contains("already_done");
        }
    }

    @Nested
    class TypedNames {
        @BeforeEach
        void lose() {
            hosts.remove("HOST_A");
            hosts.put(partner("HOST_B", "MIRROR", "RESTORING", "DISCONNECTED", "", 10)
                    .build());
            hosts.when(
                    "ALTER DATABASE [AdventureWorks]\n   SET PARTNER FORCE_SERVICE",
                    () -> hosts.put(partner("HOST_B", "PRINCIPAL", "ONLINE", "SUSPENDED", "", 10)
                            .build()));
        }

        @Test
        void areNotGivenByYes() {
            assertThat(bench.execute("partner", "force", DATABASE, "--on", "HOST_B", "--yes"))
                    .isEqualTo(ExitCode.STOPPED);

            assertThat(hosts.sent()).isEmpty();
            assertThat(bench.text())
                    .contains("TCP://HOST_A:7024 had not sent are lost")
                    .contains("There is no witness")
                    .contains("SET PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS");
            assertThat(bench.asideText()).contains("Try: the same with --confirm AdventureWorks");
        }

        @Test
        void areNotAnyName() {
            assertThat(bench.execute("partner", "force", DATABASE, "--on", "HOST_B", "--confirm", "HOST_B"))
                    .isEqualTo(ExitCode.STOPPED);

            assertThat(hosts.sent()).isEmpty();
        }

        @Test
        void letTheCommandRun() {
            assertThat(bench.execute("partner", "force", DATABASE, "--on", "HOST_B", "--confirm", "adventureworks"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent()).hasSize(1);
        }

        @Test
        void areNotAskedForWhereNothingIsPossible() {
            mirrored.putPair("SYNCHRONIZED", "");

            assertThat(bench.execute("partner", "force", DATABASE, "--on", "HOST_B"))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).isEmpty();
        }

        @Test
        void answerForADatabase() {
            HostStateBuilder old = single("HOST_C");
            old.database(DATABASE).fullBackup("C:\\x.bak", 1, 2);
            hosts.put(old.build());
            hosts.when("DROP DATABASE", () -> hosts.put(single("HOST_C").build()));

            assertThat(bench.execute("db", "drop", DATABASE, "--on", "HOST_C", "--yes"))
                    .isEqualTo(ExitCode.STOPPED);
            assertThat(bench.execute("db", "drop", DATABASE, "--on", "HOST_C", "--confirm", DATABASE))
                    .isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent()).containsExactly("HOST_C: DROP DATABASE [AdventureWorks]");
            assertThat(bench.text())
                    .contains("It is not a restoring copy")
                    .contains("newest backup on record: C:\\x.bak");
        }

        @Test
        void doNotDropAMirroredDatabase() {
            assertThat(bench.execute("db", "drop", DATABASE, "--on", "HOST_B", "--confirm", DATABASE))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).isEmpty();
        }

        @Test
        void answerForACertificate() {
            hosts.put(single("HOST_C")
                    .certificate("OLD_cert", "OLD_user", "NA", "old")
                    .build());
            hosts.when("DROP CERTIFICATE", () -> hosts.put(single("HOST_C").build()));

            assertThat(bench.execute("cert", "drop", "OLD_cert", "--on", "HOST_C", "--confirm", "OLD_cert"))
                    .isEqualTo(ExitCode.STOPPED);
            assertThat(bench.execute("cert", "drop", "OLD_cert", "--on", "HOST_C", "--confirm", "HOST_C"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent()).containsExactly("HOST_C: DROP CERTIFICATE [OLD_cert]");
            assertThat(bench.text()).contains("it belongs to [OLD_user]");
        }

        @Test
        void doNotDropWhatTheEndpointUses() {
            hosts.put(single("HOST_C").build());

            assertThat(bench.execute("cert", "drop", "HOST_C_cert", "--on", "HOST_C", "--confirm", "HOST_C"))
                    .isEqualTo(ExitCode.FAILED);
        }
    }
}
