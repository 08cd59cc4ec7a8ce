package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.copy;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.sql.Table.Change;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RESTORE up to a point in time or an LSN (tsql.md §9). Row 1 is in the full backup of 09:08:09; rows 2 and 3 follow an hour and two
 * hours later, the log backup after three.
 */
class StopPointTest extends OnTwoStorages {
    private static final String BEFORE_ALL = "STOPAT=2024-05-06T09:00:00";
    private static final String AFTER_TWO = "STOPAT=2024-05-06T10:30:00";
    private static final String AFTER_ALL = "STOPAT=2024-05-06T13:00:00";
    private static final String NEXT = "C:\\next.trn";

    @BeforeEach
    void backUp() throws IOException {
        a.backup("Sales", BAK);
        a.clock.advance(Duration.ofHours(1));
        a.insert("Sales", "t", 2, "two");
        a.clock.advance(Duration.ofHours(1));
        a.insert("Sales", "t", 3, "three");
        a.clock.advance(Duration.ofHours(1));
        a.backupLog("Sales", TRN);
        copy(a, b, BAK);
        copy(a, b, TRN);
    }

    private List<Object> ids() {
        return b.rows("Sales", "t").stream().map(row -> row.get(0)).toList();
    }

    private BigDecimal lsn(String column) {
        return (BigDecimal) a.msdb("backupset").get(1).get(column);
    }

    @Test
    void stopsBehindTheLastTransactionBeforeATime() {
        b.restore("Sales", BAK, "NORECOVERY");
        assertThat(b.restoreLog("Sales", TRN, AFTER_TWO).numbers()).containsExactly(4035, 3014);

        assertThat(ids()).containsExactly(1, 2);
        assertThat(b.databases("Sales", "state_desc")).isEqualTo("ONLINE");
        b.insert("Sales", "t", 9, "goes on");
    }

    @Test
    void theTimeItselfIsIncluded() {
        b.restore("Sales", BAK, "NORECOVERY");
        b.restoreLog("Sales", TRN, "STOPAT=2024-05-06T10:08:09.123");

        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void aTimeBeforeWhatIsThereIsRefused() {
        b.restore("Sales", BAK, "NORECOVERY");

        assertThat(refusal(() -> b.restoreLog("Sales", TRN, BEFORE_ALL))).containsExactly(4335, 3013);
        b.restoreLog("Sales", TRN);
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void aTimeBehindTheBackupLeavesItRestoring() {
        b.restore("Sales", BAK, "NORECOVERY");

        assertThat(b.restoreLog("Sales", TRN, AFTER_ALL, "RECOVERY").numbers()).containsExactly(4035, 4322, 3014);
        assertThat(b.databases("Sales", "state_desc")).isEqualTo("RESTORING");
        b.recover("Sales");
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void aTimeUpToTheBeginningOfTheBackupIsReached() {
        b.restore("Sales", BAK, "NORECOVERY");
        b.restoreLog("Sales", TRN, "STOPAT=2024-05-06T12:00:00");

        assertThat(b.databases("Sales", "state_desc")).isEqualTo("ONLINE");
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void aFullBackupIsNotCut() {
        assertThat(refusal(() -> b.restore("Sales", BAK, BEFORE_ALL))).containsExactly(4338, 3013);
        assertThat(b.storage.find("Sales")).isEmpty();

        assertThat(b.restore("Sales", BAK, AFTER_TWO).numbers()).containsExactly(4035, 4035, 4322, 3014);
        assertThat(b.databases("Sales", "state_desc")).isEqualTo("RESTORING");
    }

    @Test
    void theSameLogGoesOnWhereItWasCut() throws IOException {
        a.insert("Sales", "t", 4, "four");
        a.backupLog("Sales", NEXT);
        copy(a, b, NEXT);
        b.restore("Sales", BAK, "NORECOVERY");
        b.restoreLog("Sales", TRN, "STANDBY=C:\\undo.dat", AFTER_TWO);
        assertThat(ids()).containsExactly(1, 2);

        assertThat(refusal(() -> b.restoreLog("Sales", NEXT, "NORECOVERY"))).containsExactly(4305, 3013);
        b.restoreLog("Sales", TRN, "NORECOVERY");
        b.restoreLog("Sales", NEXT);
        assertThat(ids()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatWasRecoveredAtAPointIsOnAPathOfItsOwn() throws IOException {
        a.insert("Sales", "t", 4, "four");
        a.backupLog("Sales", NEXT);
        copy(a, b, NEXT);
        b.restore("Sales", BAK, "NORECOVERY");
        b.restoreLog("Sales", TRN, AFTER_TWO);
        b.backup("Sales", "C:\\other.bak");
        b.restore("Sales", "C:\\other.bak", "NORECOVERY", "REPLACE");

        assertThat(refusal(() -> b.restoreLog("Sales", NEXT, "NORECOVERY")))
                .first()
                .isIn(4305, 4330);
        assertThat(b.mirrored("Sales").recoveryFork())
                .isNotEqualTo(a.mirrored("Sales").recoveryFork());
    }

    @Test
    void stopsAtAnLsnOrBeforeIt() {
        BigDecimal first = lsn("first_lsn");
        b.restore("Sales", BAK, "NORECOVERY");
        assertThat(refusal(() -> b.restoreLog("Sales", TRN, "STOPATMARK=lsn:1")))
                .containsExactly(4335, 3013);
        assertThat(refusal(() -> b.restoreLog("Sales", TRN, "STOPATMARK=lsn:one")))
                .containsExactly(4334, 3013);

        assertThat(b.restoreLog("Sales", TRN, "STOPBEFOREMARK=lsn:" + lsn("last_lsn"), "NORECOVERY")
                        .numbers())
                .containsExactly(4035, 3014);
        b.recover("Sales");
        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(first).isLessThan(lsn("last_lsn"));
    }

    @Test
    void anLsnBehindTheBackupLeavesItRestoring() {
        b.restore("Sales", BAK, "NORECOVERY");

        assertThat(b.restoreLog("Sales", TRN, "STOPATMARK=lsn:" + lsn("last_lsn"))
                        .numbers())
                .containsExactly(4035, 4329, 3014);
        assertThat(b.databases("Sales", "state_desc")).isEqualTo("RESTORING");
    }

    @Test
    void anLsnInTheMiddleOfATransactionTakesItBack() {
        // row 2: a change and its commit are the records before those of row 3 and the checkpoint of the backup
        BigDecimal block = new BigDecimal("100000");
        BigDecimal commitOfThree = lsn("last_lsn").subtract(block.multiply(BigDecimal.valueOf(2)));
        b.restore("Sales", BAK, "NORECOVERY");

        b.restoreLog("Sales", TRN, "STOPBEFOREMARK=lsn:" + commitOfThree);

        assertThat(ids()).containsExactly(1, 2);
        b.insert("Sales", "t", 3, "another three");
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void stopsAtAMarkOrBeforeIt() throws IOException {
        Storage.Transaction deal = a.storage.begin();
        deal.mark("deal", "of the year", "sa");
        a.table("Sales", "t", deal).apply(List.of(new Change.Insert(new Object[] {4, "four"})));
        deal.commit();
        a.insert("Sales", "t", 5, "five");
        a.backupLog("Sales", NEXT);
        copy(a, b, NEXT);
        b.restore("Sales", BAK, "NORECOVERY");

        assertThat(b.restoreLog("Sales", TRN, "STOPATMARK=deal").numbers()).containsExactly(4035, 4329, 3014);
        b.restoreLog("Sales", NEXT, "STANDBY=C:\\undo.dat", "STOPBEFOREMARK=DEAL");
        assertThat(ids()).containsExactly(1, 2, 3);
        b.restoreLog("Sales", NEXT, "STOPATMARK=deal");
        assertThat(ids()).containsExactly(1, 2, 3, 4);
        assertThat(a.msdb("logmarkhistory"))
                .extracting(row -> row.get("database_name") + " " + row.get("mark_name") + " " + row.get("description"))
                .containsExactly("Sales deal of the year");
    }

    @Test
    void aMarkByNameIsForLogsOnly() {
        assertThat(refusal(() -> b.restore("Sales", BAK, "STOPATMARK=deal"))).containsExactly(4340, 3013);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOPATMARK=lsn:1", "STOPBEFOREMARK=lsn:1"})
    void onePointIsEnough(String other) {
        assertThat(refusal(() -> b.restoreLog("Sales", TRN, AFTER_TWO, other))).containsExactly(3031, 3013);
    }

    @Test
    void inTheSimpleModelThereIsNoPoint() {
        a.set("Sales", "RECOVERY", "SIMPLE");
        a.backup("Sales", "C:\\simple.bak");

        assertThat(refusal(() -> a.restore("Other", "C:\\simple.bak", AFTER_ALL)))
                .containsExactly(3145, 3013);
    }

    @Test
    void aPointBeforeTheTailNeedsNoReplace() {
        a.clock.advance(Duration.ofHours(1));
        a.insert("Sales", "t", 4, "in the tail");

        assertThat(refusal(() -> a.restore("Sales", BAK, "NORECOVERY"))).containsExactly(3159, 3013);
        assertThat(refusal(() -> a.restore("Sales", BAK, "NORECOVERY", "STOPAT=2024-05-07T00:00:00")))
                .containsExactly(3173, 3013);
        a.restore("Sales", BAK, "NORECOVERY", AFTER_TWO);
        a.restoreLog("Sales", TRN, AFTER_TWO);
        assertThat(a.rows("Sales", "t")).hasSize(2);
    }

    @Test
    void historyTellsThePoint() {
        b.restore("Sales", BAK, "NORECOVERY");
        b.restoreLog("Sales", TRN, "NORECOVERY", AFTER_TWO);
        b.restoreLog("Sales", TRN, "STOPBEFOREMARK=lsn:" + lsn("last_lsn"));

        List<Map<String, Object>> rows = b.msdb("restorehistory");
        assertThat(rows).extracting(row -> row.get("stop_before")).containsExactly(null, null, true);
        assertThat(rows.get(1).get("stop_at")).hasToString("2024-05-06T10:30");
        assertThat(rows.get(2).get("stop_at_mark_name")).isEqualTo("lsn:" + lsn("last_lsn"));
    }
}
