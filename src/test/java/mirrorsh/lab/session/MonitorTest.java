package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The procedures of the mirroring monitor (tsql.md §10.1, catalog.md §8, sessions.md §11). */
class MonitorTest {
    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private static int error(String statement) {
        return trio.errorOf(A, statement);
    }

    private static void update(String host) throws SQLException {
        trio.run(host, "EXEC msdb.dbo.sp_dbmmonitorupdate " + trio.database());
    }

    private static List<List<String>> results(String host, int mode) throws SQLException {
        return trio.rows(host, "EXEC msdb.dbo.sp_dbmmonitorresults " + trio.database() + ", " + mode + ", 0");
    }

    @Test
    void showsThePrincipalsSideAndLeavesTheMirrorsOut() throws Exception {
        trio.witnessed();
        update(A);
        trio.write(A, "row");

        update(A);

        List<String> row = results(A, 0).get(0);
        assertThat(row.subList(0, 4)).containsExactly(trio.database(), "1", "4", "1");
        assertThat(row.get(5)).as("unsent_log").isEqualTo("0");
        assertThat(row.get(7)).as("unrestored_log").isEqualTo("null");
        assertThat(row.get(10)).as("transactions_per_sec").isNotEqualTo("null");
        assertThat(results(A, 0)).hasSize(1);
        assertThat(results(A, 6)).hasSize(2);
        assertThat(results(A, 1)).hasSize(2);
    }

    @Test
    void showsTheMirrorsSideAndLeavesThePrincipalsOut() throws Exception {
        trio.pair();

        update(B);

        List<String> row = results(B, 0).get(0);
        assertThat(row.subList(0, 4)).containsExactly(trio.database(), "2", "4", "0");
        assertThat(row.get(5)).as("unsent_log").isEqualTo("null");
        assertThat(row.get(7)).as("unrestored_log").isEqualTo("0");
    }

    @Test
    void showsTheSendQueueOfASuspendedSession() throws Exception {
        trio.pair();
        trio.run(A, trio.set("PARTNER SUSPEND"));
        for (int i = 0; i < 20; i++) {
            trio.write(A, "a row of some length " + i);
        }

        update(A);

        assertThat(results(A, 0).get(0).get(2)).isEqualTo("0");
        assertThat(Integer.parseInt(results(A, 0).get(0).get(5))).isPositive();
    }

    @Test
    void refreshesWhenAskedUnlessTheLastRowIsYoung() throws Exception {
        trio.pair();

        for (int i = 0; i < 3; i++) {
            trio.rows(A, "EXEC msdb.dbo.sp_dbmmonitorresults " + trio.database() + ", 0, 1");
        }

        assertThat(results(A, 9)).hasSize(1);
    }

    @Test
    void updatesEveryMirroredDatabaseWithoutAName() throws Exception {
        trio.pair();

        trio.run(A, "EXEC msdb.dbo.sp_dbmmonitorupdate");

        assertThat(results(A, 9)).hasSize(1);
    }

    @Test
    void runsInMsdbOnly() throws Exception {
        trio.pair();

        assertThat(error("EXEC sp_dbmmonitorupdate")).isEqualTo(32045);
        assertThat(error("EXEC sp_dbmmonitorresults " + trio.database() + ", 0, 0"))
                .isEqualTo(32045);
        trio.run(A, "USE msdb; EXEC sp_dbmmonitorupdate; USE master");
    }

    @Test
    void refusesWhatIsNotMirrored() throws Exception {
        trio.prepared();

        assertThat(error("EXEC msdb.dbo.sp_dbmmonitorupdate " + trio.database()))
                .isEqualTo(32039);
        assertThat(error("EXEC msdb.dbo.sp_dbmmonitorresults " + trio.database()))
                .isEqualTo(32039);
        assertThat(error("EXEC msdb.dbo.sp_dbmmonitorupdate master")).isEqualTo(32050);
        assertThat(error("EXEC msdb.dbo.sp_dbmmonitorupdate nowhere")).isEqualTo(15010);
    }

    @Test
    void makesChangesAndRemovesItsJob() throws Exception {
        String job = "SELECT COUNT(*) FROM msdb.dbo.sysjobs WHERE name = 'Database Mirroring Monitor Job'";
        assertThat(error("EXEC sp_dbmmonitorhelpmonitoring")).isEqualTo(32049);
        assertThat(error("EXEC sp_dbmmonitoraddmonitoring 121")).isEqualTo(32032);

        trio.run(A, "EXEC sp_dbmmonitoraddmonitoring 5");

        assertThat(trio.value(A, job)).isEqualTo("1");
        assertThat(trio.value(A, "EXEC sp_dbmmonitorhelpmonitoring")).isEqualTo("5");
        assertThat(error("EXEC sp_dbmmonitoraddmonitoring")).isEqualTo(32033);
        trio.run(A, "EXEC sp_dbmmonitorchangemonitoring 1, 30");
        assertThat(trio.value(A, "EXEC msdb.dbo.sp_dbmmonitorhelpmonitoring")).isEqualTo("30");
        trio.run(A, "EXEC sp_dbmmonitordropmonitoring");
        assertThat(trio.value(A, job)).isEqualTo("0");
        assertThat(error("EXEC sp_dbmmonitordropmonitoring")).isEqualTo(32049);
    }

    @Test
    void hasNoThresholdsUntilTheyAreSetButAlwaysARetention() throws Exception {
        trio.pair();
        String help = "EXEC sp_dbmmonitorhelpalert " + trio.database();

        assertThat(trio.rows(A, help))
                .containsExactly(
                        List.of("1", "null", "0"),
                        List.of("2", "null", "0"),
                        List.of("3", "null", "0"),
                        List.of("4", "null", "0"),
                        List.of("5", "168", "1"));
        trio.run(A, "EXEC sp_dbmmonitorchangealert " + trio.database() + ", 2, 10000");
        assertThat(trio.rows(A, help + ", 2")).containsExactly(List.of("2", "10000", "1"));
        trio.run(A, "EXEC sp_dbmmonitordropalert " + trio.database() + ", 2");
        assertThat(trio.rows(A, help + ", 2")).containsExactly(List.of("2", "null", "0"));
        assertThat(error("EXEC sp_dbmmonitorchangealert " + trio.database() + ", 6, 1"))
                .isEqualTo(32036);
    }

    @Test
    void raisesItsEventWhenAThresholdIsPassedAtAnUpdate() throws Exception {
        trio.pair();
        trio.run(A, "EXEC sp_dbmmonitorchangealert " + trio.database() + ", 2, 0");
        trio.run(A, trio.set("PARTNER SUSPEND"));
        trio.write(A, "unsent");
        String events = "EXEC xp_readerrorlog 0, 1, N'unsent log', N'threshold'";
        assertThat(trio.rows(A, events)).isEmpty();

        update(A);

        assertThat(trio.rows(A, events)).hasSize(1);
        assertThat(trio.rows(A, "EXEC xp_readerrorlog 0, 1, N'Error: 32042, Severity: 16'"))
                .hasSize(1);
    }

    @Test
    void isReadByMembersOfItsRoleAndOtherwiseBySysadminOnly() throws Exception {
        trio.pair();
        update(A);
        trio.run(A, """
                CREATE LOGIN watcher WITH PASSWORD = '1_Strong_Password!';
                USE msdb;
                CREATE USER watcher FOR LOGIN watcher;
                USE master;""");
        String read = "EXEC msdb.dbo.sp_dbmmonitorresults " + trio.database() + ", 0, 1";
        assertThat(errorOfWatcher(read)).isEqualTo(32046);

        trio.run(A, "USE msdb; ALTER ROLE dbm_monitor ADD MEMBER watcher; USE master;");

        assertThat(errorOfWatcher(read)).isZero();
        assertThat(errorOfWatcher("EXEC msdb.dbo.sp_dbmmonitorupdate")).isEqualTo(15247);
        assertThat(errorOfWatcher("EXEC sp_dbmmonitoraddmonitoring")).isEqualTo(15247);
    }

    private static int errorOfWatcher(String batch) throws SQLException {
        String url = trio.url(A).replaceAll(";user=.*", ";user=watcher;password={1_Strong_Password!}");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(batch);
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }
}
