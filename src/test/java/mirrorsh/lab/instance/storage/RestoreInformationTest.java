package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static mirrorsh.lab.instance.storage.StorageFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreInformationTest {
    private static final String BAK = "C:\\x.bak";

    @TempDir
    Path folder;

    private StorageFixture a;

    @BeforeEach
    void start() {
        a = new StorageFixture(folder, "HOST_A");
        a.create("Sales");
        a.createTable("Sales", "t");
        a.insert("Sales", "t", 1, "one");
    }

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

        assertThat(old.information(RestoreInformation.HEADERONLY, BAK).columns).hasSize(53);
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

        assertThat(a.information(RestoreInformation.LABELONLY, BAK).rows.get(0).get("MediaName"))
                .isEqualTo("tape 1");
    }

    @Test
    void verifySaysThatTheSetIsValid() {
        a.backup("Sales", BAK);

        assertThat(a.information(RestoreInformation.VERIFYONLY, BAK).numbers()).containsExactly(3262);
    }

    @Test
    void unconfirmedOptionsOfARestoreAreNotForInformation() {
        a.backup("Sales", BAK);

        assertThat(refusal(() -> a.information(RestoreInformation.VERIFYONLY, BAK, "NORECOVERY")))
                .containsExactly(3032, 3013);
        assertThat(refusal(() -> a.information(RestoreInformation.HEADERONLY, BAK, "STOPAT=2024-01-01")))
                .containsExactly(3032, 3013);
    }

    @Test
    void aMissingFileIsRefused() {
        assertThat(refusal(() -> a.information(RestoreInformation.HEADERONLY, BAK)))
                .containsExactly(3201, 3013);
    }
}
