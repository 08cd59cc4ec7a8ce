package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.HostStateBuilder;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.model.Login;
import mirrorsh.model.MirroringSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that change, loosen or end what is set up. */
class SessionCommandsTest {
    private static final String DATABASE = "AdventureWorks";

    @TempDir
    private Path folder;

    private FakeHosts hosts;
    private Bench bench;

    @BeforeEach
    void mirror() {
        hosts = FakeHosts.of();
        putPair("SYNCHRONIZED", "");
        bench = new Bench(hosts, new PaperConsole(80), folder, Map.of());
    }

    private void putPair(String state, String witness) {
        hosts.put(partner("HOST_A", "PRINCIPAL", "ONLINE", state, witness, 10).build());
        hosts.put(partner("HOST_B", "MIRROR", "RESTORING", state, witness, 10).build());
    }

    private static HostStateBuilder partner(
            String host, String role, String database, String state, String witness, int timeout) {
        String peer = host.equals("HOST_A") ? "HOST_B" : "HOST_A";
        HostStateBuilder builder = new HostStateBuilder(host)
                .masterKey(true)
                .ownCertificate(host + "_cert", host)
                .certificate(peer + "_cert", peer + "_user", "NA", peer)
                .endpoint("Endpoint_Mirroring", 7024, host + "_cert")
                .login(peer + "_login")
                .user(peer + "_user", peer + "_login")
                .permission(peer + "_login", "CONNECT", "GRANT");
        builder.database(DATABASE)
                .state(database)
                .session(new MirroringSession(
                        "6f1c",
                        role,
                        state,
                        "FULL",
                        "TCP://" + peer + ":7024",
                        "",
                        witness,
                        witness.isEmpty() ? "" : "CONNECTED",
                        timeout));
        return builder;
    }

    private static HostStateBuilder single(String host) {
        return new HostStateBuilder(host)
                .masterKey(true)
                .ownCertificate(host + "_cert", host)
                .endpoint("Endpoint_Mirroring", 7024, host + "_cert");
    }

    @Nested
    class Sessions {
        @Test
        void areSuspendedAndResumed() {
            hosts.when("ALTER DATABASE [AdventureWorks]\n   SET PARTNER SUSPEND", () -> putPair("SUSPENDED", ""));
            hosts.when("ALTER DATABASE [AdventureWorks]\n   SET PARTNER RESUME", () -> putPair("SYNCHRONIZED", ""));

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
            putPair("SUSPENDED", "");

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
                    () -> putPair("SYNCHRONIZED", "TCP://HOST_W:7024"));

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
            putPair("SYNCHRONIZED", "TCP://HOST_W:7024");
            hosts.when("ALTER DATABASE [AdventureWorks]\n   SET WITNESS OFF", () -> putPair("SYNCHRONIZED", ""));

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
            putPair("SYNCHRONIZED", "");

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

    @Nested
    class Endpoints {
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

            assertThat(bench.execute("endpoint", "drop", "--on", "HOST_C", "--yes"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(bench.execute("endpoint", "drop", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).containsExactly("HOST_C: DROP ENDPOINT [Endpoint_Mirroring]");
        }

        @Test
        void lockAPeerOut() {
            hosts.when(
                    "REVOKE CONNECT",
                    () -> hosts.put(partner("HOST_A", "PRINCIPAL", "ONLINE", "SYNCHRONIZED", "", 10)
                            .withoutPermissions()
                            .build()));

            assertThat(bench.execute("revoke", "HOST_B", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(bench.execute("revoke", "--on", "HOST_A")).isEqualTo(ExitCode.USAGE);

            assertThat(hosts.sent())
                    .containsExactly("HOST_A: REVOKE CONNECT ON ENDPOINT::[Endpoint_Mirroring] FROM [HOST_B_login]");
        }

        @Test
        void areNotGivenANewCertificateBehindAPartnersBack() {
            hosts.remove("HOST_B");

            assertThat(bench.execute("cert", "rotate", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.USAGE);

            assertThat(bench.asideText()).contains("Not all that trust HOST_A are connected: TCP://HOST_B:7024");
            assertThat(hosts.sent()).isEmpty();
        }
    }

    @Nested
    class Logins {
        @BeforeEach
        void create() {
            hosts.put(partner("HOST_A", "PRINCIPAL", "ONLINE", "SYNCHRONIZED", "", 10)
                    .login(new Login(1, "sa", "01", "S", false))
                    .login(new Login(300, "app", "AB12", "S", false))
                    .build());
            hosts.answer("HOST_A", "SELECT password_hash", table("0x0200AA"));
            hosts.answer("HOST_B", "SELECT password_hash", table(""));
            hosts.answer("HOST_A", "SELECT is_policy_checked", table("1"));
            hosts.answer(
                    "HOST_A",
                    "SELECT name, sid",
                    new ResultTable(
                            List.of("name", "sid"), List.of(List.of("app", "0xAB12"), List.of("gone", "0xFF"))));
        }

        private static ResultTable table(String value) {
            return new ResultTable(List.of("value"), List.of(List.of(value)));
        }

        private void accept() {
            hosts.when("CREATE LOGIN [app]", () -> {
                hosts.put(partner("HOST_B", "MIRROR", "RESTORING", "SYNCHRONIZED", "", 10)
                        .login(new Login(301, "app", "AB12", "S", false))
                        .build());
                hosts.answer("HOST_B", "SELECT password_hash", table("0x0200AA"));
            });
        }

        @Test
        void areCopiedWithSidAndHashAndOrphansShown() {
            accept();

            assertThat(bench.execute("logins", "sync", "--from", "HOST_A", "--on", "HOST_B", "--yes"))
                    .isEqualTo(ExitCode.TO_DO);

            assertThat(hosts.sent())
                    .contains(
                            "HOST_B: CREATE LOGIN [app]\n   WITH PASSWORD = 0x••• HASHED,\n   SID = 0xAB12,\n   CHECK_POLICY = OFF",
                            "HOST_B: ALTER LOGIN [app] WITH CHECK_POLICY = ON");
            assertThat(bench.text()).contains("gone").doesNotContain("0200AA");
        }

        @Test
        void tellTheOrphansInJson() {
            accept();

            bench.execute("logins", "sync", "app", "--from", "HOST_A", "--on", "HOST_B", "--yes", "--json");

            assertThat(bench.text())
                    .contains("\"orphans\":[{\"database\":\"AdventureWorks\",\"user\":\"gone\",\"sid\":\"FF\"}]");
        }

        @Test
        void ofAnotherSidAreLeftAlone() {
            hosts.put(partner("HOST_B", "MIRROR", "RESTORING", "SYNCHRONIZED", "", 10)
                    .login(new Login(301, "app", "CD34", "S", false))
                    .build());

            assertThat(bench.execute("logins", "sync", "--from", "HOST_A", "--on", "HOST_B", "--yes"))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(hosts.sent()).noneMatch(text -> text.contains("LOGIN [app]"));
        }

        @Test
        void areNotCopiedToTheirOwnHost() {
            assertThat(bench.execute("logins", "sync", "--from", "HOST_A", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(bench.execute("logins", "sync", "--on", "HOST_A")).isEqualTo(ExitCode.USAGE);
        }
    }

    @Nested
    class Monitor {
        private void job(String count) {
            hosts.answer("HOST_A", "SELECT COUNT(*)", new ResultTable(List.of("n"), List.of(List.of(count))));
        }

        @Test
        void isAddedAndDropped() {
            job("0");
            hosts.when("EXEC sp_dbmmonitoraddmonitoring 5", () -> job("1"));
            hosts.when("EXEC sp_dbmmonitordropmonitoring", () -> job("0"));

            assertThat(bench.execute("monitor", "add", "--minutes", "5", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(bench.execute("monitor", "drop", "--on", "HOST_A", "--yes"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(hosts.sent())
                    .contains("HOST_A: EXEC sp_dbmmonitoraddmonitoring 5", "HOST_A: EXEC sp_dbmmonitordropmonitoring");
        }

        @Test
        void refusesAnIntervalOrASpanThatTheServerDoesNotHave() {
            assertThat(bench.execute("monitor", "add", "--minutes", "121", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(bench.execute("monitor", "results", DATABASE, "--hours", "3", "--on", "HOST_A"))
                    .isEqualTo(ExitCode.USAGE);
        }

        @Test
        void showsWhatItWroteDown() {
            hosts.answer(
                    "HOST_A",
                    "EXEC sp_dbmmonitorresults N'AdventureWorks', 2, 0",
                    new ResultTable(
                            List.of("database_name", "role", "mirroring_state", "unsent_log", "time_recorded"),
                            List.of(Arrays.asList(DATABASE, "1", "4", null, "2026-11-22 12:00"))));

            assertThat(bench.execute("monitor", "results", "--hours", "4", "--on", "HOST_A", "--json"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(bench.text())
                    .contains("\"recorded\":\"2026-11-22 12:00\",\"role\":\"PRINCIPAL\",\"state\":\"SYNCHRONIZED\","
                            + "\"unsent_kb\":null");
        }
    }

    @Nested
    class HostFiles {
        @Test
        void keepHowHostsAreReachedAndNoPassword() throws Exception {
            Path file = folder.resolve("hosts.toml");
            Files.writeString(file, "# mine\n[OLD]\nserver = \"old\"\n\n[NEW]\nserver = \"before\"\n");
            Bench own = new Bench(FakeHosts.of(), new PaperConsole(80), folder, Map.of("MIRRORSH_PASSWORD", "S3cret"));
            own.execute("connect", "NEW", "sql\\one", "--user", "dba", "--strict");

            assertThat(own.execute("hosts", "save", file.toString())).isEqualTo(ExitCode.DONE);

            assertThat(Files.readString(file)).isEqualTo("""
                    # mine
                    [OLD]
                    server = "old"

                    [NEW]
                    server = "sql\\\\one"
                    user = "dba"
                    encryption = "strict"
                    """);
            assertThat(HostFile.read(file)
                            .find("new")
                            .orElseThrow()
                            .definition()
                            .server())
                    .isEqualTo("sql\\one");
        }

        @Test
        void areReadForTheirHosts() throws Exception {
            Path file = folder.resolve("hosts.toml");
            Files.writeString(file, "[OLD]\nserver = \"old\"\n");

            assertThat(bench.execute("hosts", "load", file.toString())).isEqualTo(ExitCode.DONE);

            assertThat(bench.text()).isEqualTo("Known now: OLD.");
            assertThat(bench.session.knownHosts()).contains("OLD");
        }

        @Test
        void areNotMadeOfNothingNorReadFromNowhere() {
            assertThat(bench.execute("hosts", "save", folder.resolve("x.toml").toString()))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(bench.execute(
                            "hosts", "load", folder.resolve("none.toml").toString()))
                    .isEqualTo(ExitCode.USAGE);
        }
    }
}
