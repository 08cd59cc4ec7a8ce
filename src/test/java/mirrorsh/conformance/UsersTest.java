package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of master, who own the certificates of peers (tsql.md §5.3, catalog.md §5.3; procedure.md IN-2). */
@Conformance
class UsersTest extends ConformanceTest {
    @BeforeEach
    void login() throws Exception {
        sql.run("USE master; CREATE LOGIN ct_login WITH PASSWORD = '" + PASSWORD + "'");
    }

    @Test
    void createMapsToTheLoginBySid() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_login");

        assertThat(sql.rows("SELECT l.name, u.type, u.type_desc, u.default_schema_name, u.is_fixed_role,"
                        + " u.authentication_type_desc FROM sys.database_principals AS u"
                        + " JOIN sys.server_principals AS l ON l.sid = u.sid WHERE u.name = N'ct_user'"))
                .containsExactly(List.of("ct_login", "S", "SQL_USER", "dbo", "0", "INSTANCE"));
    }

    @Test
    void itIsGrantedConnectOnTheDatabase() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_login");

        assertThat(sql.rows("SELECT class_desc, RTRIM(type), state_desc FROM sys.database_permissions"
                        + " WHERE grantee_principal_id = USER_ID(N'ct_user')"))
                .containsExactly(List.of("DATABASE", "CO", "GRANT"));
    }

    @Test
    void withoutForLoginTheNameIsTheLogins() throws Exception {
        sql.run("CREATE USER ct_login");

        assertThat(sql.value("SELECT SUSER_SNAME(sid) FROM sys.database_principals WHERE name = N'ct_login'"))
                .isEqualTo("ct_login");
        assertThat(sql.errors("CREATE USER ct_nobody")).containsExactly(15007);
    }

    @Test
    void theProceduresOfOldChangeRolesToo() throws Exception {
        String member = "SELECT COUNT(*) FROM sys.database_role_members AS m WHERE m.member_principal_id ="
                + " USER_ID(N'ct_user') AND USER_NAME(m.role_principal_id) = N'db_datareader'";
        sql.run("CREATE USER ct_user FOR LOGIN ct_login");

        sql.run("EXEC sp_addrolemember N'db_datareader', N'ct_user'");
        assertThat(sql.value(member)).isEqualTo("1");

        sql.run("EXEC sp_droprolemember @rolename = N'db_datareader', @membername = N'ct_user'");
        assertThat(sql.value(member)).isEqualTo("0");
    }

    @Test
    void anUnknownLoginIs15007() {
        assertThat(sql.errors("CREATE USER ct_user FOR LOGIN ct_nobody")).containsExactly(15007);
    }

    @Test
    void aLoginHasOneUserPerDatabase() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_login");

        assertThat(sql.errors("CREATE USER ct_other FOR LOGIN ct_login")).containsExactly(15063);
    }

    @Test
    void theNameIsTakenOnce() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_login; CREATE LOGIN ct_second WITH PASSWORD = '" + PASSWORD + "'");

        assertThat(sql.errors("CREATE USER ct_user FOR LOGIN ct_second")).containsExactly(15023);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dbo", "guest", "sys", "INFORMATION_SCHEMA"})
    void reservedNamesAreRefused(String name) {
        assertThat(sql.errors("CREATE USER [" + name + "] FOR LOGIN ct_login")).isNotEmpty();
    }

    @Test
    void withoutLoginItHasASidOfNoLogin() throws Exception {
        sql.run("CREATE USER ct_user WITHOUT LOGIN");

        assertThat(sql.rows("SELECT l.name FROM sys.database_principals AS u LEFT JOIN sys.server_principals AS l"
                        + " ON l.sid = u.sid WHERE u.name = N'ct_user'"))
                .containsExactly(List.of("NULL"));
    }

    @Test
    void anOrphanIsMappedAgain() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_login; DROP LOGIN ct_login;"
                + " CREATE LOGIN ct_login WITH PASSWORD = '" + PASSWORD + "'");

        sql.run("ALTER USER ct_user WITH LOGIN = ct_login");

        assertThat(sql.value("SELECT SUSER_SNAME(sid) FROM sys.database_principals WHERE name = N'ct_user'"))
                .isEqualTo("ct_login");
    }

    @Test
    void aUserIsRenamed() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_login; ALTER USER ct_user WITH NAME = ct_renamed");

        assertThat(sql.value("SELECT SUSER_SNAME(sid) FROM sys.database_principals WHERE name = N'ct_renamed'"))
                .isEqualTo("ct_login");
    }

    @Test
    void unconfirmedDropOfACertificatesOwnerIs15138Or15154() throws Exception {
        masterKey();
        sql.run("CREATE USER ct_user FOR LOGIN ct_login; CREATE CERTIFICATE ct_c AUTHORIZATION ct_user"
                + " WITH SUBJECT = 'c'");

        assertThat(sql.errors("DROP USER ct_user").get(0)).isIn(15138, 15154);
    }

    @Test
    void dropIfExistsIsKnownFrom2016() throws Exception {
        sql.run("CREATE USER ct_user FOR LOGIN ct_login");

        sql.run("DROP USER IF EXISTS ct_user; DROP USER IF EXISTS ct_user");

        assertThat(sql.errors("DROP USER ct_user")).containsExactly(15151);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dbo", "guest"})
    void dboAndGuestStay(String name) {
        assertThat(sql.errors("DROP USER " + name)).isNotEmpty();
    }

    @Test
    void aUserOfAnotherDatabaseIsNotOneOfMaster() throws Exception {
        sql.run("CREATE DATABASE ct_db");
        sql.run("USE ct_db; CREATE USER ct_user FOR LOGIN ct_login; USE master");

        assertThat(sql.rows("SELECT 1 FROM master.sys.database_principals WHERE name = N'ct_user'"))
                .isEmpty();
        assertThat(sql.rows("SELECT 1 FROM ct_db.sys.database_principals WHERE name = N'ct_user'"))
                .hasSize(1);
    }

    @Test
    void withoutAUserADatabaseIsClosed() throws Exception {
        sql.run("CREATE DATABASE ct_db");

        try (Client other = as("ct_login")) {
            assertThat(other.errors("USE ct_db")).containsExactly(916);
            sql.run("USE ct_db; CREATE USER ct_user FOR LOGIN ct_login; USE master");
            other.run("USE ct_db; USE master");
        }
    }

    @Test
    void fixedPrincipalsHaveTheirIds() throws Exception {
        assertThat(
                        sql.rows(
                                "SELECT name, principal_id, type, ISNULL(default_schema_name, '-') FROM"
                                        + " sys.database_principals WHERE principal_id IN (0, 1, 2, 3, 4, 16384) ORDER BY principal_id"))
                .containsExactly(
                        List.of("public", "0", "R", "-"),
                        List.of("dbo", "1", "S", "dbo"),
                        List.of("guest", "2", "S", "guest"),
                        List.of("INFORMATION_SCHEMA", "3", "S", "-"),
                        List.of("sys", "4", "S", "-"),
                        List.of("db_owner", "16384", "R", "-"));
    }

    @Test
    void aPlainLoginMayNotMakeUsers() throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.errors("CREATE USER ct_user FOR LOGIN ct_login").get(0))
                    .isIn(15247, 15007);
        }
    }
}
