package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.SA;
import static mirrorsh.lab.instance.storage.StorageFixture.copy;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.row;
import static mirrorsh.lab.instance.storage.StorageFixture.ship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.Table.Change;
import mirrorsh.lab.sql.ast.DatabaseStatement.AddFile;
import mirrorsh.lab.sql.ast.DatabaseStatement.FileSpecification;
import mirrorsh.lab.type.Cancellation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirroredCopyTest {
    @TempDir
    Path folder;

    private StorageFixture a;
    private StorageFixture b;
    private MirroredDatabase principal;
    private MirroredDatabase mirror;

    @BeforeEach
    void prepare() throws IOException {
        a = new StorageFixture(folder, "HOST_A");
        b = new StorageFixture(folder, "HOST_B");
        a.create("Sales");
        a.createTable("Sales", "t");
        a.insert("Sales", "t", 1, "one");
        a.backup("Sales", "C:\\x.bak");
        a.backupLog("Sales", "C:\\x.trn");
        copy(a, b, "C:\\x.bak");
        copy(a, b, "C:\\x.trn");
        b.restore("Sales", "C:\\x.bak", "NORECOVERY");
        b.restoreLog("Sales", "C:\\x.trn", "NORECOVERY");
        principal = a.mirrored("Sales");
        mirror = b.mirrored("Sales");
        principal.mirroring(row(1, mirror.endOfLog()));
        mirror.mirroring(row(2, mirror.endOfLog()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void replayOfRandomChangesGivesEqualRows(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            change(random);
            if (random.nextInt(5) == 0) {
                ship(principal, mirror);
            }
        }
        ship(principal, mirror);

        mirror.becomePrincipal(false);

        assertThat(b.rows("Sales", "t")).as("seed %d", seed).isEqualTo(a.rows("Sales", "t"));
    }

    private void change(Random random) {
        Storage.Transaction transaction = a.storage.begin();
        Table table = a.table("Sales", "t", transaction);
        List<Change> changes = new ArrayList<>();
        for (Object[] row : table.rows()) {
            int dice = random.nextInt(6);
            if (dice == 0) {
                changes.add(new Change.Delete(row));
            } else if (dice == 1) {
                changes.add(new Change.Update(row, new Object[] {row[0], "r" + random.nextInt()}));
            }
        }
        for (int n = random.nextInt(4); n > 0; n--) {
            changes.add(new Change.Insert(new Object[] {(int) table.nextIdentity(), "i" + random.nextInt()}));
        }
        table.apply(changes);
        if (random.nextInt(4) == 0) {
            transaction.rollback();
        } else {
            transaction.commit();
        }
    }

    @Test
    void mirrorCopyCannotBeOpened() {
        assertThat(refusal(() -> b.database("Sales").checkOpen())).containsExactly(954);
    }

    @Test
    void isolatedPrincipalCannotBeOpenedAndEndsItsSessions() {
        AtomicInteger evicted = new AtomicInteger();
        a.database("Sales").onEviction(evicted::incrementAndGet);

        principal.serve(false);

        assertThat(refusal(() -> a.database("Sales").checkOpen())).containsExactly(955);
        assertThat(evicted).hasValue(1);
        principal.serve(true);
        a.database("Sales").checkOpen();
    }

    @Test
    void valuesOfAMirrorCopyShowToSysadminOnly() {
        Caller other = new Caller("reader", false, "master", false, 60);
        int id = b.database("Sales").id();

        assertThat(b.about("Sales", "sys.database_mirroring").get("mirroring_role_desc"))
                .isEqualTo("MIRROR");
        assertThat(b.view("master", "sys.database_mirroring", other))
                .filteredOn(row -> row.get("database_id").equals(id))
                .allSatisfy(row -> assertThat(row.get("mirroring_role")).isNull());
    }

    @Test
    void valuesOfAPrincipalAreInTheCatalog() {
        var row = a.about("Sales", "sys.database_mirroring");

        assertThat(row.get("mirroring_state_desc")).isEqualTo("SYNCHRONIZED");
        assertThat(row.get("mirroring_role_desc")).isEqualTo("PRINCIPAL");
        assertThat(row.get("mirroring_safety_level_desc")).isEqualTo("FULL");
        assertThat(row.get("mirroring_partner_name")).isEqualTo("TCP://other:5022");
        assertThat(row.get("mirroring_witness_name")).isNull();
        assertThat(row.get("mirroring_redo_queue_type")).isEqualTo("UNLIMITED");
        assertThat(row).hasSize(21);
    }

    @Test
    void allIsNullForADatabaseThatIsNotMirrored() {
        var row = a.about("master", "sys.database_mirroring");

        row.remove("database_id");
        assertThat(row.values()).containsOnlyNulls();
    }

    @Test
    void hardeningLeavesNoGap() {
        a.insert("Sales", "t", 2, "two");
        List<LogRecord> records = principal.read(mirror.redoStart() + 1, 10);

        assertThatThrownBy(() -> mirror.harden(records)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hardenedRecordsWaitForRedo() {
        a.insert("Sales", "t", 2, "two");
        long before = mirror.redone();
        mirror.harden(principal.read(mirror.redoStart(), 100));

        assertThat(mirror.redone()).isEqualTo(before);
        mirror.redo(mirror.endOfLog());
        assertThat(mirror.redone()).isEqualTo(principal.endOfLog());
    }

    @Test
    void halfATransactionIsTakenBackOnFailover() {
        a.insert("Sales", "t", 2, "two");
        mirror.harden(principal.read(mirror.redoStart(), 100).subList(0, 2));

        mirror.becomePrincipal(true);

        assertThat(b.rows("Sales", "t")).hasSize(1);
    }

    @Test
    void oldPrincipalRewindsAndFollowsTheNewOne() {
        ship(principal, mirror);
        long common = mirror.endOfLog();
        a.insert("Sales", "t", 2, "lost");
        mirror.becomePrincipal(true);
        b.insert("Sales", "t", 3, "kept");

        principal.becomeMirror();
        principal.rewind(common);
        ship(mirror, principal);
        principal.becomePrincipal(false);

        assertThat(a.rows("Sales", "t")).isEqualTo(b.rows("Sales", "t"));
        assertThat(principal.recoveryFork()).isEqualTo(mirror.recoveryFork());
    }

    @Test
    void roleChangeEndsTheSessionsOfTheOldPrincipal() {
        AtomicInteger evicted = new AtomicInteger();
        a.database("Sales").onEviction(evicted::incrementAndGet);

        principal.becomeMirror();

        assertThat(evicted).hasValue(1);
        assertThat(a.databases("Sales", "state")).isEqualTo(1);
    }

    @Test
    void newPrincipalHasItsBrokerOn() {
        ship(principal, mirror);

        mirror.becomePrincipal(false);

        assertThat(b.databases("Sales", "is_broker_enabled")).isEqualTo(true);
        assertThat(b.databases("Sales", "state")).isEqualTo(0);
    }

    @Test
    void logHeldByTheSessionIsNotTruncated() {
        long hardened = principal.endOfLog();
        principal.mirroring(row(1, hardened));
        a.insert("Sales", "t", 2, "two");

        a.backupLog("Sales", "C:\\2.trn");

        assertThat(principal.startOfLog()).isLessThanOrEqualTo(hardened + 1);
        assertThat(a.databases("Sales", "log_reuse_wait_desc")).isEqualTo("DATABASE_MIRRORING");
        principal.mirroring(row(1, principal.endOfLog()));
        assertThat(principal.startOfLog()).isEqualTo(principal.nextLogBackup().orElseThrow());
    }

    /** Forced service elsewhere: it must go back behind what it backed up since, so the log up to there may not go. */
    @Test
    void logThatADivergedOldPrincipalMustGoBackThroughIsKept() {
        ship(principal, mirror);
        long common = mirror.endOfLog();
        principal.mirroring(row(1, common));
        a.insert("Sales", "t", 2, "lost");
        a.backupLog("Sales", "C:\\2.trn");
        principal.becomeMirror();
        principal.mirroring(row(2, 0));

        principal.rewind(common);

        assertThat(principal.endOfLog()).isEqualTo(common);
        assertThat(a.rows("Sales", "t")).hasSize(1);
    }

    @Test
    void logBackupsGoOnAtTheNewPrincipalWhereTheOldOneStopped() throws IOException {
        a.insert("Sales", "t", 2, "two");
        a.backupLog("Sales", "C:\\2.trn");
        ship(principal, mirror);

        mirror.becomePrincipal(false);

        assertThat(mirror.nextLogBackup()).isEqualTo(principal.nextLogBackup());
    }

    @Test
    void aFileWhoseFolderIsMissingStopsRedoBeforeIt() throws IOException {
        a.disk.createFolder("C:\\extra");
        a.storage.execute(
                new AddFile("Sales", new FileSpecification("more", "C:\\extra\\more.ndf", false)),
                SA,
                Cancellation.NONE);
        mirror.harden(principal.read(mirror.redoStart(), 100));

        assertThat(refusal(() -> mirror.redo(mirror.endOfLog()))).containsExactly(5133);
        assertThat(mirror.redone()).isLessThan(mirror.endOfLog());

        b.disk.createFolder("C:\\extra");
        mirror.redo(mirror.endOfLog());
        assertThat(b.disk.exists("C:\\extra\\more.ndf")).isTrue();
    }

    @Test
    void copyThatLosesItsSessionTakesLogBackupsAgain() throws IOException {
        a.insert("Sales", "t", 2, "two");
        ship(principal, mirror);
        principal.mirroring(null);
        mirror.mirroring(null);
        a.insert("Sales", "t", 3, "three");
        a.backupLog("Sales", "C:\\2.trn");
        copy(a, b, "C:\\2.trn");

        b.restoreLog("Sales", "C:\\2.trn", "NORECOVERY");

        assertThat(mirror.redoStart()).isEqualTo(principal.nextLogBackup().orElseThrow());
        assertThat(refusal(() -> b.database("Sales").checkOpen())).containsExactly(927);
    }

    @Test
    void securityThatDidNotChangeIsNotWrittenAgain() {
        long before = principal.endOfLog();

        a.storage.securityChanged("Sales");

        assertThat(principal.endOfLog()).isEqualTo(before);
    }

    @Test
    void securityTravelsWithTheLog() {
        StoredDatabase database = (StoredDatabase) a.database("Sales");
        byte[] present = MirroredCopy.writeSecurity(database.security());
        byte[] longer = Arrays.copyOf(present, present.length + 1);
        database.locked(log -> log.commit(
                List.of(new LogChange.SecurityReplaced(longer)),
                log.image().content(),
                new LogChange.Committed(LocalTimes.now(a.clock), null)));
        ship(principal, mirror);
        assertThat(((StoredDatabase) b.database("Sales")).state().image().security())
                .isEqualTo(longer);

        a.storage.securityChanged("Sales");
        ship(principal, mirror);

        assertThat(((StoredDatabase) b.database("Sales")).state().image().security())
                .isEqualTo(present);
    }
}
