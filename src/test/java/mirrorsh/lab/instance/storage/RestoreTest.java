package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.copy;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreTest extends OnTwoStorages {
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
                .isNotEqualTo(a.about("Sales", "sys.database_recovery_status").get("database_guid"));
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
        assertThat(refusal(() -> b.restore("Sales", "C:\\d.bak", "NORECOVERY"))).containsExactly(3136, 3013);
        b.restore("Sales", BAK, "NORECOVERY");
        b.restore("Sales", "C:\\d.bak", "RECOVERY");
        assertThat(b.rows("Sales", "t")).hasSize(2);
    }

    @Test
    void withoutADeviceItIsReadBetweenSteps() throws IOException {
        prepareMirror();
        b.restore("Sales", "", "STANDBY=C:\\undo.dat");
        assertThat(b.rows("Sales", "t")).hasSize(1);
        assertThat(b.databases("Sales", "is_in_standby")).isEqualTo(true);

        b.restore("Sales", "", "NORECOVERY");
        assertThat(b.databases("Sales", "state_desc")).isEqualTo("RESTORING");
        assertThat(b.disk.exists("C:\\undo.dat")).isFalse();

        b.restore("Sales", "", "RECOVERY", "ERROR_BROKER_CONVERSATIONS");
        assertThat(b.databases("Sales", "state_desc")).isEqualTo("ONLINE");
        assertThat(b.databases("Sales", "is_broker_enabled")).isEqualTo(true);
    }

    @Test
    void withoutADeviceItSaysHowToLeaveIt() {
        assertThat(refusal(() -> a.restore("Sales", ""))).containsExactly(3207, 3013);
        assertThat(refusal(() -> a.restore("Sales", "", "RECOVERY"))).containsExactly(3153, 3013);
        assertThat(refusal(() -> a.restore("Nothing", "", "NORECOVERY"))).containsExactly(911, 3013);
        assertThat(refusal(() -> a.restore("Sales", "", "RECOVERY", "STOPAT=2024-01-01")))
                .containsExactly(49998, 3013);
    }
}
