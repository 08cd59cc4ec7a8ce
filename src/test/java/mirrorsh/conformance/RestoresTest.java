package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RESTORE (tsql.md §9, errors.md §4; procedure.md MIR-5 to MIR-7). */
@Conformance
class RestoresTest extends ConformanceTest {
    private String full;
    private String first;
    private String second;

    /** A database with rows 1 to 3 in its full backup, 4 in the first log backup, 5 in the second. */
    @BeforeEach
    void backUp() throws Exception {
        database();
        full = "'" + file(".bak") + "'";
        first = "'" + file(".trn") + "'";
        second = "'" + file(".trn") + "'";
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + "; INSERT INTO ct_db.dbo.t VALUES (4)");
        sql.run("BACKUP LOG ct_db TO DISK = " + first + "; INSERT INTO ct_db.dbo.t VALUES (5)");
        sql.run("BACKUP LOG ct_db TO DISK = " + second);
    }

    private void drop() throws Exception {
        sql.run("DROP DATABASE ct_db");
    }

    private List<Integer> database(String options) {
        return sql.errors("RESTORE DATABASE ct_db FROM DISK = " + full + options);
    }

    private List<Integer> log(String file, String options) {
        return sql.errors("RESTORE LOG ct_db FROM DISK = " + file + options);
    }

    private String state() throws Exception {
        return sql.value("SELECT state_desc FROM sys.databases WHERE name = N'ct_db'");
    }

    @Test
    void theChainGivesTheRowsBack() throws Exception {
        drop();

        assertThat(database(" WITH NORECOVERY")).isEmpty();
        assertThat(state()).isEqualTo("RESTORING");
        assertThat(sql.errors("USE ct_db")).containsExactly(927);
        assertThat(log(first, " WITH NORECOVERY")).isEmpty();
        assertThat(log(second, " WITH RECOVERY")).isEmpty();

        assertThat(state()).isEqualTo("ONLINE");
        assertThat(sql.value("SELECT MAX(i) FROM ct_db.dbo.t")).isEqualTo("5");
    }

    @Test
    void recoveryIsTheDefaultAndEndsTheChain() throws Exception {
        drop();

        assertThat(database("")).isEmpty();

        assertThat(state()).isEqualTo("ONLINE");
        assertThat(log(first, " WITH NORECOVERY")).containsExactly(3117, 3013);
    }

    @Test
    void aMissingLogIs4305() throws Exception {
        drop();
        database(" WITH NORECOVERY");

        assertThat(log(second, " WITH NORECOVERY")).containsExactly(4305, 3013);
        assertThat(state()).isEqualTo("RESTORING");
    }

    @Test
    void anOldLogIs4326() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + " WITH INIT");
        drop();
        database(" WITH NORECOVERY");

        assertThat(log(first, " WITH NORECOVERY")).containsExactly(4326, 3013);
    }

    @Test
    void aLogBeforeItsDatabaseIs3118() throws Exception {
        drop();

        assertThat(log(first, " WITH NORECOVERY")).containsExactly(3118, 3013);
    }

    @Test
    void theWrongKindOfSetIs3135() throws Exception {
        sql.run("BACKUP LOG ct_db TO DISK = " + full);
        drop();
        database(" WITH NORECOVERY");

        assertThat(log(full, " WITH FILE = 1, NORECOVERY")).containsExactly(3135, 3013);
        assertThat(log(full, " WITH FILE = 2, NORECOVERY").get(0)).isEqualTo(4305);
    }

    @Test
    void anOnlineDatabaseWithItsTailIs3159UnlessReplaced() throws Exception {
        sql.run("INSERT INTO ct_db.dbo.t VALUES (6)");

        assertThat(database(" WITH NORECOVERY")).containsExactly(3159, 3013);
        assertThat(database(" WITH NORECOVERY, REPLACE")).isEmpty();
        assertThat(state()).isEqualTo("RESTORING");
    }

    @Test
    void anotherDatabaseOfTheNameIs3154() throws Exception {
        drop();
        sql.run("CREATE DATABASE ct_db");

        assertThat(database(" WITH NORECOVERY")).containsExactly(3154, 3013);
    }

    @Test
    void insideItsTargetIs3102() throws Exception {
        assertThat(sql.errors("USE ct_db; RESTORE DATABASE ct_db FROM DISK = " + full + " WITH REPLACE"))
                .containsExactly(3102, 3013);
    }

    @Test
    void aDatabaseInUseIs3101() throws Exception {
        try (Client other = server.open()) {
            other.run("USE ct_db");

            assertThat(database(" WITH REPLACE, NORECOVERY")).containsExactly(3101, 3013);
        }
    }

    @Test
    void aMissingFileIs3201() throws Exception {
        assertThat(sql.errors("RESTORE DATABASE ct_other FROM DISK = '" + file(".bak") + "'"))
                .containsExactly(3201, 3013);
    }

    @Test
    void aFileThatIsNoBackupIs3241Or3242() throws Exception {
        masterKey();
        String file = file(".cer");
        sql.run("CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'; BACKUP CERTIFICATE ct_c TO FILE = '" + file + "'");

        assertThat(sql.errors("RESTORE DATABASE ct_other FROM DISK = '" + file + "'")
                        .get(0))
                .isIn(3241, 3242);
    }

    @Test
    void moveAsksForKnownNames() throws Exception {
        drop();
        String there = file(".mdf");

        assertThat(database(" WITH NORECOVERY, MOVE 'ct_nothing' TO '" + there + "'"))
                .containsExactly(3234, 3013);
        assertThat(database(" WITH NORECOVERY, MOVE 'ct_db' TO '" + there + "'"))
                .isEmpty();
        assertThat(sql.value("SELECT physical_name FROM sys.master_files WHERE database_id = DB_ID(N'ct_db')"
                        + " AND file_id = 1"))
                .isEqualTo(there);
    }

    @Test
    void aMissingFolderIs5133Then3156() throws Exception {
        drop();
        String nowhere = nowhere(".mdf");

        assertThat(database(" WITH NORECOVERY, MOVE 'ct_db' TO '" + nowhere + "'"))
                .contains(5133, 3156)
                .endsWith(3013);
    }

    @Test
    void underAnotherNameItNeedsOtherFiles() throws Exception {
        String data = file(".mdf");
        String log = file(".ldf");
        sql.run("RESTORE DATABASE ct_copy FROM DISK = " + full + " WITH MOVE 'ct_db' TO '" + data
                + "', MOVE 'ct_db_log' TO '" + log + "'");

        assertThat(sql.value("SELECT COUNT(*) FROM ct_copy.dbo.t")).isEqualTo("3");
        assertThat(
                        sql.rows(
                                "SELECT COUNT(DISTINCT family_guid), COUNT(DISTINCT database_guid)"
                                        + " FROM sys.database_recovery_status WHERE database_id IN (DB_ID(N'ct_db'), DB_ID(N'ct_copy'))"))
                .containsExactly(List.of("1", "2"));
    }

    @Test
    void standbyIsReadOnlyAndGoesOn() throws Exception {
        drop();
        database(" WITH STANDBY = '" + file(".undo") + "'");

        assertThat(sql.rows("SELECT state_desc, is_in_standby FROM sys.databases WHERE name = N'ct_db'"))
                .containsExactly(List.of("ONLINE", "1"));
        assertThat(sql.errors("INSERT INTO ct_db.dbo.t VALUES (9)")).isNotEmpty();
        assertThat(log(first, " WITH NORECOVERY")).isEmpty();
        assertThat(state()).isEqualTo("RESTORING");
    }

    @Test
    void trustworthyAndBrokerAreOffAfterwards() throws Exception {
        sql.run("ALTER DATABASE ct_db SET TRUSTWORTHY ON; BACKUP DATABASE ct_db TO DISK = " + full + " WITH INIT");
        drop();
        database("");

        assertThat(sql.rows("SELECT is_trustworthy_on, is_broker_enabled FROM sys.databases WHERE name = N'ct_db'"))
                .containsExactly(List.of("0", "0"));
    }

    @Test
    void withRecoveryAloneFinishesACopy() throws Exception {
        drop();
        database(" WITH NORECOVERY");

        sql.run("RESTORE DATABASE ct_db WITH RECOVERY");

        assertThat(state()).isEqualTo("ONLINE");
        assertThat(sql.value("SELECT COUNT(*) FROM ct_db.dbo.t")).isEqualTo("3");
    }

    @Test
    void aRestoringDatabaseCanBeDropped() throws Exception {
        drop();
        database(" WITH NORECOVERY");

        drop();

        assertThat(sql.rows("SELECT 1 FROM sys.databases WHERE name = N'ct_db'"))
                .isEmpty();
    }

    @Test
    void insideATransactionIs3021() {
        assertThat(sql.errors("BEGIN TRAN; RESTORE DATABASE ct_other FROM DISK = " + full))
                .containsExactly(3021, 3013);
        sql.errors("ROLLBACK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEEP_CDC", "KEEP_REPLICATION"})
    void theseAreNotForNorecovery(String option) throws Exception {
        drop();

        assertThat(database(" WITH NORECOVERY, " + option)).isNotEmpty();
    }

    @Test
    void headersTellEverySet() throws Exception {
        sql.run("BACKUP LOG ct_db TO DISK = " + full + "; BACKUP DATABASE ct_db TO DISK = " + full
                + " WITH DIFFERENTIAL");

        assertThat(sql.rows("RESTORE HEADERONLY FROM DISK = " + full))
                .extracting(row -> String.join(" ", row.get(2), row.get(5), row.get(9), row.get(46), row.get(49)))
                .containsExactly(
                        "1 1 ct_db FULL DATABASE",
                        "2 2 ct_db FULL TRANSACTION LOG",
                        "5 3 ct_db FULL DATABASE DIFFERENTIAL");
    }

    @Test
    void fileListTellsBothFiles() throws Exception {
        assertThat(sql.rows("RESTORE FILELISTONLY FROM DISK = " + full))
                .extracting(row -> row.get(0) + " " + row.get(2) + " " + row.get(6) + " " + row.get(19))
                .containsExactly("ct_db D 1 1", "ct_db_log L 2 1");
    }

    @Test
    void aMasterKeyInTheBackupIsOpenedByAKeptPassword() throws Exception {
        sql.run("USE ct_db; CREATE MASTER KEY ENCRYPTION BY PASSWORD = '" + PASSWORD
                + "'; ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY; USE master");
        sql.run("EXEC sp_control_dbmasterkey_password @db_name = N'ct_db', @password = N'" + PASSWORD
                + "', @action = N'add'");

        assertThat(sql.errors("USE ct_db; CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'"))
                .isEmpty();
        sql.run("USE master; EXEC sp_control_dbmasterkey_password N'ct_db', N'" + PASSWORD + "', N'drop'");
        assertThat(sql.errors("USE ct_db; CREATE CERTIFICATE ct_d WITH SUBJECT = 'd'"))
                .containsExactly(15581);
        sql.run("USE master");
    }
}
