package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.PairScript.Refusal;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Availability groups, as far as mirroring meets them (errors.md §9 P50; procedure.md §1). */
class AvailabilityGroupTest {
    private static final String DATABASES =
            "SELECT synchronization_state_desc FROM sys.dm_hadr_database_replica_states s JOIN sys.availability_replicas r"
                    + " ON r.replica_id = s.replica_id WHERE r.replica_server_name = 'HOST_B'";
    private static final String MEMBER =
            "SELECT CASE WHEN replica_id IS NULL THEN 'no' ELSE 'yes' END + ' ' + state_desc"
                    + " FROM sys.databases WHERE name = 'AdventureWorks'";

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withHosts(List.of(
            LabSettings.Host.named("HOST_A").withSample().withGroups(),
            LabSettings.Host.named("HOST_B").withGroups(),
            LabSettings.Host.named("HOST_W"))));

    private static String create(String mode, String... hosts) {
        return "USE master; CREATE AVAILABILITY GROUP g WITH (BASIC, DB_FAILOVER = OFF, DTC_SUPPORT = NONE,"
                + " AUTOMATED_BACKUP_PREFERENCE = PRIMARY) FOR DATABASE AdventureWorks REPLICA ON "
                + String.join(
                        ", ",
                        List.of(hosts).stream().map(host -> replica(host, mode)).toList());
    }

    private static String replica(String host, String mode) {
        return "N'" + host + "' WITH (ENDPOINT_URL = N'TCP://" + host + ":7024', FAILOVER_MODE = MANUAL,"
                + " AVAILABILITY_MODE = " + mode + ", SECONDARY_ROLE (ALLOW_CONNECTIONS = NO))";
    }

    /** Two hosts that trust each other, with a restored copy. */
    private void prepare() throws Exception {
        assertThat(PairScript.pair().until("log restore").perform(lab)).isEmpty();
    }

    private void form(String mode) throws Exception {
        prepare();
        lab.run("HOST_A", create(mode, "HOST_A", "HOST_B"));
        lab.run("HOST_B", "ALTER AVAILABILITY GROUP g JOIN");
        lab.run("HOST_B", "ALTER DATABASE AdventureWorks SET HADR AVAILABILITY GROUP = g");
    }

    @Nested
    class AGroup {
        @Test
        void synchronizesItsSecondary() throws Exception {
            form("SYNCHRONOUS_COMMIT");

            assertThat(lab.await("HOST_A", DATABASES, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
            assertThat(lab.await("HOST_B", DATABASES, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
            assertThat(lab.value("HOST_A", MEMBER)).isEqualTo("yes ONLINE");
            assertThat(lab.value("HOST_B", MEMBER)).isEqualTo("yes ONLINE");
            assertThat(lab.errorOf("HOST_B", "USE AdventureWorks")).isEqualTo(976);
            assertThat(lab.rows(
                            "HOST_A",
                            "SELECT r.replica_server_name, s.role_desc, s.connected_state_desc, s.synchronization_health_desc"
                                    + " FROM sys.dm_hadr_availability_replica_states s JOIN sys.availability_replicas r"
                                    + " ON r.replica_id = s.replica_id ORDER BY 1"))
                    .containsExactly(
                            List.of("HOST_A", "PRIMARY", "CONNECTED", "HEALTHY"),
                            List.of("HOST_B", "SECONDARY", "CONNECTED", "HEALTHY"));
        }

        @Test
        void neverSaysThatAllArrivedWhereItGoesAsynchronously() throws Exception {
            form("ASYNCHRONOUS_COMMIT");

            assertThat(lab.await("HOST_A", DATABASES, "SYNCHRONIZING")).isEqualTo("SYNCHRONIZING");
        }

        @Test
        void carriesRowsToItsSecondary() throws Exception {
            form("SYNCHRONOUS_COMMIT");
            lab.await("HOST_A", DATABASES, "SYNCHRONIZED");

            lab.run(
                    "HOST_A",
                    "USE AdventureWorks; CREATE TABLE moved (a int); INSERT INTO moved VALUES (42); USE master");
            lab.run("HOST_B", "ALTER DATABASE AdventureWorks SET HADR OFF");

            assertThat(lab.value("HOST_B", MEMBER)).isEqualTo("no RESTORING");
            lab.run("HOST_B", "RESTORE DATABASE AdventureWorks WITH RECOVERY");
            assertThat(lab.value("HOST_B", "SELECT a FROM AdventureWorks.dbo.moved"))
                    .isEqualTo("42");
        }

        @Test
        void isNoMirroringSession() throws Exception {
            form("SYNCHRONOUS_COMMIT");
            lab.await("HOST_A", DATABASES, "SYNCHRONIZED");

            for (String host : List.of("HOST_A", "HOST_B")) {
                assertThat(lab.value(host, PairScript.STATE)).isEqualTo("NONE");
                assertThat(lab.log(host)).noneMatch(line -> line.contains("Database mirroring is active"));
            }
            assertThat(lab.errorOf("HOST_A", PairScript.partner("TCP://HOST_B:7024")))
                    .isEqualTo(1468);
            assertThat(lab.errorOf("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER OFF"))
                    .isEqualTo(1416);
            assertThat(lab.errorOf("HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY SIMPLE"))
                    .isEqualTo(1468);
            assertThat(lab.errorOf("HOST_A", "DROP DATABASE AdventureWorks")).isEqualTo(3752);
        }

        @Test
        void survivesARestartOfEitherHost() throws Exception {
            form("SYNCHRONOUS_COMMIT");
            lab.await("HOST_A", DATABASES, "SYNCHRONIZED");

            for (String host : List.of("HOST_A", "HOST_B")) {
                lab.lab().faults().stop(host);
                lab.lab().faults().start(host);
                assertThat(lab.await("HOST_A", DATABASES, "SYNCHRONIZED"))
                        .as(host)
                        .isEqualTo("SYNCHRONIZED");
            }
        }

        @Test
        void goesWithItsDrop() throws Exception {
            form("SYNCHRONOUS_COMMIT");
            lab.await("HOST_A", DATABASES, "SYNCHRONIZED");

            lab.run("HOST_A", "DROP AVAILABILITY GROUP g");

            assertThat(lab.value("HOST_A", MEMBER)).isEqualTo("no ONLINE");
            assertThat(lab.value("HOST_B", MEMBER)).isEqualTo("no RESTORING");
            assertThat(lab.value("HOST_B", "SELECT COUNT(*) FROM sys.availability_groups"))
                    .isEqualTo("0");
            assertThat(lab.errorOf("HOST_A", "DROP AVAILABILITY GROUP g")).isEqualTo(15151);
        }

        @Test
        void droppedWhileAHostWasDownIsForgottenThereWhenItComesUp() throws Exception {
            form("SYNCHRONOUS_COMMIT");
            lab.await("HOST_A", DATABASES, "SYNCHRONIZED");
            lab.lab().faults().stop("HOST_B");

            lab.run("HOST_A", "DROP AVAILABILITY GROUP g");
            lab.lab().faults().start("HOST_B");

            assertThat(lab.value("HOST_B", MEMBER)).isEqualTo("no RESTORING");
        }

        @Test
        void usesTheEndpointAndItsTrust() throws Exception {
            PairScript script = PairScript.pair().until("log restore").omit("grant on HOST_B for HOST_A");
            assertThat(script.perform(lab)).isEmpty();
            lab.run("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A", "HOST_B"));
            lab.run("HOST_B", "USE master; ALTER AVAILABILITY GROUP g JOIN");

            assertThat(lab.errorOf("HOST_B", "ALTER DATABASE AdventureWorks SET HADR AVAILABILITY GROUP = g"))
                    .isEqualTo(35250);
            assertThat(lab.logs("HOST_B", "State 84")).isTrue();
            assertThat(lab.value("HOST_B", MEMBER)).isEqualTo("no RESTORING");
            lab.run("HOST_B", "GRANT CONNECT ON ENDPOINT::Endpoint_Mirroring TO [HOST_A_login]");
            lab.run("HOST_B", "ALTER DATABASE AdventureWorks SET HADR AVAILABILITY GROUP = g");
            assertThat(lab.await("HOST_A", DATABASES, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        }

        @Test
        void wantsACopyThatFollows() throws Exception {
            List<Refusal> refused =
                    PairScript.pair().until("log restore").omit("log restore").perform(lab);
            assertThat(refused).isEmpty();
            lab.run("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A", "HOST_B"));
            lab.run("HOST_B", "USE master; ALTER AVAILABILITY GROUP g JOIN");

            assertThat(lab.errorOf("HOST_B", "ALTER DATABASE AdventureWorks SET HADR AVAILABILITY GROUP = g"))
                    .isEqualTo(1412);
        }

        @Test
        void sharesTheEndpointWithAMirroringSession() throws Exception {
            form("SYNCHRONOUS_COMMIT");
            lab.await("HOST_A", DATABASES, "SYNCHRONIZED");
            lab.run("HOST_A", "CREATE DATABASE Other; ALTER DATABASE Other SET RECOVERY FULL");
            lab.run(
                    "HOST_A",
                    "BACKUP DATABASE Other TO DISK = 'C:\\Other.bak'; BACKUP LOG Other TO DISK = 'C:\\Other.trn'");
            for (String file : List.of("Other.bak", "Other.trn")) {
                PairScript.copy(lab, "HOST_A", "HOST_B", file, file);
            }
            lab.run("HOST_B", "RESTORE DATABASE Other FROM DISK = 'C:\\Other.bak' WITH NORECOVERY");
            lab.run("HOST_B", "RESTORE LOG Other FROM DISK = 'C:\\Other.trn' WITH NORECOVERY");
            lab.run("HOST_B", "ALTER DATABASE Other SET PARTNER = 'TCP://HOST_A:7024'");
            lab.run("HOST_A", "ALTER DATABASE Other SET PARTNER = 'TCP://HOST_B:7024'");

            assertThat(lab.await("HOST_A", PairScript.STATE.replace("AdventureWorks", "Other"), "SYNCHRONIZED"))
                    .isEqualTo("SYNCHRONIZED");
            assertThat(lab.value("HOST_A", DATABASES)).isEqualTo("SYNCHRONIZED");
        }
    }

    @Nested
    class Refused {
        @Test
        void isEveryStatementWhereGroupsAreNotEnabled() throws Exception {
            assertThat(lab.value("HOST_W", "SELECT SERVERPROPERTY('IsHadrEnabled')"))
                    .isEqualTo("0");
            assertThat(lab.value("HOST_A", "SELECT SERVERPROPERTY('IsHadrEnabled')"))
                    .isEqualTo("1");
            assertThat(lab.errorOf("HOST_W", create("SYNCHRONOUS_COMMIT", "HOST_W")))
                    .isEqualTo(35221);
            assertThat(lab.errorOf("HOST_W", "ALTER AVAILABILITY GROUP g JOIN")).isEqualTo(35221);
        }

        @Test
        void isADatabaseThatCannotBeAMember() throws Exception {
            assertThat(lab.errorOf(
                            "HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A").replace("AdventureWorks", "Nothing")))
                    .isEqualTo(35238);
            assertThat(lab.errorOf(
                            "HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A").replace("AdventureWorks", "msdb")))
                    .isEqualTo(35249);
            lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET RECOVERY FULL");
            assertThat(lab.errorOf("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A")))
                    .isEqualTo(1475);
            assertThat(PairScript.pair().perform(lab)).isEmpty();
            assertThat(lab.errorOf("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A")))
                    .isEqualTo(1468);
        }

        @Test
        void isWhatTheReplicasSayWrong() throws Exception {
            prepare();

            assertThat(lab.errorOf("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_B")))
                    .isEqualTo(35237);
            assertThat(lab.errorOf("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A", "HOST_A")))
                    .isEqualTo(35235);
            assertThat(lab.errorOf(
                            "HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A").replace("TCP://", "")))
                    .isEqualTo(35232);
            lab.run("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A", "HOST_B"));
            assertThat(lab.errorOf("HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A")))
                    .isEqualTo(41042);
            assertThat(lab.errorOf("HOST_B", "ALTER AVAILABILITY GROUP other JOIN"))
                    .isEqualTo(41044);
            assertThat(lab.errorOf("HOST_A", "ALTER DATABASE AdventureWorks SET HADR OFF"))
                    .isEqualTo(35240);
            assertThat(lab.errorOf("HOST_B", "USE master; ALTER DATABASE AdventureWorks SET HADR OFF"))
                    .isEqualTo(35242);
        }

        @Test
        void isWhatTheLabDoesNotDo() throws Exception {
            String three =
                    create("SYNCHRONOUS_COMMIT", "HOST_A", "HOST_B", "HOST_W").replace("BASIC, ", "");

            assertThat(lab.errorOf("HOST_A", three)).isEqualTo(49999);
            assertThat(lab.errorOf(
                            "HOST_A", create("SYNCHRONOUS_COMMIT", "HOST_A").replace("= NO)", "= ALL)")))
                    .isEqualTo(49999);
            form("synchronous_commit");
            assertThat(lab.errorOf("HOST_B", "ALTER AVAILABILITY GROUP g FAILOVER"))
                    .isEqualTo(49999);
            assertThat(lab.errorOf("HOST_B", "ALTER DATABASE AdventureWorks SET HADR SUSPEND"))
                    .isEqualTo(49999);
        }

        @Test
        void isMoreThanABasicGroupWhereTheEditionHasNoOther() throws Exception {
            lab.replace(settings -> settings.withHosts(List.of(
                    LabSettings.Host.named("HOST_A")
                            .running(Version.SQL_2019, Edition.STANDARD)
                            .withSample()
                            .withGroups(),
                    LabSettings.Host.named("HOST_B")
                            .running(Version.SQL_2019, Edition.STANDARD)
                            .withGroups())));
            prepare();
            String basic = create("SYNCHRONOUS_COMMIT", "HOST_A", "HOST_B");

            assertThat(lab.errorOf("HOST_A", basic.replace("BASIC, ", ""))).isEqualTo(49998);
            assertThat(lab.errorOf("HOST_A", basic)).isZero();
            assertThat(lab.value("HOST_A", "SELECT basic_features FROM sys.availability_groups"))
                    .isEqualTo("1");
        }
    }
}
