package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins (tsql.md §5.1, §5.2, catalog.md §5.1, §5.2; procedure.md IN-1). */
@Conformance
class LoginsTest extends ConformanceTest {
    private void create() throws Exception {
        sql.run("CREATE LOGIN ct_login WITH PASSWORD = '" + PASSWORD + "'");
    }

    private String column(String name) throws Exception {
        return sql.value("SELECT " + name + " FROM sys.sql_logins WHERE name = N'ct_login'");
    }

    @Test
    void createGivesNoMessageAndTheDefaults() throws Exception {
        Client.Reply reply = sql.run("CREATE LOGIN ct_login WITH PASSWORD = '" + PASSWORD + "'");

        assertThat(reply.messages()).isEmpty();
        assertThat(sql.rows("SELECT type, type_desc, is_disabled, default_database_name, is_policy_checked,"
                        + " is_expiration_checked, DATALENGTH(sid), credential_id FROM sys.sql_logins"
                        + " WHERE name = N'ct_login'"))
                .containsExactly(List.of("S", "SQL_LOGIN", "0", "master", "1", "0", "16", "NULL"));
    }

    @Test
    void itMayConnectAndIsInPublicOnly() throws Exception {
        create();

        assertThat(sql.rows("SELECT class_desc, major_id, RTRIM(p.type), permission_name, state, state_desc"
                        + " FROM sys.server_permissions AS p JOIN sys.server_principals AS l"
                        + " ON l.principal_id = p.grantee_principal_id WHERE l.name = N'ct_login'"))
                .containsExactly(List.of("SERVER", "0", "COSQ", "CONNECT SQL", "G", "GRANT"));
        assertThat(sql.rows("SELECT 1 FROM sys.server_role_members WHERE member_principal_id = SUSER_ID(N'ct_login')"))
                .isEmpty();
        try (Client other = as("ct_login")) {
            assertThat(other.value("SELECT ORIGINAL_LOGIN()")).isEqualTo("ct_login");
            assertThat(other.value("SELECT IS_SRVROLEMEMBER('sysadmin')")).isEqualTo("0");
        }
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "WITH PASSWORD = 'short1!'                          | 15116",
                "WITH PASSWORD = 'onlysmallletters'                 | 15118",
                "WITH PASSWORD = ''                                 | 15116",
                "WITH PASSWORD = 'Ab1!xyzw' MUST_CHANGE             | 15099",
                "WITH CHECK_POLICY = OFF                            | 102",
                "WITH PASSWORD = 0x0200FF HASHED                    | 33020",
                "FROM CERTIFICATE ct_nothing                        | 15151",
            })
    void createRefuses(String how, int number) {
        int found = sql.errors("CREATE LOGIN ct_login " + how).get(0);

        assertThat(found)
                .isIn(
                        number,
                        number == 15116 ? 15118 : number,
                        number == 102 ? 156 : number,
                        number == 15099 ? 15128 : number);
    }

    @Test
    void withoutPolicyAnyPasswordWillDo() throws Exception {
        sql.run("CREATE LOGIN ct_login WITH PASSWORD = 'x', CHECK_POLICY = OFF");

        assertThat(column("is_policy_checked")).isEqualTo("0");
    }

    @Test
    void theNameIsTakenOnce() throws Exception {
        create();

        assertThat(sql.errors("CREATE LOGIN ct_login WITH PASSWORD = '" + PASSWORD + "'"))
                .containsExactly(15025);
    }

    @Test
    void aBackslashIsForWindowsOnly() {
        assertThat(sql.errors("CREATE LOGIN [ct_x\\y] WITH PASSWORD = '" + PASSWORD + "'"))
                .containsExactly(15006);
    }

    @Test
    void theSidCanBeGiven() throws Exception {
        sql.run("CREATE LOGIN ct_login WITH PASSWORD = '" + PASSWORD
                + "', SID = 0x0102030405060708090A0B0C0D0E0FF0, DEFAULT_DATABASE = tempdb");

        assertThat(column("sid")).isEqualTo("0102030405060708090A0B0C0D0E0FF0");
        assertThat(column("default_database_name")).isEqualTo("tempdb");
        assertThat(sql.value("SELECT SUSER_SNAME(0x0102030405060708090A0B0C0D0E0FF0)"))
                .isEqualTo("ct_login");
    }

    @Test
    void unconfirmedATakenSidIs15433() throws Exception {
        sql.run("CREATE LOGIN ct_login WITH PASSWORD = '" + PASSWORD + "', SID = 0x0102030405060708090A0B0C0D0E0FF1");

        assertThat(sql.errors("CREATE LOGIN ct_other WITH PASSWORD = '" + PASSWORD
                        + "', SID = 0x0102030405060708090A0B0C0D0E0FF1"))
                .containsExactly(15433);
    }

    @Test
    void aHashCarriesThePasswordOver() throws Exception {
        create();
        String hash = column("password_hash");
        String sid = column("sid");
        sql.run("DROP LOGIN ct_login");

        sql.run("CREATE LOGIN ct_login WITH PASSWORD = 0x" + hash + " HASHED, SID = 0x" + sid + ", CHECK_POLICY = OFF");

        assertThat(column("password_hash")).isEqualTo(hash);
        as("ct_login").close();
    }

    @Test
    void unconfirmedAHashBeginsWith0200() throws Exception {
        create();

        assertThat(column("password_hash")).startsWith("0200");
    }

    @Test
    void aDisabledLoginCannotConnect() throws Exception {
        create();
        sql.run("ALTER LOGIN ct_login DISABLE");

        assertThat(column("is_disabled")).isEqualTo("1");
        assertThatThrownBy(() -> as("ct_login")).hasMessageContaining("ct_login".substring(0, 2));
        sql.run("ALTER LOGIN ct_login ENABLE");
        as("ct_login").close();
    }

    @Test
    void deniedConnectSqlItCannotConnect() throws Exception {
        create();
        sql.run("DENY CONNECT SQL TO ct_login");

        assertThatThrownBy(() -> as("ct_login")).isInstanceOf(java.sql.SQLException.class);
    }

    @Test
    void renamingKeepsTheSid() throws Exception {
        create();
        String sid = column("sid");

        sql.run("ALTER LOGIN ct_login WITH NAME = ct_renamed");

        assertThat(sql.value("SELECT sid FROM sys.sql_logins WHERE name = N'ct_renamed'"))
                .isEqualTo(sid);
    }

    @Test
    void thePasswordChangesAndIsCaseSensitive() throws Exception {
        create();
        sql.run("ALTER LOGIN ct_login WITH PASSWORD = 'Other#1 password'");

        server.open("ct_login", "Other#1 password").close();
        assertThatThrownBy(() -> server.open("ct_login", "OTHER#1 PASSWORD"))
                .isInstanceOfSatisfying(
                        java.sql.SQLException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(18456));
    }

    @Test
    void alterChangesDefaultsAndPolicy() throws Exception {
        create();

        sql.run("ALTER LOGIN ct_login WITH DEFAULT_DATABASE = msdb, CHECK_POLICY = OFF");

        assertThat(column("default_database_name + ' ' + CAST(is_policy_checked AS varchar(1))"))
                .isEqualTo("msdb 0");
    }

    @ParameterizedTest
    @CsvSource({
        "DROP LOGIN ct_nobody, 15151",
        "ALTER LOGIN ct_nobody DISABLE, 15151",
        "ALTER LOGIN ct_nobody WITH NAME = ct_x, 15151",
        "DROP LOGIN IF EXISTS ct_nobody, 156",
    })
    void anAbsentLoginIsRefused(String statement, int number) {
        assertThat(sql.errors(statement).get(0)).isIn(number, number == 156 ? 102 : number);
    }

    @Test
    void dropIsRefusedWhileItIsLoggedIn() throws Exception {
        create();

        try (Client other = as("ct_login")) {
            assertThat(other.value("SELECT 1")).isEqualTo("1");
            assertThat(sql.errors("DROP LOGIN ct_login")).containsExactly(15434);
        }
    }

    @Test
    void dropIsRefusedWhileItOwnsADatabase() throws Exception {
        create();
        sql.run("CREATE DATABASE ct_db");
        sql.run("ALTER AUTHORIZATION ON DATABASE::ct_db TO ct_login");

        assertThat(sql.errors("DROP LOGIN ct_login").get(0)).isIn(15174, 15141);
        assertThat(sql.value("SELECT SUSER_SNAME(owner_sid) FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("ct_login");
    }

    @Test
    void dropLeavesItsUserAnOrphan() throws Exception {
        create();
        sql.run("CREATE USER ct_user FOR LOGIN ct_login; DROP LOGIN ct_login");

        assertThat(sql.rows(
                        "SELECT u.name, l.name FROM sys.database_principals AS u LEFT JOIN sys.server_principals AS l"
                                + " ON l.sid = u.sid WHERE u.name = N'ct_user'"))
                .containsExactly(List.of("ct_user", "NULL"));
    }

    @Test
    void systemPrincipalsHaveTheirIds() throws Exception {
        assertThat(sql.rows("SELECT principal_id, type, is_fixed_role FROM sys.server_principals"
                        + " WHERE name IN (N'public', N'sysadmin') OR sid = 0x01 ORDER BY principal_id"))
                .containsExactly(List.of("1", "S", "0"), List.of("2", "R", "0"), List.of("3", "R", "1"));
    }

    @Test
    void aPlainLoginMayNotMakeLogins() throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.errors("CREATE LOGIN ct_x WITH PASSWORD = '" + PASSWORD + "'"))
                    .containsExactly(15247);
            assertThat(plain.errors("ALTER LOGIN sa DISABLE").get(0)).isIn(15151, 15247);
        }
    }
}
