package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BACKUP (tsql.md §8, errors.md §4; procedure.md MIR-1 to MIR-3). */
@Conformance
class BackupsTest extends ConformanceTest {
    private String full;
    private String log;

    @BeforeEach
    void make() throws Exception {
        database();
        full = "'" + file(".bak") + "'";
        log = "'" + file(".trn") + "'";
    }

    @Test
    void messagesTellThePagesPerFileAndTheSum() throws Exception {
        assertThat(sql.run("BACKUP DATABASE ct_db TO DISK = " + full).messages())
                .containsExactly(4035, 4035, 3014);
        assertThat(sql.run("BACKUP LOG ct_db TO DISK = " + log).messages()).containsExactly(4035, 3014);
    }

    @Test
    void statsTellThePercents() throws Exception {
        assertThat(sql.run("BACKUP DATABASE ct_db TO DISK = " + full + " WITH STATS = 50")
                        .messages())
                .contains(3211, 4035)
                .endsWith(3014);
    }

    @Test
    void inTheSimpleModelTheLogIs4208() throws Exception {
        sql.run("ALTER DATABASE ct_db SET RECOVERY SIMPLE");

        assertThat(sql.errors("BACKUP LOG ct_db TO DISK = " + log)).containsExactly(4208, 3013);
    }

    @Test
    void withoutAFullBackupTheLogIs4214() {
        assertThat(sql.errors("BACKUP LOG ct_db TO DISK = " + log)).containsExactly(4214, 3013);
    }

    @Test
    void afterAnExcursionToSimpleTheChainIsBroken() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full);
        sql.run("ALTER DATABASE ct_db SET RECOVERY SIMPLE; ALTER DATABASE ct_db SET RECOVERY FULL");

        assertThat(sql.errors("BACKUP LOG ct_db TO DISK = " + log)).containsExactly(4214, 3013);
    }

    @Test
    void unconfirmedACopyOnlyBackupStartsNoChain() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + " WITH COPY_ONLY");

        assertThat(sql.errors("BACKUP LOG ct_db TO DISK = " + log)).containsExactly(4214, 3013);
    }

    @Test
    void refusalsCloseWith3013() throws Exception {
        assertThat(sql.errors("BACKUP DATABASE ct_nothing TO DISK = " + full)).containsExactly(911, 3013);
        assertThat(sql.errors("BACKUP DATABASE tempdb TO DISK = " + full)).containsExactly(3033, 3013);
        assertThat(sql.errors("BACKUP DATABASE ct_db TO DISK = '" + nowhere(".bak") + "'"))
                .containsExactly(3201, 3013);
    }

    @Test
    void aPathMayBeAVariable() throws Exception {
        sql.run("DECLARE @d sysname = N'ct_db', @f nvarchar(260) = N" + full + "; BACKUP DATABASE @d TO DISK = @f");

        assertThat(sql.rows("RESTORE HEADERONLY FROM DISK = " + full)).hasSize(1);
    }

    @Test
    void setsAreAppendedUnlessInitOrFormat() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full);
        sql.run("BACKUP LOG ct_db TO DISK = " + full);
        assertThat(positions()).containsExactly("1", "2");

        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + " WITH INIT");
        assertThat(positions()).containsExactly("1");
        sql.run("BACKUP LOG ct_db TO DISK = " + full + "; BACKUP DATABASE ct_db TO DISK = " + full + " WITH FORMAT");
        assertThat(positions()).containsExactly("1");
    }

    private List<String> positions() throws Exception {
        return sql.rows("RESTORE HEADERONLY FROM DISK = " + full).stream()
                .map(row -> row.get(5))
                .toList();
    }

    @Test
    void recoveringWithoutADeviceSaysThatItIsDone() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full);
        sql.run("BACKUP LOG ct_db TO DISK = " + log + " WITH NORECOVERY");

        assertThat(sql.run("RESTORE DATABASE ct_db WITH RECOVERY").messages()).containsExactly(3014);
    }

    @Test
    void devicesThatAreNotThere() {
        assertThat(sql.errors("BACKUP DATABASE ct_db TO ct_device")).containsExactly(3206, 3013);
        assertThat(sql.errors("RESTORE HEADERONLY FROM ct_device")).containsExactly(3206, 3013);
    }

    @Test
    void inferredATapeDriveThatIsNotThereIs3201() {
        assertThat(sql.errors("BACKUP DATABASE ct_db TO TAPE = '\\\\.\\tape0'")).containsExactly(3201, 3013);
    }

    @Test
    void aTailBackupCanBeReadInStandby() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full);

        sql.run("BACKUP LOG ct_db TO DISK = " + log + " WITH STANDBY = '" + file(".undo") + "'");

        assertThat(sql.value("SELECT is_in_standby FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("1");
        assertThat(sql.value("SELECT COUNT(*) FROM ct_db.dbo.t")).isEqualTo("3");
        assertThat(sql.errors("INSERT INTO ct_db.dbo.t VALUES (4)")).containsExactly(3906);
        sql.run("RESTORE DATABASE ct_db WITH NORECOVERY");
        assertThat(sql.value("SELECT state_desc FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("RESTORING");
        sql.run("RESTORE DATABASE ct_db WITH RECOVERY");
        assertThat(sql.errors("INSERT INTO ct_db.dbo.t VALUES (4)")).isEmpty();
    }

    @Test
    void unconfirmedWithoutADeviceItIs3207() {
        assertThat(sql.errors("RESTORE DATABASE ct_db")).containsExactly(3207, 3013);
    }

    @Test
    void blocksArePowersOfTwo() {
        assertThat(sql.errors("BACKUP DATABASE ct_db TO DISK = " + full + " WITH BLOCKSIZE = 1000"))
                .containsExactly(3253, 3013);
    }

    @Test
    void aSetIsKeptUntilItsDate() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + " WITH EXPIREDATE = '20991231'");

        assertThat(sql.value("SELECT TOP 1 CONVERT(char(8), expiration_date, 112) FROM msdb.dbo.backupset"
                        + " WHERE database_name = N'ct_db' ORDER BY backup_set_id DESC"))
                .isEqualTo("20991231");
        assertThat(sql.errors("BACKUP DATABASE ct_db TO DISK = " + full + " WITH INIT"))
                .containsExactly(4030, 3013);
        assertThat(sql.errors("BACKUP DATABASE ct_db TO DISK = " + full + " WITH INIT, SKIP"))
                .isEmpty();
    }

    @Test
    void historyTellsTheChain() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full + " WITH NAME = N'ct name', CHECKSUM");
        sql.run("BACKUP LOG ct_db TO DISK = " + log);

        List<List<String>> sets = sql.rows("SELECT type, recovery_model, is_copy_only, has_backup_checksums,"
                + " position, ISNULL(name, '-'), first_lsn, last_lsn FROM msdb.dbo.backupset"
                + " WHERE database_name = N'ct_db' ORDER BY backup_set_id");
        int last = sets.size() - 1;
        assertThat(sets.get(last - 1).subList(0, 6)).containsExactly("D", "FULL", "0", "1", "1", "ct name");
        assertThat(sets.get(last).subList(0, 6)).containsExactly("L", "FULL", "0", "0", "1", "-");
        assertThat(sql.value("SELECT last_log_backup_lsn FROM sys.database_recovery_status"
                        + " WHERE database_id = DB_ID(N'ct_db')"))
                .isEqualTo(sets.get(last).get(7));
    }

    @Test
    void logBackupsFollowEachOtherWithoutAGap() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full);
        for (int i = 0; i < 3; i++) {
            sql.run("INSERT INTO ct_db.dbo.t VALUES (" + i + ")");
            sql.run("BACKUP LOG ct_db TO DISK = " + log);
        }

        List<List<String>> sets = sql.rows("SELECT TOP 3 first_lsn, last_lsn FROM msdb.dbo.backupset"
                + " WHERE database_name = N'ct_db' AND type = 'L' ORDER BY backup_set_id DESC");
        assertThat(sets.get(0).get(0)).isEqualTo(sets.get(1).get(1));
        assertThat(sets.get(1).get(0)).isEqualTo(sets.get(2).get(1));
    }

    @Test
    void aTailBackupLeavesItRestoring() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full);

        sql.run("BACKUP LOG ct_db TO DISK = " + log + " WITH NORECOVERY");

        assertThat(sql.value("SELECT state_desc FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("RESTORING");
        sql.run("RESTORE DATABASE ct_db WITH RECOVERY");
        assertThat(sql.value("SELECT COUNT(*) FROM ct_db.dbo.t")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource({"db_backupoperator", "db_owner"})
    void theseRolesMayBackUp(String role) throws Exception {
        try (Client plain = plain()) {
            sql.run("USE ct_db; CREATE USER ct_plain FOR LOGIN ct_plain; USE master");
            assertThat(plain.errors("BACKUP DATABASE ct_db TO DISK = " + full)).containsExactly(262, 3013);

            sql.run("USE ct_db; ALTER ROLE " + role + " ADD MEMBER ct_plain; USE master");

            assertThat(plain.errors("BACKUP DATABASE ct_db TO DISK = " + full)).isEmpty();
        }
    }

    @Test
    void verifyOnlyIsContent() throws Exception {
        sql.run("BACKUP DATABASE ct_db TO DISK = " + full);

        assertThat(sql.run("RESTORE VERIFYONLY FROM DISK = " + full).messages()).contains(3262);
    }
}
