package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Master keys (tsql.md §2, catalog.md §4.1, §4.2). */
@Conformance
class KeysTest extends ConformanceTest {
    private static final String BY_SERVER =
            "SELECT is_master_key_encrypted_by_server FROM sys.databases WHERE name = N'ct_db'";

    /** In a database of its own, so that a server's own key is left alone. */
    @BeforeEach
    void enter() throws Exception {
        sql.run("CREATE DATABASE ct_db");
        sql.run("USE ct_db");
    }

    private void create() throws Exception {
        Client.Reply reply = sql.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'" + PASSWORD + "'");
        assertThat(reply.messages()).isEmpty();
        assertThat(reply.results()).isEmpty();
    }

    @Test
    void createMakesOneKeyUnderPasswordAndServiceMasterKey() throws Exception {
        create();

        assertThat(sql.rows("SELECT name, symmetric_key_id, key_length, key_algorithm, algorithm_desc"
                        + " FROM sys.symmetric_keys"))
                .containsExactly(List.of("##MS_DatabaseMasterKey##", "101", "256", "A3", "AES_256"));
        assertThat(sql.value(BY_SERVER)).isEqualTo("1");
    }

    @Test
    void inferredItIsEncryptedTwice() throws Exception {
        create();

        assertThat(sql.rows("SELECT RTRIM(crypt_type) FROM sys.key_encryptions WHERE key_id = 101"))
                .hasSize(2)
                .anyMatch(row -> row.get(0).equals("ESKM"))
                .anyMatch(row -> row.get(0).startsWith("ES"));
    }

    @Test
    void theSecondIsRefusedWith15578() throws Exception {
        create();

        assertThat(sql.errors("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'" + PASSWORD + "'"))
                .containsExactly(15578);
    }

    @ParameterizedTest
    @CsvSource({"short1!, 15116", "allsmallletters, 15118", "'', 15116"})
    void aWeakPasswordIsRefused(String password, int number) {
        assertThat(sql.errors("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'" + password + "'")
                        .get(0))
                .isIn(number, 15116, 15118, 15119);
    }

    @Test
    void withoutPasswordItIsRefused() {
        assertThat(sql.errors("CREATE MASTER KEY").get(0)).isIn(102, 33161);
    }

    @Test
    void withoutItsServerCopyItMustBeOpened() throws Exception {
        create();
        sql.run("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY");

        assertThat(sql.value(BY_SERVER)).isEqualTo("0");
        assertThat(sql.errors("CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'")).containsExactly(15581);
        sql.run("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'" + PASSWORD + "'");
        sql.run("CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'");
        sql.run("CLOSE MASTER KEY");
        assertThat(sql.errors("CREATE CERTIFICATE ct_d WITH SUBJECT = 'd'")).containsExactly(15581);
    }

    @Test
    void theServerCopyIsAddedToAnOpenKey() throws Exception {
        create();
        sql.run("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY");

        sql.run("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'" + PASSWORD + "'");
        sql.run("ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY");

        assertThat(sql.value(BY_SERVER)).isEqualTo("1");
    }

    @Test
    void unconfirmedTheServerCopyOfAClosedKeyIsRefusedWith15581Or15313() throws Exception {
        create();
        sql.run("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY");

        assertThat(sql.errors("ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY")
                        .get(0))
                .isIn(15581, 15313);
    }

    @Test
    void unconfirmedAWrongPasswordIs15313Or15466() throws Exception {
        create();

        assertThat(sql.errors("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'Not#1the password'")
                        .get(0))
                .isIn(15313, 15466);
    }

    @Test
    void openingHoldsForItsSessionOnlyAndSurvivesARollback() throws Exception {
        create();
        sql.run("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY");
        sql.run("BEGIN TRAN; OPEN MASTER KEY DECRYPTION BY PASSWORD = N'" + PASSWORD + "'; ROLLBACK");

        sql.run("CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'");

        try (Client other = server.open()) {
            other.run("USE ct_db");
            assertThat(other.errors("CREATE CERTIFICATE ct_d WITH SUBJECT = 'd'"))
                    .containsExactly(15581);
        }
    }

    @Test
    void regeneratingKeepsTheCertificatesBelow() throws Exception {
        create();
        sql.run("CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'");

        sql.run("ALTER MASTER KEY REGENERATE WITH ENCRYPTION BY PASSWORD = N'Another#1 password'");

        assertThat(sql.value("SELECT RTRIM(pvt_key_encryption_type) FROM sys.certificates WHERE name = 'ct_c'"))
                .isEqualTo("MK");
        sql.run("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'Another#1 password'");
    }

    @Test
    void aSecondPasswordOpensItToo() throws Exception {
        create();

        sql.run("ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = N'Second#1 password'");

        sql.run("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'Second#1 password'");
        sql.run("CLOSE MASTER KEY; ALTER MASTER KEY DROP ENCRYPTION BY PASSWORD = N'Second#1 password'");
        assertThat(sql.errors("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'Second#1 password'"))
                .isNotEmpty();
    }

    @Test
    void dropIsRefusedWhileACertificateDependsOnIt() throws Exception {
        create();
        sql.run("CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'");

        assertThat(sql.errors("DROP MASTER KEY")).containsExactly(15580);
        sql.run("DROP CERTIFICATE ct_c; DROP MASTER KEY");
        assertThat(sql.rows("SELECT 1 FROM sys.symmetric_keys")).isEmpty();
        assertThat(sql.value(BY_SERVER)).isEqualTo("0");
    }

    @Test
    void backupAndRestoreCarryItOver() throws Exception {
        create();
        sql.run("CREATE CERTIFICATE ct_c WITH SUBJECT = 'c'");
        String file = file(".key");

        sql.run("BACKUP MASTER KEY TO FILE = '" + file + "' ENCRYPTION BY PASSWORD = N'File#1 password'");
        sql.run("RESTORE MASTER KEY FROM FILE = '" + file + "' DECRYPTION BY PASSWORD = N'File#1 password'"
                + " ENCRYPTION BY PASSWORD = N'New#1 password'");

        sql.run("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'New#1 password'");
        assertThat(sql.errors("BACKUP MASTER KEY TO FILE = '" + file + "' ENCRYPTION BY PASSWORD = N'File#1 password'"))
                .containsExactly(15240);
    }

    @Test
    void aUserDatabasesKeyIsItsOwn() throws Exception {
        create();

        assertThat(sql.value("SELECT is_master_key_encrypted_by_server FROM sys.databases WHERE name = N'tempdb'"))
                .isEqualTo("0");
    }

    @Test
    void theMirroredDatabasesPasswordIsKeptAsACredential() throws Exception {
        sql.run("USE master");
        sql.run("EXEC sp_control_dbmasterkey_password @db_name = N'ct_db', @password = N'" + PASSWORD
                + "', @action = N'add'");

        assertThat(sql.value("SELECT COUNT(*) FROM sys.master_key_passwords AS p JOIN sys.database_recovery_status AS r"
                        + " ON r.family_guid = p.family_guid WHERE r.database_id = DB_ID(N'ct_db')"))
                .isEqualTo("1");
        assertThat(sql.value("SELECT COUNT(*) FROM sys.credentials WHERE name LIKE N'##DBMKEY[_]%'"))
                .isEqualTo("1");

        sql.run("EXEC sp_control_dbmasterkey_password @db_name = N'ct_db', @password = N'" + PASSWORD
                + "', @action = N'drop'");

        assertThat(sql.rows("SELECT 1 FROM sys.credentials WHERE name LIKE N'##DBMKEY[_]%'"))
                .isEmpty();
    }
}
