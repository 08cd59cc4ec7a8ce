package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.Table.Change;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTransactionTest {
    @TempDir
    Path folder;

    private StorageFixture host;

    @BeforeEach
    void start() {
        host = new StorageFixture(folder, "HOST_A");
        host.create("Sales");
        host.createTable("Sales", "t");
        host.insert("Sales", "t", 1, "one");
    }

    @Test
    void otherSessionsSeeAChangeOnlyAfterCommit() {
        Storage.Transaction transaction = host.storage.begin();
        Table own = host.table("Sales", "t", transaction);

        own.apply(List.of(new Change.Insert(new Object[] {2, "two"})));

        assertThat(rows(own)).hasSize(2);
        assertThat(host.rows("Sales", "t")).hasSize(1);
        transaction.commit();
        assertThat(host.rows("Sales", "t")).containsExactly(List.of(1, "one"), List.of(2, "two"));
    }

    @Test
    void rollbackTakesEverythingBack() {
        Storage.Transaction transaction = host.storage.begin();
        Table own = host.table("Sales", "t", transaction);
        own.apply(List.of(new Change.Update(own.rows().get(0), new Object[] {1, "uno"})));
        own.apply(List.of(new Change.Insert(new Object[] {2, "two"})));

        transaction.rollback();

        assertThat(host.rows("Sales", "t")).containsExactly(List.of(1, "one"));
    }

    @Test
    void rollbackToASavepointKeepsWhatWasBefore() {
        Storage.Transaction transaction = host.storage.begin();
        Table own = host.table("Sales", "t", transaction);
        own.apply(List.of(new Change.Insert(new Object[] {2, "two"})));
        Object savepoint = transaction.savepoint();
        own.apply(List.of(new Change.Delete(own.rows().get(0))));

        transaction.rollbackTo(savepoint);
        transaction.commit();

        assertThat(host.rows("Sales", "t")).containsExactly(List.of(1, "one"), List.of(2, "two"));
    }

    @Test
    void rollbackToASavepointBeforeTheFirstChangeTakesAllBack() {
        Storage.Transaction transaction = host.storage.begin();
        Object savepoint = transaction.savepoint();
        host.table("Sales", "t", transaction).apply(List.of(new Change.Insert(new Object[] {2, "two"})));

        transaction.rollbackTo(savepoint);
        transaction.commit();

        assertThat(host.rows("Sales", "t")).hasSize(1);
    }

    @Test
    void refusesADuplicateKeyAndKeepsTheStatementWhole() {
        Storage.Transaction transaction = host.storage.begin();
        Table own = host.table("Sales", "t", transaction);

        assertThat(refusal(() -> own.apply(
                        List.of(new Change.Insert(new Object[] {5, "x"}), new Change.Insert(new Object[] {1, "y"})))))
                .containsExactly(2627);
        assertThat(rows(own)).containsExactly(List.of(1, "one"));
    }

    @Test
    void aKeyMayMoveToARowThatLosesItInTheSameStatement() {
        host.insert("Sales", "t", 2, "two");
        Storage.Transaction transaction = host.storage.begin();
        Table own = host.table("Sales", "t", transaction);
        List<Object[]> present = own.rows();

        own.apply(List.of(
                new Change.Update(present.get(0), new Object[] {2, "one"}),
                new Change.Update(present.get(1), new Object[] {1, "two"})));
        transaction.commit();

        assertThat(host.rows("Sales", "t")).containsExactly(List.of(2, "one"), List.of(1, "two"));
    }

    @Test
    void aSecondWriterWaitsAndIsRefusedAfterTheLimit() {
        Storage.Transaction first = host.storage.begin();
        host.table("Sales", "t", first).apply(List.of(new Change.Insert(new Object[] {2, "two"})));
        Storage.Transaction second = host.storage.begin(20);

        assertThat(refusal(() ->
                        host.table("Sales", "t", second).apply(List.of(new Change.Insert(new Object[] {3, "three"})))))
                .containsExactly(1222);
    }

    @Test
    void aSecondWriterGoesOnWhenTheFirstHasEnded() throws Exception {
        Storage.Transaction first = host.storage.begin();
        host.table("Sales", "t", first).apply(List.of(new Change.Insert(new Object[] {2, "two"})));
        Thread second = new Thread(() -> host.insert("Sales", "t", 3, "three"));
        second.start();

        first.commit();
        second.join(5_000);

        assertThat(host.rows("Sales", "t")).hasSize(3);
    }

    @Test
    void refusesToChangeARowThatAnotherTransactionHasChangedMeanwhile() {
        Storage.Transaction late = host.storage.begin();
        Table seen = host.table("Sales", "t", late);
        Object[] stale = seen.rows().get(0);
        Storage.Transaction early = host.storage.begin();
        Table other = host.table("Sales", "t", early);
        other.apply(List.of(new Change.Update(other.rows().get(0), new Object[] {1, "uno"})));
        early.commit();

        assertThat(refusal(() -> seen.apply(List.of(new Change.Update(stale, new Object[] {1, "ein"})))))
                .containsExactly(1205);
    }

    @Test
    void identityValuesAreNotGivenTwice() {
        Storage.Transaction transaction = host.storage.begin();
        long first = host.table("Sales", "t", transaction).nextIdentity();
        transaction.rollback();

        assertThat(host.table("Sales", "t", transaction).nextIdentity()).isEqualTo(first + 1);
        assertThat(first).isEqualTo(2);
    }

    @Test
    void listenerHearsOfACommitAfterItsRecordsAreInTheLog() {
        List<Long> ends = new ArrayList<>();
        MirroredDatabase mirrored = host.mirrored("Sales");
        mirrored.onCommit(lsn -> ends.add(mirrored.endOfLog() - lsn));

        host.insert("Sales", "t", 2, "two");

        assertThat(ends).containsExactly(0L);
    }

    @Test
    void createdTableVanishesWithARollback() {
        Storage.Transaction transaction = host.storage.begin();
        host.database("Sales").createTable(StorageFixture.table("u"), transaction);

        transaction.rollback();

        assertThat(host.database("Sales").table("dbo", "u", transaction)).isEmpty();
    }

    @Test
    void refusesASecondTableOfTheName() {
        assertThat(refusal(() -> host.createTable("Sales", "T"))).containsExactly(2714);
    }

    @Test
    void refusesToDropATableThatIsAbsent() {
        assertThat(refusal(() -> host.database("Sales").dropTable(null, "no", host.storage.begin())))
                .containsExactly(3701);
    }

    @Test
    void refusesChangesOfAReadOnlyDatabase() {
        host.set("Sales", "READ_ONLY", "");

        assertThat(refusal(() -> host.insert("Sales", "t", 9, "x"))).containsExactly(3906);
    }

    @Test
    void anOpenTransactionEndsWhenItsDatabaseBecomesAMirror() {
        Storage.Transaction transaction = host.storage.begin();
        host.table("Sales", "t", transaction).apply(List.of(new Change.Insert(new Object[] {2, "two"})));
        MirroredDatabase mirrored = host.mirrored("Sales");
        long end = mirrored.endOfLog();

        mirrored.mirroring(StorageFixture.row(2, end));
        mirrored.becomeMirror();

        assertThat(refusal(transaction::commit)).containsExactly(954);
        assertThat(mirrored.endOfLog()).isEqualTo(end);
    }

    @Test
    void defaultsStayInTheDefinition() {
        assertThat(host.table("Sales", "t", host.storage.begin())
                        .definition()
                        .get(1)
                        .defaultValue())
                .isEqualTo(StorageFixture.text("new"));
    }
}
