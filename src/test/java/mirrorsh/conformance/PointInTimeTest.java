package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RESTORE with STOPAT, STOPATMARK and STOPBEFOREMARK (tsql.md §9). */
@Conformance
class PointInTimeTest extends ConformanceTest {
    private static final String PAUSE = "; WAITFOR DELAY '00:00:00.030'; ";

    private String full;
    private String log;
    /** After row 4 and before row 5, both of the log backup. */
    private String between;

    @BeforeEach
    void backUp() throws Exception {
        database();
        full = "'" + file(".bak") + "'";
        log = "'" + file(".trn") + "'";
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + PAUSE + "INSERT INTO ct_db.dbo.t VALUES (4)");
        sql.run("SELECT 1" + PAUSE);
        between = sql.value("SELECT CONVERT(varchar(30), GETDATE(), 126)");
        sql.run("SELECT 1" + PAUSE + "INSERT INTO ct_db.dbo.t VALUES (5)" + PAUSE);
        sql.run("BACKUP LOG ct_db TO DISK = " + log + " WITH NORECOVERY");
    }

    private List<Integer> full(String options) {
        return sql.errors("RESTORE DATABASE ct_db FROM DISK = " + full + " WITH REPLACE, " + options);
    }

    private List<Integer> log(String options) {
        return sql.errors("RESTORE LOG ct_db FROM DISK = " + log + " WITH " + options);
    }

    private String state() throws Exception {
        return sql.value("SELECT state_desc FROM sys.databases WHERE name = N'ct_db'");
    }

    private String newest() throws Exception {
        return sql.value("SELECT MAX(i) FROM ct_db.dbo.t");
    }

    @Test
    void theLogIsAppliedUpToTheTime() throws Exception {
        full("NORECOVERY");

        assertThat(log("RECOVERY, STOPAT = '" + between + "'")).isEmpty();

        assertThat(newest()).isEqualTo("4");
        assertThat(sql.errors("INSERT INTO ct_db.dbo.t VALUES (6)")).isEmpty();
    }

    @Test
    void theTimeMayBeAVariable() throws Exception {
        full("NORECOVERY");

        assertThat(sql.errors("DECLARE @t varchar(30) = '" + between + "'; RESTORE LOG ct_db FROM DISK = " + log
                        + " WITH RECOVERY, STOPAT = @t"))
                .isEmpty();

        assertThat(newest()).isEqualTo("4");
    }

    @Test
    void aTimeBehindTheLogLeavesItRestoring() throws Exception {
        full("NORECOVERY");

        assertThat(sql.run("RESTORE LOG ct_db FROM DISK = " + log + " WITH RECOVERY, STOPAT = '2099-01-01T00:00:00'")
                        .messages())
                .contains(4322)
                .endsWith(3014);

        assertThat(state()).isEqualTo("RESTORING");
        sql.run("RESTORE DATABASE ct_db WITH RECOVERY");
        assertThat(newest()).isEqualTo("5");
    }

    @Test
    void aTimeBeforeTheBackupIsTooEarly() throws Exception {
        assertThat(full("NORECOVERY, STOPAT = '2001-01-01T00:00:00'")).containsExactly(4338, 3013);

        full("NORECOVERY");
        assertThat(log("RECOVERY, STOPAT = '2001-01-01T00:00:00'")).containsExactly(4335, 3013);
        assertThat(state()).isEqualTo("RESTORING");
    }

    @Test
    void aFullBackupWithALaterTimeStaysRestoring() throws Exception {
        assertThat(full("RECOVERY, STOPAT = '" + between + "'")).isEmpty();

        assertThat(state()).isEqualTo("RESTORING");
        assertThat(log("RECOVERY, STOPAT = '" + between + "'")).isEmpty();
        assertThat(newest()).isEqualTo("4");
    }

    @Test
    void afterALookInStandbyTheSameLogGoesOn() throws Exception {
        full("NORECOVERY");

        assertThat(log("STANDBY = '" + file(".undo") + "', STOPAT = '" + between + "'"))
                .isEmpty();
        assertThat(newest()).isEqualTo("4");

        assertThat(log("RECOVERY")).isEmpty();
        assertThat(newest()).isEqualTo("5");
    }

    @Test
    void unconfirmedAnLsnIsAPointToo() throws Exception {
        String last = sql.value("SELECT TOP 1 last_lsn FROM msdb.dbo.backupset WHERE database_name = N'ct_db'"
                + " AND type = 'L' ORDER BY backup_set_id DESC");
        full("NORECOVERY");

        assertThat(log("RECOVERY, STOPATMARK = 'lsn:1000000000100001'")).containsExactly(4335, 3013);
        assertThat(log("RECOVERY, STOPBEFOREMARK = 'lsn:" + last + "'")).isEmpty();
        sql.errors("RESTORE DATABASE ct_db WITH RECOVERY");
        assertThat(newest()).isEqualTo("5");
    }

    @Test
    void aMarkIsForLogsOnly() {
        assertThat(full("NORECOVERY, STOPATMARK = 'ct_mark'")).containsExactly(4340, 3013);
    }

    @Test
    void historyTellsTheTime() throws Exception {
        full("NORECOVERY");
        log("RECOVERY, STOPAT = '" + between + "'");

        assertThat(sql.value("SELECT TOP 1 CONVERT(varchar(30), stop_at, 126) FROM msdb.dbo.restorehistory"
                        + " WHERE destination_database_name = N'ct_db' ORDER BY restore_history_id DESC"))
                .isEqualTo(between);
    }
}
