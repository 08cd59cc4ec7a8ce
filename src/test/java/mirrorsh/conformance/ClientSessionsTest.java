package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shows the sessions of clients, and KILL. */
@Conformance
class ClientSessionsTest extends ConformanceTest {
    private Client other;
    private String spid;

    @BeforeEach
    void another() throws Exception {
        sql.run("USE master; CREATE LOGIN ct_other WITH PASSWORD = '" + PASSWORD + "'");
        sql.run("ALTER SERVER ROLE sysadmin ADD MEMBER ct_other");
        other = as("ct_other");
        spid = other.value("SELECT @@SPID");
    }

    @AfterEach
    void leave() throws Exception {
        other.close();
    }

    @Test
    void aRequestShowsItselfWithItsText() throws Exception {
        List<List<String>> rows = sql.rows("SELECT r.session_id, r.status, r.command, DB_NAME(r.database_id),"
                + " r.blocking_session_id, t.text FROM sys.dm_exec_requests AS r"
                + " CROSS APPLY sys.dm_exec_sql_text(r.sql_handle) AS t WHERE r.session_id = @@SPID");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).subList(1, 5)).containsExactly("running", "SELECT", "master", "0");
        assertThat(rows.get(0).get(5)).contains("FROM sys.dm_exec_requests AS r");
    }

    @Test
    void aSessionThatWaitsForAClientSleeps() throws Exception {
        assertThat(sql.rows("SELECT status, login_name, is_user_process FROM sys.dm_exec_sessions WHERE session_id = "
                        + spid))
                .containsExactly(List.of("sleeping", "ct_other", "1"));
        assertThat(sql.rows("SELECT 1 FROM sys.dm_exec_requests WHERE session_id = " + spid))
                .isEmpty();
        assertThat(sql.rows(
                        "SELECT RTRIM(status), RTRIM(loginame), blocked FROM sys.sysprocesses WHERE spid = " + spid))
                .containsExactly(List.of("sleeping", "ct_other", "0"));
    }

    @Test
    void whoWaitsForAnotherSaysForWhom() throws Exception {
        database();
        other.run("BEGIN TRAN; UPDATE ct_db.dbo.t SET i = 9");
        CompletableFuture<List<Integer>> waiting = CompletableFuture.supplyAsync(() -> {
            try (Client third = as("ct_other")) {
                return third.errors("UPDATE ct_db.dbo.t SET i = 8");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
        String blocker = "";
        while (blocker.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
            List<List<String>> rows =
                    sql.rows("SELECT blocking_session_id FROM sys.dm_exec_requests WHERE blocking_session_id <> 0");
            blocker = rows.isEmpty() ? "" : rows.get(0).get(0);
        }
        other.run("ROLLBACK");

        assertThat(blocker).isEqualTo(spid);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void killEndsASessionAndTakesItsTransactionBack() throws Exception {
        database();
        other.run("BEGIN TRAN; UPDATE ct_db.dbo.t SET i = 9");

        sql.run("KILL " + spid);

        assertThat(other.errors("SELECT 1")).isNotEmpty();
        assertThat(sql.errors("UPDATE ct_db.dbo.t SET i = i")).isEmpty();
        assertThat(sql.value("SELECT COUNT(*) FROM ct_db.dbo.t WHERE i = 9")).isEqualTo("0");
    }

    @Test
    void killRefusesOneselfAndWhoIsNotThere() throws Exception {
        assertThat(sql.errors("DECLARE @k varchar(20) = 'KILL ' + CAST(@@SPID AS varchar(10)); EXEC (@k)"))
                .containsExactly(6104);
        assertThat(sql.errors("KILL 32000")).containsExactly(6106);
        assertThat(sql.errors("KILL 0")).containsExactly(6101);
    }

    @Test
    void killNeedsAPermission() throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.errors("KILL " + spid)).containsExactly(6102);
            assertThat(plain.rows("SELECT 1 FROM sys.dm_exec_requests WHERE session_id <> @@SPID"))
                    .isEmpty();
            sql.run("GRANT ALTER ANY CONNECTION TO ct_plain");
            assertThat(plain.errors("KILL " + spid)).isEmpty();
        }
    }

    @Test
    void checkpointSaysNothing() throws Exception {
        assertThat(sql.run("CHECKPOINT").messages()).isEmpty();
    }
}
