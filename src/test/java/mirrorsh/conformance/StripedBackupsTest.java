package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups striped over two devices (tsql.md §8, Devices). */
@Conformance
class StripedBackupsTest extends ConformanceTest {
    private String one;
    private String two;
    private String both;

    @BeforeEach
    void backUp() throws Exception {
        database();
        one = "DISK = '" + file(".bak") + "'";
        two = "DISK = '" + file(".bak") + "'";
        both = one + ", " + two;
        sql.run("BACKUP DATABASE ct_db TO " + both);
    }

    private List<Integer> restore(String devices) {
        return sql.errors("RESTORE DATABASE ct_db FROM " + devices + " WITH REPLACE");
    }

    @Test
    void theStripesGiveTheRowsBackInAnyOrder() throws Exception {
        sql.run("DROP DATABASE ct_db");

        assertThat(restore(two + ", " + one)).isEmpty();

        assertThat(sql.value("SELECT COUNT(*) FROM ct_db.dbo.t")).isEqualTo("3");
    }

    @Test
    void withoutOneOfThemItIs3132() {
        assertThat(restore(one)).containsExactly(3132, 3013);
        assertThat(restore(two)).containsExactly(3132, 3013);
        assertThat(sql.errors("RESTORE VERIFYONLY FROM " + one)).containsExactly(3132, 3013);
    }

    @Test
    void allOfThemVerify() throws Exception {
        assertThat(sql.run("RESTORE VERIFYONLY FROM " + both).messages()).contains(3262);
    }

    @Test
    void theLabelOfOneTellsItsPlace() throws Exception {
        List<String> label = sql.rows("RESTORE LABELONLY FROM " + two).get(0);

        assertThat(label.subList(2, 4)).containsExactly("2", "2");
    }

    @Test
    void inferredOneOfThemTellsHeadersAndFiles() throws Exception {
        assertThat(sql.rows("RESTORE HEADERONLY FROM " + two)).hasSize(1);
        assertThat(sql.rows("RESTORE FILELISTONLY FROM " + two)).hasSize(2);
        assertThat(sql.rows("RESTORE HEADERONLY FROM " + both)).hasSize(1);
        assertThat(sql.rows("RESTORE FILELISTONLY FROM " + both)).hasSize(2);
    }

    @Test
    void setsAreAppendedToBoth() throws Exception {
        sql.run("BACKUP LOG ct_db TO " + both);

        assertThat(sql.rows("RESTORE HEADERONLY FROM " + one)).hasSize(2);
        assertThat(sql.errors("BACKUP LOG ct_db TO " + one)).containsExactly(3132, 3013);
        assertThat(sql.errors("BACKUP LOG ct_db TO " + one + " WITH FORMAT")).isEmpty();
        assertThat(restore(two)).containsExactly(3132, 3013);
    }

    @Test
    void separateBackupsAreNoStripes() throws Exception {
        String three = "DISK = '" + file(".bak") + "'";
        String four = "DISK = '" + file(".bak") + "'";
        sql.run("BACKUP DATABASE ct_db TO " + three + "; BACKUP DATABASE ct_db TO " + four);

        assertThat(restore(three + ", " + four)).containsExactly(3231, 3013);
        assertThat(sql.errors("BACKUP DATABASE ct_db TO " + three + ", " + four))
                .containsExactly(3231, 3013);
    }

    @Test
    void inferredStripesOfTwoSetsAreNotMixed() throws Exception {
        String three = "DISK = '" + file(".bak") + "'";
        String four = "DISK = '" + file(".bak") + "'";
        sql.run("BACKUP DATABASE ct_db TO " + three + ", " + four);

        assertThat(restore(one + ", " + four)).containsExactly(3258, 3013);
        assertThat(restore(one + ", " + one)).containsExactly(3227, 3013);
    }

    @Test
    void historyHasTheFamilies() throws Exception {
        String mediaSet = "(SELECT TOP 1 media_set_id FROM msdb.dbo.backupset WHERE database_name = N'ct_db'"
                + " ORDER BY backup_set_id DESC)";

        assertThat(sql.value("SELECT media_family_count FROM msdb.dbo.backupmediaset WHERE media_set_id = " + mediaSet))
                .isEqualTo("2");
        assertThat(sql.rows("SELECT family_sequence_number, device_type FROM msdb.dbo.backupmediafamily"
                        + " WHERE media_set_id = " + mediaSet + " ORDER BY 1"))
                .containsExactly(List.of("1", "2"), List.of("2", "2"));
    }
}
