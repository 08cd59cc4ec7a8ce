package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInformation;
import org.junit.jupiter.api.Test;

class BackupTest extends OnTwoStorages {
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
        assertThat(a.msdb("backupset")).extracting(set -> set.get("position")).containsExactly(1, 1, 2);
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
        assertThat(refusal(() -> a.backup("Sales", BAK, "FILE_SNAPSHOT"))).containsExactly(49999, 3013);
    }

    @Test
    void aRelativePathLiesInTheBackupFolder() {
        a.backup("Sales", "s.bak");

        assertThat(a.disk.exists("C:\\Program Files\\Microsoft SQL Server\\MSSQL16.MSSQLSERVER\\MSSQL\\Backup\\s.bak"))
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
    void tailBackupCanLeaveTheDatabaseInStandby() {
        a.backup("Sales", BAK);
        assertThat(refusal(() -> a.backupLog("Sales", TRN, "STANDBY=C:\\no\\undo.dat")))
                .containsExactly(5133, 3013);
        a.backupLog("Sales", TRN, "STANDBY=C:\\undo.dat");

        assertThat(a.databases("Sales", "is_in_standby")).isEqualTo(true);
        assertThat(a.rows("Sales", "t")).hasSize(1);
        assertThat(refusal(() -> a.insert("Sales", "t", 2, "two"))).containsExactly(3906);
        a.recover("Sales");
        assertThat(a.disk.exists("C:\\undo.dat")).isFalse();
        a.insert("Sales", "t", 2, "two");
    }

    @Test
    void blocksHaveSizesThatDevicesHave() {
        assertThat(refusal(() -> a.backup("Sales", BAK, "BLOCKSIZE=1000"))).containsExactly(3253, 3013);
        assertThat(refusal(() -> a.backup("Sales", BAK, "BLOCKSIZE=256"))).containsExactly(3253, 3013);
        a.backup("Sales", BAK, "BLOCKSIZE=4096");
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
