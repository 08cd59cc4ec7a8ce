package mirrorsh.lab.sql.parse;

import static mirrorsh.lab.sql.parse.Parsing.action;
import static mirrorsh.lab.sql.parse.Parsing.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.PermissionStatement;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant.Verb;
import mirrorsh.lab.sql.ast.PermissionStatement.Securable;
import mirrorsh.lab.sql.ast.PrincipalStatement;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginOptions;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tsql.md §5 and §6. */
class PrincipalAndPermissionTest {
    @Nested
    class Logins {
        private static LoginOptions created(String options) {
            return ((CreateLogin) action("CREATE LOGIN l WITH " + options)).options();
        }

        @Test
        void areCreatedWithAPasswordFirst() {
            assertThat(action("CREATE LOGIN [B login] WITH PASSWORD = N'p w'"))
                    .isEqualTo(new CreateLogin(
                            "B login",
                            new LoginOptions("p w", null, null, false, false, null, null, null, null, null, null)));
            assertThat(number("CREATE LOGIN l WITH CHECK_POLICY = OFF, PASSWORD = 'p'"))
                    .isEqualTo(102);
        }

        @Test
        void haveOptionsInAnyOrder() {
            LoginOptions read = created("PASSWORD = 'p' MUST_CHANGE, CHECK_POLICY = ON, DEFAULT_DATABASE = [d],"
                    + " CHECK_EXPIRATION = ON, SID = 0x0102, DEFAULT_LANGUAGE = us_english");

            assertThat(read.mustChange()).isTrue();
            assertThat(read.checkPolicy()).isTrue();
            assertThat(read.checkExpiration()).isTrue();
            assertThat(read.defaultDatabase()).isEqualTo("d");
            assertThat(read.defaultLanguage()).isEqualTo("us_english");
            assertThat(read.sid()).containsExactly(1, 2);
        }

        @Test
        void takeHashedPasswords() {
            LoginOptions read = created("PASSWORD = 0x0200AB HASHED, CHECK_POLICY = OFF");

            assertThat(read.password()).isNull();
            assertThat(read.passwordHash()).containsExactly(2, 0, 0xAB);
            assertThat(read.checkPolicy()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "PASSWORD = 'p', CHECK_POLICY = ON, CHECK_POLICY = OFF",
                    "PASSWORD = 'p', PASSWORD = 'q'",
                    "PASSWORD = 'p' UNLOCK",
                    "PASSWORD = 'p' OLD_PASSWORD = 'o'",
                    "PASSWORD = 'p', NAME = x",
                    "PASSWORD = @p",
                    "PASSWORD = 0x01"
                })
        void refuseWhatIsNotForCreation(String options) {
            assertThat(number("CREATE LOGIN l WITH " + options)).isEqualTo(102);
        }

        @Test
        void comeFromElsewhere() {
            assertThat(
                            action(
                                    "CREATE LOGIN [D\\u] FROM WINDOWS WITH DEFAULT_DATABASE = d, DEFAULT_LANGUAGE = us_english"))
                    .isEqualTo(new PrincipalStatement.CreateLoginFrom("D\\u", LoginSource.WINDOWS, null, "d"));
            assertThat(action("CREATE LOGIN l FROM CERTIFICATE c"))
                    .isEqualTo(new PrincipalStatement.CreateLoginFrom("l", LoginSource.CERTIFICATE, "c", null));
            assertThat(action("CREATE LOGIN l FROM ASYMMETRIC KEY k"))
                    .isEqualTo(new PrincipalStatement.CreateLoginFrom("l", LoginSource.ASYMMETRIC_KEY, "k", null));
        }

        @Test
        void areAltered() {
            LoginOptions read = ((PrincipalStatement.AlterLogin) action("ALTER LOGIN l WITH NAME = m, PASSWORD = 'p'"
                            + " UNLOCK MUST_CHANGE, DEFAULT_DATABASE = d"))
                    .options();

            assertThat(action("ALTER LOGIN l DISABLE")).isEqualTo(new PrincipalStatement.AlterLogin("l", false, null));
            assertThat(action("ALTER LOGIN l ENABLE")).isEqualTo(new PrincipalStatement.AlterLogin("l", true, null));
            assertThat(read.newName()).isEqualTo("m");
            assertThat(read.unlock()).isTrue();
            assertThat(read.mustChange()).isTrue();
            assertThat(((PrincipalStatement.AlterLogin) action("ALTER LOGIN l WITH PASSWORD = 'p' OLD_PASSWORD = 'o'"))
                            .options()
                            .oldPassword())
                    .isEqualTo("o");
            assertThat(number("ALTER LOGIN l WITH SID = 0x01")).isEqualTo(102);
        }

        @Test
        void areDropped() {
            assertThat(action("DROP LOGIN [l]")).isEqualTo(new PrincipalStatement.DropLogin("l"));
            assertThat(number("DROP LOGIN IF EXISTS l")).isEqualTo(156);
        }
    }

    @Nested
    class Users {
        @Test
        void areCreatedForLoginsOrWithout() {
            assertThat(action("CREATE USER u")).isEqualTo(new CreateUser("u", null, false, null, null));
            assertThat(action("CREATE USER u FOR LOGIN l WITH DEFAULT_SCHEMA = dbo"))
                    .isEqualTo(new CreateUser("u", "l", false, null, "dbo"));
            assertThat(action("CREATE USER u FROM LOGIN [l m]"))
                    .isEqualTo(new CreateUser("u", "l m", false, null, null));
            assertThat(action("CREATE USER u WITHOUT LOGIN WITH DEFAULT_SCHEMA = s"))
                    .isEqualTo(new CreateUser("u", null, true, null, "s"));
            assertThat(action("CREATE USER u FOR CERTIFICATE c"))
                    .isEqualTo(new CreateUser("u", null, false, "c", null));
        }

        @Test
        void areAltered() {
            assertThat(action("ALTER USER u WITH LOGIN = l, NAME = v, DEFAULT_SCHEMA = s"))
                    .isEqualTo(new PrincipalStatement.AlterUser("u", "v", "l", "s"));
            assertThat(number("ALTER USER u WITH NAME = a, NAME = b")).isEqualTo(102);
        }

        @Test
        void areDropped() {
            assertThat(action("DROP USER IF EXISTS u")).isEqualTo(new PrincipalStatement.DropUser("u", true));
            assertThat(action("DROP USER u")).isEqualTo(new PrincipalStatement.DropUser("u", false));
        }

        @Test
        void joinRoles() {
            assertThat(action("ALTER SERVER ROLE sysadmin ADD MEMBER [l]"))
                    .isEqualTo(new PrincipalStatement.AlterRole("sysadmin", true, true, "l"));
            assertThat(action("ALTER ROLE db_owner DROP MEMBER u"))
                    .isEqualTo(new PrincipalStatement.AlterRole("db_owner", false, false, "u"));
        }
    }

    @Nested
    class Permissions {
        private final Securable endpoint = new Securable("ENDPOINT", ObjectName.of("e"));

        @Test
        void areGranted() {
            assertThat(action("GRANT CONNECT ON ENDPOINT::[e] TO [l]"))
                    .isEqualTo(new Grant(Verb.GRANT, List.of("CONNECT"), endpoint, List.of("l"), false, false));
            assertThat(action("GRANT VIEW  definition, TAKE OWNERSHIP ON ENDPOINT :: e TO a, public WITH GRANT OPTION"))
                    .isEqualTo(new Grant(
                            Verb.GRANT,
                            List.of("VIEW DEFINITION", "TAKE OWNERSHIP"),
                            endpoint,
                            List.of("a", "public"),
                            true,
                            false));
        }

        @Test
        void areDenied() {
            assertThat(action("DENY CONNECT ON ENDPOINT::e TO l CASCADE"))
                    .isEqualTo(new Grant(Verb.DENY, List.of("CONNECT"), endpoint, List.of("l"), false, true));
            assertThat(number("DENY CONNECT ON ENDPOINT::e TO l WITH GRANT OPTION"))
                    .isEqualTo(156);
            assertThat(number("GRANT CONNECT ON ENDPOINT::e TO l CASCADE")).isEqualTo(156);
        }

        @Test
        void areRevoked() {
            assertThat(action("REVOKE GRANT OPTION FOR CONNECT ON ENDPOINT::e FROM l CASCADE"))
                    .isEqualTo(new Grant(Verb.REVOKE, List.of("CONNECT"), endpoint, List.of("l"), true, true));
            assertThat(action("REVOKE CONNECT ON ENDPOINT::e TO l"))
                    .isEqualTo(new Grant(Verb.REVOKE, List.of("CONNECT"), endpoint, List.of("l"), false, false));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CONNECT SQL",
                    "ALTER ANY LOGIN",
                    "ALTER ANY ENDPOINT",
                    "CREATE ENDPOINT",
                    "VIEW SERVER STATE",
                    "VIEW ANY DEFINITION",
                    "CONTROL SERVER",
                    "CREATE ANY DATABASE",
                    "BACKUP DATABASE",
                    "BACKUP LOG",
                    "CREATE CERTIFICATE",
                    "ALTER ANY USER",
                    "EXECUTE",
                    "SELECT",
                    "CREATE TABLE",
                    "IMPERSONATE",
                    "SHUTDOWN"
                })
        void ofServerAndDatabaseHaveNoSecurable(String permission) {
            assertThat(action("GRANT " + permission + " TO l"))
                    .isEqualTo(new Grant(Verb.GRANT, List.of(permission), null, List.of("l"), false, false));
        }

        @Test
        void areOnObjectsWhereNoClassIsWritten() {
            assertThat(((Grant) action("GRANT EXEC ON dbo.p TO u")))
                    .isEqualTo(new Grant(
                            Verb.GRANT,
                            List.of("EXECUTE"),
                            new Securable("OBJECT", ObjectName.of("dbo", "p")),
                            List.of("u"),
                            false,
                            false));
        }

        @Test
        void areOwned() {
            assertThat(action("ALTER AUTHORIZATION ON CERTIFICATE::c TO u"))
                    .isEqualTo(new PermissionStatement.AlterAuthorization(
                            new Securable("CERTIFICATE", ObjectName.of("c")), "u"));
            assertThat(action("ALTER AUTHORIZATION ON ENDPOINT::e TO sa"))
                    .isEqualTo(new PermissionStatement.AlterAuthorization(endpoint, "sa"));
            assertThat(action("ALTER AUTHORIZATION ON DATABASE::[d] TO sa"))
                    .isEqualTo(new PermissionStatement.AlterAuthorization(
                            new Securable("DATABASE", ObjectName.of("d")), "sa"));
        }
    }
}
