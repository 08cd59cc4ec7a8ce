package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.copy;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInformation;
import org.junit.jupiter.api.Test;

/** Backups striped over several devices (tsql.md §8, Devices). */
class StripedMediaTest extends OnTwoStorages {
    private static final String ONE = "C:\\1.bak";
    private static final String TWO = "C:\\2.bak";
    private static final String THREE = "C:\\3.bak";
    private static final String BOTH = ONE + "|" + TWO;

    @Test
    void eachStripeHasAPartAndTogetherTheyAreTheDatabase() throws IOException {
        for (int i = 2; i < 500; i++) {
            a.insert("Sales", "t", i, "row " + i);
        }
        a.backup("Sales", BAK);
        a.backup("Sales", BOTH);
        copy(a, b, ONE);
        copy(a, b, TWO);

        b.restore("Sales", TWO + "|" + ONE);

        assertThat(b.rows("Sales", "t")).hasSize(499);
        assertThat(a.disk.read(ONE).length).isLessThan(a.disk.read(BAK).length * 2 / 3);
        assertThat(a.disk.read(TWO).length).isLessThan(a.disk.read(BAK).length * 2 / 3);
    }

    @Test
    void setsAreAppendedToAllStripes() {
        a.backup("Sales", BOTH);
        a.backupLog("Sales", TWO + "|" + ONE);

        assertThat(a.information(RestoreInformation.HEADERONLY, BOTH).rows)
                .extracting(row -> row.get("Position"))
                .containsExactly(1, 2);
        assertThat(a.information(RestoreInformation.VERIFYONLY, BOTH, "FILE=2").numbers())
                .containsExactly(3262);
    }

    @Test
    void allStripesAreNeededToRestoreAndToVerify() {
        a.backup("Sales", ONE + "|" + TWO + "|" + THREE);

        assertThat(refusal(() -> a.restore("Other", BOTH))).containsExactly(3132, 3013);
        assertThat(refusal(() -> a.information(RestoreInformation.VERIFYONLY, TWO)))
                .containsExactly(3132, 3013);
    }

    @Test
    void oneStripeTellsOfTheSet() {
        a.backup("Sales", BOTH);

        assertThat(a.information(RestoreInformation.HEADERONLY, TWO).rows).hasSize(1);
        assertThat(a.information(RestoreInformation.FILELISTONLY, TWO).rows).hasSize(2);
        assertThat(a.information(RestoreInformation.LABELONLY, TWO).rows.get(0))
                .containsEntry("FamilyCount", 2)
                .containsEntry("FamilySequenceNumber", 2);
    }

    @Test
    void theLabelOfSeveralStripesIsBeyondTheLab() {
        a.backup("Sales", BOTH);

        assertThat(refusal(() -> a.information(RestoreInformation.LABELONLY, BOTH)))
                .containsExactly(49999, 3013);
    }

    @Test
    void aStripeIsNotWrittenToByItself() {
        a.backup("Sales", BOTH);

        assertThat(refusal(() -> a.backup("Sales", ONE))).containsExactly(3132, 3013);
        assertThat(refusal(() -> a.backup("Sales", ONE, "INIT"))).containsExactly(3132, 3013);
        assertThat(refusal(() -> a.backup("Sales", ONE + "|" + THREE))).containsExactly(3132, 3013);
    }

    @Test
    void mediaAreNotWidened() {
        a.backup("Sales", ONE);

        assertThat(refusal(() -> a.backup("Sales", BOTH))).containsExactly(3231, 3013);
        assertThat(refusal(() -> a.backup("Sales", BOTH, "INIT"))).containsExactly(3231, 3013);
        a.backup("Sales", BOTH, "FORMAT");
        assertThat(a.information(RestoreInformation.HEADERONLY, BOTH).rows).hasSize(1);
    }

    @Test
    void mediaSetsAreNotMixed() {
        a.backup("Sales", BOTH);
        a.backup("Sales", THREE + "|C:\\4.bak");
        a.backup("Sales", "C:\\5.bak");
        a.backup("Sales", "C:\\6.bak");

        assertThat(refusal(() -> a.restore("Other", ONE + "|C:\\4.bak"))).containsExactly(3258, 3013);
        assertThat(refusal(() -> a.backup("Sales", ONE + "|C:\\4.bak"))).containsExactly(3258, 3013);
        assertThat(refusal(() -> a.restore("Other", ONE + "|" + ONE))).containsExactly(3227, 3013);
        assertThat(refusal(() -> a.restore("Other", "C:\\5.bak|C:\\6.bak"))).containsExactly(3231, 3013);
    }

    @Test
    void formattingOneStripeBreaksTheOthers() {
        a.backup("Sales", BOTH);
        a.backup("Sales", ONE, "FORMAT");

        assertThat(refusal(() -> a.restore("Other", TWO))).containsExactly(3132, 3013);
        assertThat(refusal(() -> a.restore("Other", TWO + "|" + ONE))).containsExactly(3231, 3013);
        a.restore("Sales", ONE, "REPLACE");
    }

    @Test
    void aStripeThatWasOverwrittenApartIsRefused() throws IOException {
        a.backup("Sales", BOTH);
        byte[] before = a.disk.read(TWO);
        a.backup("Sales", BOTH, "INIT");
        a.disk.write(TWO, before);

        assertThat(refusal(() -> a.restore("Other", BOTH))).containsExactly(3232, 3013);
        assertThat(refusal(() -> a.backup("Sales", BOTH))).containsExactly(3232, 3013);
    }

    @Test
    void unconfirmedTheSameFileTwiceIsInUse() {
        assertThat(refusal(() -> a.backup("Sales", "C:\\x.bak|c:/X.bak"))).containsExactly(3201, 3013);
        assertThat(a.disk.exists("C:\\x.bak")).isFalse();
    }

    @Test
    void thereAreAtMost64() {
        String most = IntStream.range(0, 64).mapToObj(i -> "C:\\s" + i).collect(Collectors.joining("|"));

        assertThat(refusal(() -> a.backup("Sales", most + "|C:\\s64"))).containsExactly(3205, 3013);
        a.backup("Sales", most);
        a.restore("Sales", most, "REPLACE");
    }

    @Test
    void namesAreNeitherEmptyNorTooLong() {
        assertThat(refusal(() -> a.backup("Sales", ONE + "|"))).containsExactly(3044, 3013);
        assertThat(refusal(() -> a.backup("Sales", "C:\\" + "x".repeat(257)))).containsExactly(3057, 3013);
    }

    @Test
    void historyHasTheFamilies() throws IOException {
        a.backup("Sales", BOTH);
        copy(a, b, ONE);
        copy(a, b, TWO);
        b.restore("Sales", TWO + "|" + ONE);

        for (StorageFixture host : List.of(a, b)) {
            assertThat(host.msdb("backupmediaset"))
                    .extracting(row -> row.get("media_family_count"))
                    .containsExactly(2);
            assertThat(host.msdb("backupmediafamily"))
                    .extracting(row -> row.get("family_sequence_number") + " " + row.get("physical_device_name"))
                    .containsExactly("1 " + ONE, "2 " + TWO);
        }
        assertThat(b.msdb("restorehistory"))
                .extracting(row -> row.get("device_count"))
                .containsExactly(2);
    }
}
