package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.SA;
import static mirrorsh.lab.instance.storage.StorageFixture.copy;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.AdminStatement.AddFile;
import mirrorsh.lab.sql.ast.AdminStatement.FileSpecification;
import mirrorsh.lab.sql.ast.AdminStatement.RestoreInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRestoreTest {
    private static final String BAK = "C:\\x.bak";
    private static final String TRN = "C:\\x.trn";

    @TempDir
    Path folder;

    private StorageFixture a;
    private StorageFixture b;

    @BeforeEach
    void start() {
        a = new StorageFixture(folder, "HOST_A");
        b = new StorageFixture(folder, "HOST_B");
        a.create("Sales");
        a.createTable("Sales", "t");
        a.insert("Sales", "t", 1, "one");
    }

    /** MIR-2 to MIR-6 of procedure.md. */
    private void prepareMirror() throws IOException {
        a.backup("Sales", BAK, "FORMAT");
        a.backupLog("Sales", TRN, "FORMAT");
        copy(a, b, BAK);
        copy(a, b, TRN);
        b.restore("Sales", BAK, "NORECOVERY");
        b.restoreLog("Sales", TRN, "NORECOVERY");
    }

    @Nested
    class Backing {
        @Test
        void tellsOfFilesPercentAndEnd() {
            assertThat(a.backup("Sales", BAK, "STATS=50").numbers()).containsExactly(3211, 3211, 4035, 4035, 3014);
        }

        @Test
        void fullBackupStartsTheLogChain() {
            assertThat(a.about("Sales", "sys.database_recovery_status").get("last_log_backup_lsn"))
                    .isNull();

            a.backup("Sales", BAK);

            assertThat(a.about("Sales", "sys.database_recovery_status").get("last_log_backup_lsn"))
                    .isNotNull();
            assertThat(a.msdb("backupset")).extracting(set -> set.get("type")).containsExactly("D");
        }

        @Test
        void copyOnlyBackupStartsNoLogChain() {
            a.backup("Sales", BAK, "COPY_ONLY");

            assertThat(refusal(() -> a.backupLog("Sales", TRN))).containsExactly(4214, 3013);
        }

        @Test
        void logBackupMovesTheChainOn() {
            a.backup("Sales", BAK);
            long before = a.mirrored("Sales").nextLogBackup().orElseThrow();

            a.backupLog("Sales", TRN);
            a.backupLog("Sales", TRN);

            assertThat(a.mirrored("Sales").nextLogBackup().orElseThrow()).isGreaterThan(before);
            assertThat(a.msdb("backupset"))
                    .extracting(set -> set.get("begins_log_chain"))
                    .containsExactly(false, true, false);
            assertThat(a.msdb("backupset"))
                    .extracting(set -> set.get("position"))
                    .containsExactly(1, 1, 2);
            assertThat(a.msdb("backupset").get(2).get("first_lsn"))
                    .isEqualTo(a.msdb("backupset").get(1).get("last_lsn"));
        }

        @Test
        void refusesALogBackupWithoutAFullOne() {
            assertThat(refusal(() -> a.backupLog("Sales", TRN))).containsExactly(4214, 3013);
        }

        @Test
        void refusesALogBackupInSimple() {
            a.set("Sales", "RECOVERY", "SIMPLE");

            assertThat(refusal(() -> a.backupLog("Sales", TRN))).containsExactly(4208, 3013);
        }

        @Test
        void needsANewFullBackupAfterSimple() {
            a.backup("Sales", BAK);
            a.set("Sales", "RECOVERY", "SIMPLE");
            a.set("Sales", "RECOVERY", "FULL");

            assertThat(refusal(() -> a.backupLog("Sales", TRN))).containsExactly(4214, 3013);
        }

        @Test
        void refusesAMissingFolder() {
            assertThat(refusal(() -> a.backup("Sales", "C:\\no\\x.bak"))).containsExactly(3201, 3013);
        }

        @Test
        void refusesAnUnknownDatabase() {
            assertThat(refusal(() -> a.backup("Nothing", BAK))).containsExactly(911, 3013);
        }

        @Test
        void refusesInsideATransaction() {
            Caller caller = new Caller("sa", true, "master", true, 51);

            assertThat(refusal(() -> a.backup(caller, false, "Sales", BAK))).containsExactly(3021, 3013);
        }

        @Test
        void refusesAMirrorCopy() throws IOException {
            prepareMirror();
            b.mirrored("Sales").mirroring(row(2, 0));

            assertThat(refusal(() -> b.backup("Sales", "C:\\y.bak"))).containsExactly(954, 3013);
        }

        @Test
        void refusesToOverwriteAFileThatIsNoBackup() throws IOException {
            a.disk.write(BAK, "hello".getBytes(StandardCharsets.UTF_8));

            assertThat(refusal(() -> a.backup("Sales", BAK))).containsExactly(3242, 3013);
            a.backup("Sales", BAK, "FORMAT");
            assertThat(a.information(RestoreInformation.HEADERONLY, BAK).rows).hasSize(1);
        }

        @Test
        void refusesAnOptionItDoesNotKnow() {
            assertThat(refusal(() -> a.backup("Sales", BAK, "QUICKLY"))).containsExactly(155, 3013);
            assertThat(refusal(() -> a.backup("Sales", BAK, "ENCRYPTION"))).containsExactly(40510, 3013);
        }

        @Test
        void aRelativePathLiesInTheBackupFolder() {
            a.backup("Sales", "s.bak");

            assertThat(a.disk.exists(
                            "C:\\Program Files\\Microsoft SQL Server\\MSSQL16.MSSQLSERVER\\MSSQL\\Backup\\s.bak"))
                    .isTrue();
        }

        @Test
        void tailBackupLeavesTheDatabaseRestoring() {
            a.backup("Sales", BAK);
            a.backupLog("Sales", TRN, "NORECOVERY");

            assertThat(a.databases("Sales", "state_desc")).isEqualTo("RESTORING");
            assertThat(refusal(() -> a.database("Sales").checkOpen())).containsExactly(927);
        }

        @Test
        void initKeepsOneSetOnTheMedia() {
            a.backup("Sales", BAK);
            a.backup("Sales", BAK);
            assertThat(a.information(RestoreInformation.HEADERONLY, BAK).rows).hasSize(2);

            a.backup("Sales", BAK, "INIT");

            assertThat(a.information(RestoreInformation.HEADERONLY, BAK).rows).hasSize(1);
        }

        @Test
        void anUnexpiredSetIsNotOverwritten() {
            a.backup("Sales", BAK, "RETAINDAYS=3");

            assertThat(refusal(() -> a.backup("Sales", BAK, "INIT"))).containsExactly(4030, 3013);
        }
    }

    @Nested
    class Restoring {
        @Test
        void copyOnAnotherHostIsRestoring() throws IOException {
            prepareMirror();

            assertThat(b.databases("Sales", "state")).isEqualTo(1);
            assertThat(refusal(() -> b.database("Sales").checkOpen())).containsExactly(927);
            assertThat(b.mirrored("Sales").familyGuid())
                    .isEqualTo(a.mirrored("Sales").familyGuid());
            assertThat(b.mirrored("Sales").brokerGuid())
                    .isEqualTo(a.mirrored("Sales").brokerGuid());
            assertThat(b.mirrored("Sales").restoredLogBackups()).isEqualTo(1);
        }

        @Test
        void restoredCopyStandsWhereTheNextLogBackupBegins() throws IOException {
            prepareMirror();

            assertThat(b.mirrored("Sales").redoStart())
                    .isEqualTo(a.mirrored("Sales").nextLogBackup().orElseThrow());
            assertThat(b.about("Sales", "sys.master_files").get("redo_start_lsn"))
                    .isEqualTo(a.about("Sales", "sys.database_recovery_status").get("last_log_backup_lsn"));
        }

        @Test
        void historyNamesWhatWasRestored() throws IOException {
            prepareMirror();

            assertThat(b.msdb("restorehistory"))
                    .extracting(row -> row.get("restore_type"))
                    .containsExactly("D", "L");
            assertThat(b.msdb("restorehistory"))
                    .extracting(row -> row.get("recovery"))
                    .containsOnly(false);
            assertThat(b.msdb("backupset")).hasSize(2);
        }

        @Test
        void recoveryBringsTheRowsBack() throws IOException {
            a.insert("Sales", "t", 2, "two");
            prepareMirror();

            b.recover("Sales");

            assertThat(b.rows("Sales", "t")).isEqualTo(a.rows("Sales", "t"));
            assertThat(b.databases("Sales", "state")).isEqualTo(0);
        }

        @Test
        void restoreTurnsTrustAndBrokerOffAndGivesANewGuid() throws IOException {
            a.set("Sales", "TRUSTWORTHY", "ON");
            prepareMirror();
            b.recover("Sales");

            assertThat(b.databases("Sales", "is_trustworthy_on")).isEqualTo(false);
            assertThat(b.databases("Sales", "is_broker_enabled")).isEqualTo(false);
            assertThat(b.about("Sales", "sys.database_recovery_status").get("database_guid"))
                    .isNotEqualTo(
                            a.about("Sales", "sys.database_recovery_status").get("database_guid"));
        }

        @Test
        void recoveringOpensANewFork() throws IOException {
            prepareMirror();

            b.recover("Sales");

            assertThat(b.mirrored("Sales").recoveryFork())
                    .isNotEqualTo(a.mirrored("Sales").recoveryFork());
        }

        @Test
        void aRecoveredCopyIsReadyForLogBackups() throws IOException {
            prepareMirror();
            b.recover("Sales");
            b.insert("Sales", "t", 7, "seven");

            assertThat(b.backupLog("Sales", "C:\\y.trn").numbers()).contains(3014);
        }

        @Test
        void refusesToFinishWhatIsOnline() {
            assertThat(refusal(() -> a.recover("Sales"))).containsExactly(3153, 3013);
        }

        @Test
        void standbyIsReadableAndTakesMoreLog() throws IOException {
            a.backup("Sales", BAK);
            a.insert("Sales", "t", 2, "two");
            a.backupLog("Sales", TRN);
            copy(a, b, BAK);
            copy(a, b, TRN);

            b.restore("Sales", BAK, "STANDBY=C:\\undo.dat");
            assertThat(b.rows("Sales", "t")).hasSize(1);
            assertThat(b.databases("Sales", "is_in_standby")).isEqualTo(true);
            assertThat(refusal(() -> b.insert("Sales", "t", 9, "x"))).containsExactly(3906);

            b.restoreLog("Sales", TRN, "NORECOVERY");
            assertThat(b.databases("Sales", "state")).isEqualTo(1);
            assertThat(b.disk.exists("C:\\undo.dat")).isFalse();
        }

        @Test
        void differentialGoesOnItsBaseOnly() throws IOException {
            a.backup("Sales", BAK);
            a.insert("Sales", "t", 2, "two");
            a.backup("Sales", "C:\\d.bak", "DIFFERENTIAL");
            a.backup("Sales", "C:\\later.bak");
            for (String path : List.of(BAK, "C:\\d.bak", "C:\\later.bak")) {
                copy(a, b, path);
            }

            b.restore("Sales", "C:\\later.bak", "NORECOVERY");
            assertThat(refusal(() -> b.restore("Sales", "C:\\d.bak", "NORECOVERY")))
                    .containsExactly(3136, 3013);
            b.restore("Sales", BAK, "NORECOVERY");
            b.restore("Sales", "C:\\d.bak", "RECOVERY");
            assertThat(b.rows("Sales", "t")).hasSize(2);
        }
    }

    @Nested
    class Refusing {
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
            assertThat(b.restoreLog("Sales", BAK, "FILE=2", "NORECOVERY").numbers())
                    .contains(3014);
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

            assertThat(refusal(() -> b.restore("Copy", "C:\\o.bak", "NORECOVERY")))
                    .containsExactly(3141, 3013);
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

            assertThat(refusal(() ->
                            a.restore(SA, false, "New", BAK, Map.of("Sales", "C:\\n.mdf", "Sales_log", "c:\\N.mdf"))))
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
            a.storage.execute(new AddFile("Sales", new FileSpecification("more", "C:\\extra\\more.ndf", false)), SA);
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

    private static Map<String, String> moves(String database, String path) {
        return Map.of(database, path + ".mdf", database + "_log", path + ".ldf");
    }

    @Nested
    class Information {
        @Test
        void headersTellPositionAndType() {
            a.backup("Sales", BAK, "NAME=first");
            a.backupLog("Sales", BAK);

            var answer = a.information(RestoreInformation.HEADERONLY, BAK);

            assertThat(answer.rows).extracting(row -> row.get("Position")).containsExactly(1, 2);
            assertThat(answer.rows).extracting(row -> row.get("BackupType")).containsExactly(1, 2);
            assertThat(answer.rows.get(0).get("BackupName")).isEqualTo("first");
            assertThat(answer.columns).hasSize(59);
        }

        @Test
        void olderVersionsLackTheTailOfTheHeader() {
            StorageFixture old = new StorageFixture(folder, "HOST_OLD", Version.SQL_2012, Edition.DEVELOPER);
            old.create("D");
            old.backup("D", BAK);

            assertThat(old.information(RestoreInformation.HEADERONLY, BAK).columns)
                    .hasSize(53);
        }

        @Test
        void fileListNamesWhatMoveNeeds() {
            a.backup("Sales", BAK);

            assertThat(a.information(RestoreInformation.FILELISTONLY, BAK).rows)
                    .extracting(row -> row.get("LogicalName") + " " + row.get("Type"))
                    .containsExactly("Sales D", "Sales_log L");
        }

        @Test
        void labelNamesTheMedia() {
            a.backup("Sales", BAK, "FORMAT", "MEDIANAME=tape 1");

            assertThat(a.information(RestoreInformation.LABELONLY, BAK)
                            .rows
                            .get(0)
                            .get("MediaName"))
                    .isEqualTo("tape 1");
        }

        @Test
        void verifySaysThatTheSetIsValid() {
            a.backup("Sales", BAK);

            assertThat(a.information(RestoreInformation.VERIFYONLY, BAK).numbers())
                    .containsExactly(3262);
        }

        @Test
        void aMissingFileIsRefused() {
            assertThat(refusal(() -> a.information(RestoreInformation.HEADERONLY, BAK)))
                    .containsExactly(3201, 3013);
        }
    }
}
