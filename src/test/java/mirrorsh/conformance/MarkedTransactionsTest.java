package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Marks of transactions in the log, and RESTORE LOG up to them (tsql.md §9). */
@Conformance
class MarkedTransactionsTest extends ConformanceTest {
    private String full;
    private String log;

    /** Row 4 is in the log before the mark, 5 of the marked transaction, 6 behind it. */
    @BeforeEach
    void backUp() throws Exception {
        database();
        full = "'" + file(".bak") + "'";
        log = "'" + file(".trn") + "'";
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + "; INSERT INTO ct_db.dbo.t VALUES (4)");
        sql.run("BEGIN TRANSACTION ct_mark WITH MARK N'of a test'; INSERT INTO ct_db.dbo.t VALUES (5); COMMIT");
        sql.run("INSERT INTO ct_db.dbo.t VALUES (6); BACKUP LOG ct_db TO DISK = " + log + " WITH NORECOVERY");
        sql.run("RESTORE DATABASE ct_db FROM DISK = " + full + " WITH NORECOVERY, REPLACE");
    }

    private List<Integer> messages(String options) throws Exception {
        return sql.run("RESTORE LOG ct_db FROM DISK = " + log + " WITH RECOVERY, " + options)
                .messages();
    }

    private String newest() throws Exception {
        return sql.value("SELECT MAX(i) FROM ct_db.dbo.t");
    }

    @Test
    void stopAtTheMarkTakesItsTransactionIn() throws Exception {
        messages("STOPATMARK = 'ct_mark'");

        assertThat(newest()).isEqualTo("5");
    }

    @Test
    void stopBeforeTheMarkLeavesItOut() throws Exception {
        messages("STOPBEFOREMARK = 'ct_mark'");

        assertThat(newest()).isEqualTo("4");
    }

    @Test
    void aMarkThatIsNotInTheLogLeavesItRestoring() throws Exception {
        assertThat(messages("STOPATMARK = 'ct_other'")).contains(4329);

        assertThat(sql.value("SELECT state_desc FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("RESTORING");
        sql.run("RESTORE DATABASE ct_db WITH RECOVERY");
        assertThat(newest()).isEqualTo("6");
    }

    @Test
    void historyTellsTheMark() throws Exception {
        assertThat(sql.rows("SELECT TOP 1 mark_name, description FROM msdb.dbo.logmarkhistory"
                        + " WHERE database_name = N'ct_db' ORDER BY mark_time DESC"))
                .containsExactly(List.of("ct_mark", "of a test"));
    }

    @Test
    void onlyTheFirstMarkOfATransactionCounts() throws Exception {
        assertThat(sql.run("BEGIN TRAN ct_one WITH MARK; BEGIN TRAN ct_two WITH MARK; ROLLBACK")
                        .messages())
                .containsExactly(3920);
    }

    @Test
    void whatIsRolledBackLeavesNone() throws Exception {
        sql.run("RESTORE DATABASE ct_db WITH RECOVERY");
        sql.run("BEGIN TRAN ct_gone WITH MARK; INSERT INTO ct_db.dbo.t VALUES (7); ROLLBACK");
        sql.run("BEGIN TRAN; INSERT INTO ct_db.dbo.t VALUES (7); COMMIT");

        assertThat(sql.value("SELECT COUNT(*) FROM msdb.dbo.logmarkhistory WHERE mark_name = N'ct_gone'"))
                .isEqualTo("0");
    }
}
