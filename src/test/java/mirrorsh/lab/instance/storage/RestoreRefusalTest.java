package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.SA;
import static mirrorsh.lab.instance.storage.StorageFixture.copy;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.DatabaseStatement.AddFile;
import mirrorsh.lab.sql.ast.DatabaseStatement.FileSpecification;
import mirrorsh.lab.type.Cancellation;
import org.junit.jupiter.api.Test;

class RestoreRefusalTest extends OnTwoStorages {
    private static Map<String, String> moves(String database, String path) {
        return Map.of(database, path + ".mdf", database + "_log", path + ".ldf");
    }

    @Test
    void aLogForADatabaseThatIsAbsent() throws IOException {
        a.backup("Sales", BAK);
        a.backupLog("Sales", TRN);
        copy(a, b, TRN);

        assertThat(refusal(() -> b.restoreLog("Sales", TRN, "NORECOVERY"))).containsExactly(3118, 3013);
    }

    @Test
    void aLogForADatabaseThatIsOnline() throws IOException {
        prepareMirror();
        b.recover("Sales");

        assertThat(refusal(() -> b.restoreLog("Sales", TRN, "NORECOVERY"))).containsExactly(3117, 3013);
    }

    @Test
    void aLogWithAGapBeforeIt() throws IOException {
        prepareMirror();
        a.backupLog("Sales", "C:\\2.trn");
        a.backupLog("Sales", "C:\\3.trn");
        copy(a, b, "C:\\3.trn");

        assertThat(refusal(() -> b.restoreLog("Sales", "C:\\3.trn", "NORECOVERY")))
                .containsExactly(4305, 3013);
    }

    @Test
    void aLogOlderThanTheCopy() throws IOException {
        a.backup("Sales", "C:\\0.bak");
        a.backupLog("Sales", "C:\\0.trn");
        prepareMirror();
        copy(a, b, "C:\\0.trn");

        assertThat(refusal(() -> b.restoreLog("Sales", "C:\\0.trn", "NORECOVERY")))
                .containsExactly(4326, 3013);
    }

    @Test
    void aLogOfAnotherRecoveryPath() throws IOException {
        prepareMirror();
        b.recover("Sales");
        b.backup("Sales", "C:\\b.bak");
        a.insert("Sales", "t", 2, "two");
        StorageFixture.numbers(20).forEach(n -> a.insert("Sales", "t", n + 10, "x"));
        a.backupLog("Sales", "C:\\2.trn");
        copy(a, b, "C:\\2.trn");
        b.restore("Sales", "C:\\b.bak", "NORECOVERY", "REPLACE");

        assertThat(refusal(() -> b.restoreLog("Sales", "C:\\2.trn", "NORECOVERY")))
                .containsExactly(4330, 3013);
    }

    @Test
    void aLogOfAnotherDatabase() throws IOException {
        prepareMirror();
        a.create("Other");
        a.backup("Other", "C:\\o.bak");
        a.backupLog("Other", "C:\\o.trn");
        copy(a, b, "C:\\o.trn");

        assertThat(refusal(() -> b.restoreLog("Sales", "C:\\o.trn", "NORECOVERY")))
                .containsExactly(3154, 3013);
    }

    @Test
    void aLogRestoreFromTheSetOfTheFullBackup() throws IOException {
        a.backup("Sales", BAK);
        a.backupLog("Sales", BAK);
        copy(a, b, BAK);
        b.restore("Sales", BAK, "NORECOVERY");

        assertThat(refusal(() -> b.restoreLog("Sales", BAK, "FILE=1", "NORECOVERY")))
                .containsExactly(3135, 3013);
        assertThat(b.restoreLog("Sales", BAK, "FILE=2", "NORECOVERY").numbers()).contains(3014);
    }

    @Test
    void anotherDatabaseOfTheNameUnlessReplaced() throws IOException {
        b.create("Sales");
        a.backup("Sales", BAK);
        copy(a, b, BAK);

        assertThat(refusal(() -> b.restore("Sales", BAK, "NORECOVERY"))).containsExactly(3154, 3013);
        b.restore("Sales", BAK, "NORECOVERY", "REPLACE");
        assertThat(b.databases("Sales", "state")).isEqualTo(1);
    }

    @Test
    void aDatabaseWhoseTailIsNotSaved() {
        a.backup("Sales", BAK);

        assertThat(refusal(() -> a.restore("Sales", BAK, "NORECOVERY"))).containsExactly(3159, 3013);
    }

    @Test
    void aBackupUnderAnotherName() throws IOException {
        prepareMirror();
        b.create("Other");
        b.backup("Other", "C:\\o.bak");
        b.restore(SA, false, "Copy", "C:\\o.bak", moves("Other", "C:\\c"), "NORECOVERY");

        assertThat(refusal(() -> b.restore("Copy", "C:\\o.bak", "NORECOVERY"))).containsExactly(3141, 3013);
    }

    @Test
    void aMirroredDatabase() throws IOException {
        prepareMirror();
        b.mirrored("Sales").mirroring(row(2, 0));

        assertThat(refusal(() -> b.restore("Sales", BAK, "NORECOVERY"))).containsExactly(3104, 3013);
        assertThat(refusal(() -> b.restoreLog("Sales", TRN, "NORECOVERY"))).containsExactly(3104, 3013);
        assertThat(refusal(() -> b.recover("Sales"))).containsExactly(3104, 3013);
    }

    @Test
    void theDatabaseThatTheCallerIsIn() {
        a.backup("Sales", BAK);
        Caller inside = new Caller("sa", true, "sales", false, 51);

        assertThat(refusal(() -> a.restore(inside, false, "Sales", BAK, Map.of(), "REPLACE")))
                .containsExactly(3102, 3013);
    }

    @Test
    void aDatabaseInUse() {
        a.backup("Sales", BAK);
        a.occupied.add("Sales");

        assertThat(refusal(() -> a.restore("Sales", BAK, "REPLACE"))).containsExactly(3101, 3013);
    }

    @Test
    void aFileThatIsAbsent() {
        assertThat(refusal(() -> b.restore("Sales", BAK))).containsExactly(3201, 3013);
    }

    @Test
    void aFileThatIsNoBackup() throws IOException {
        b.disk.write(BAK, "hello".getBytes(StandardCharsets.UTF_8));

        assertThat(refusal(() -> b.restore("Sales", BAK))).containsExactly(3242, 3013);
    }

    @Test
    void aFileThatIsCutShort() throws IOException {
        a.backup("Sales", BAK);
        byte[] whole = a.disk.read(BAK);

        for (int length = 24; length < whole.length; length += 7) {
            b.disk.write(BAK, Arrays.copyOf(whole, length));
            assertThat(refusal(() -> b.restore("Sales", BAK)))
                    .as("cut at %d of %d", length, whole.length)
                    .containsExactly(3241, 3013);
        }
    }

    @Test
    void aPositionThatIsNotOnTheMedia() {
        a.backup("Sales", BAK);

        assertThat(refusal(() -> a.restore("New", BAK, "FILE=2"))).containsExactly(4038, 3013);
    }

    @Test
    void aBackupOfANewerVersion() throws IOException {
        StorageFixture older = new StorageFixture(folder, "HOST_OLD", Version.SQL_2016, Edition.DEVELOPER);
        a.backup("Sales", BAK);
        copy(a, older, BAK);

        assertThat(refusal(() -> older.restore("Sales", BAK))).containsExactly(3169, 3013);
    }

    @Test
    void aPlaceWhoseFolderIsMissing() throws IOException {
        a.backup("Sales", BAK);
        copy(a, b, BAK);

        assertThat(refusal(() -> b.restore(SA, false, "Sales", BAK, moves("Sales", "D:\\data\\s"), "NORECOVERY")))
                .containsExactly(5133, 3156, 3119, 3013);
    }

    @Test
    void aMoveOfAFileThatTheDatabaseDoesNotHave() {
        a.backup("Sales", BAK);

        assertThat(refusal(() -> a.restore(SA, false, "New", BAK, Map.of("no", "C:\\n.mdf"))))
                .containsExactly(3234, 3013);
    }

    @Test
    void twoFilesAtOnePlace() {
        a.backup("Sales", BAK);

        assertThat(refusal(
                        () -> a.restore(SA, false, "New", BAK, Map.of("Sales", "C:\\n.mdf", "Sales_log", "c:\\N.mdf"))))
                .containsExactly(3176, 3013);
    }

    @Test
    void theFilesOfAnotherDatabase() {
        a.backup("Sales", BAK);

        assertThat(refusal(() -> a.restore("New", BAK))).containsExactly(1834, 3156, 3119, 3013);
    }

    @Test
    void aForeignFileAtThePlace() throws IOException {
        a.backup("Sales", BAK);
        a.disk.write("C:\\n.mdf", new byte[1]);

        assertThat(refusal(() -> a.restore(SA, false, "New", BAK, moves("Sales", "C:\\n"))))
                .containsExactly(3142, 3156, 3119, 3013);
    }

    @Test
    void aLoginThatOwnsNothing() {
        a.backup("Sales", BAK);
        Caller stranger = new Caller("stranger", false, "master", false, 60);

        assertThat(refusal(() -> a.restore(stranger, false, "Sales", BAK, Map.of())))
                .containsExactly(3110, 3013);
    }

    @Test
    void aLogWithAFileForAMissingFolderAndLeavesTheCopyAsItWas() throws IOException {
        prepareMirror();
        a.disk.createFolder("C:\\extra");
        a.storage.execute(
                new AddFile("Sales", new FileSpecification("more", "C:\\extra\\more.ndf", false)),
                SA,
                Cancellation.NONE);
        a.backupLog("Sales", "C:\\2.trn");
        copy(a, b, "C:\\2.trn");
        long end = b.mirrored("Sales").endOfLog();

        assertThat(refusal(() -> b.restoreLog("Sales", "C:\\2.trn", "NORECOVERY")))
                .containsExactly(5133, 3013);
        assertThat(b.mirrored("Sales").endOfLog()).isEqualTo(end);
        b.restore(SA, true, "Sales", "C:\\2.trn", Map.of("more", "C:\\more.ndf"), "NORECOVERY");
        assertThat(b.disk.exists("C:\\more.ndf")).isTrue();
    }
}
