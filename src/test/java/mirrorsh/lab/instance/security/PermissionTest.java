package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.CertificateStatement.BackupCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.DropCertificate;
import mirrorsh.lab.sql.ast.EndpointStatement.AlterEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.DropEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.KeyStatement.AlterServiceMasterKey;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant.Verb;
import mirrorsh.lab.sql.ast.PermissionStatement.Securable;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionTest {
    private static final Securable ENDPOINT = TestHost.on("ENDPOINT", "Mirroring");

    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
        host.outbound("HOST_A_cert");
        host.run(TestHost.login("HOST_B_login"));
        host.run(TestHost.login("limited"));
    }

    private List<Object> statesOnEndpoint() {
        return host.view("server_permissions").stream()
                .filter(row -> Integer.valueOf(65536).equals(row.get("major_id")))
                .map(row -> (Object) (row.get("permission_name") + " " + row.get("state_desc")))
                .toList();
    }

    @Nested
    class Granting {
        @Test
        void p19AUserNameIsNoLogin() {
            host.run(TestHost.user("HOST_B_user", "HOST_B_login"));

            assertThat(host.refusal(TestHost.connect("HOST_B_user"))).isEqualTo(15151);
        }

        @Test
        void p17AnUnknownLoginOrEndpointIsNotFound() {
            assertThat(host.refusal(TestHost.connect("absent"))).isEqualTo(15151);
            assertThat(host.refusal(TestHost.grant("CONNECT", TestHost.on("ENDPOINT", "absent"), "HOST_B_login")))
                    .isEqualTo(15151);
        }

        @Test
        void mustBeInMaster() {
            Caller inSales = new Caller("sa", true, "Sales", false, 51);

            assertThat(host.refusal(TestHost.connect("HOST_B_login"), inSales, DatabaseSecurity.fresh()))
                    .isEqualTo(4621);
        }

        @Test
        void notToSaNorTheOwnerNorAFixedRole() {
            host.run(TestHost.owner("ENDPOINT", "Mirroring", "limited"));

            // 4604 is unconfirmed
            assertThat(host.refusal(TestHost.connect("sa"))).isEqualTo(4604);
            assertThat(host.refusal(TestHost.connect("limited"))).isEqualTo(4604);
            assertThat(host.refusal(TestHost.connect("securityadmin"))).isEqualTo(4604);
        }

        @Test
        void twiceIsOneRow() {
            host.run(TestHost.connect("HOST_B_login"));
            host.run(TestHost.connect("HOST_B_login"));

            assertThat(statesOnEndpoint()).containsExactly("CONNECT GRANT");
        }

        @Test
        void denyReplacesGrantAndRevokeRemoves() {
            host.run(TestHost.connect("HOST_B_login"));

            host.run(TestHost.permission(Verb.DENY, "CONNECT", ENDPOINT, "HOST_B_login"));
            assertThat(statesOnEndpoint()).containsExactly("CONNECT DENY");

            host.run(TestHost.permission(Verb.REVOKE, "CONNECT", ENDPOINT, "HOST_B_login"));
            assertThat(statesOnEndpoint()).isEmpty();
        }

        @Test
        void revokingWhatIsNotThereSucceeds() {
            host.run(TestHost.permission(Verb.REVOKE, "CONNECT", ENDPOINT, "HOST_B_login"));

            assertThat(statesOnEndpoint()).isEmpty();
        }

        @Test
        void grantOptionComesAndGoes() {
            host.run(
                    new Grant(Verb.GRANT, List.of("CONNECT", "ALTER"), ENDPOINT, List.of("HOST_B_login"), true, false));
            assertThat(statesOnEndpoint())
                    .containsExactlyInAnyOrder("CONNECT GRANT_WITH_GRANT_OPTION", "ALTER GRANT_WITH_GRANT_OPTION");

            host.run(new Grant(Verb.REVOKE, List.of("CONNECT"), ENDPOINT, List.of("HOST_B_login"), true, true));
            assertThat(statesOnEndpoint()).containsExactlyInAnyOrder("CONNECT GRANT", "ALTER GRANT_WITH_GRANT_OPTION");
        }

        @Test
        void aWrongGranteeLeavesTheRightOneWithout() {
            Grant grant = new Grant(
                    Verb.GRANT, List.of("CONNECT"), ENDPOINT, List.of("HOST_B_login", "absent"), false, false);

            assertThat(host.refusal(grant)).isEqualTo(15151);
            assertThat(statesOnEndpoint()).isEmpty();
        }

        @Test
        void whatTheLabDoesNotKnowIsRefused() {
            assertThat(host.refusal(TestHost.grant("SELECT", TestHost.on("OBJECT", "t"), "public")))
                    .isEqualTo(49999);
            assertThat(host.refusal(TestHost.grant("TELEPORT", null, "HOST_B_login")))
                    .isEqualTo(49999);
        }

        @Test
        void onACertificateGoesToAUser() {
            host.run(TestHost.user("HOST_B_user", "HOST_B_login"));

            host.run(TestHost.grant("VIEW DEFINITION", TestHost.on("CERTIFICATE", "HOST_A_cert"), "HOST_B_user"));

            assertThat(host.row("database_permissions", "class", 25))
                    .containsEntry("class_desc", "CERTIFICATE")
                    .containsEntry("type", "VW  ");
        }

        @Test
        void aNewOwnerDropsThePermissionsOnACertificate() {
            host.run(TestHost.user("HOST_B_user", "HOST_B_login"));
            host.run(TestHost.grant("VIEW DEFINITION", TestHost.on("CERTIFICATE", "HOST_A_cert"), "HOST_B_user"));

            host.run(TestHost.owner("CERTIFICATE", "HOST_A_cert", "guest"));

            assertThat(host.column("database_permissions", "class")).doesNotContain(25);
            assertThat(host.refusal(TestHost.owner("CERTIFICATE", "HOST_A_cert", "db_owner")))
                    .isEqualTo(15353);
        }

        @Test
        void aNewOwnerOfADatabaseMustBeALogin() {
            host.run(TestHost.owner("DATABASE", "Sales", "HOST_B_login"));

            assertThat(host.refusal(TestHost.owner("DATABASE", "Sales", "absent")))
                    .isEqualTo(15151);
        }
    }

    /** The least permissions of tsql.md §6.2. */
    @Nested
    class WithoutSysadmin {
        private int refused(AdminStatement statement) {
            return host.refusal(statement, TestHost.caller("limited"), host.master);
        }

        private void allowed(AdminStatement statement) {
            host.run(statement, TestHost.caller("limited"), host.master);
        }

        @Test
        void everyStageIsRefused() {
            assertThat(refused(TestHost.masterKey())).isEqualTo(15247);
            assertThat(refused(TestHost.certificate("x"))).isEqualTo(15247);
            assertThat(refused(TestHost.endpoint("HOST_A_cert"))).isEqualTo(15247);
            assertThat(refused(TestHost.login("x"))).isEqualTo(15247);
            assertThat(refused(TestHost.user("x", "HOST_B_login"))).isEqualTo(15247);
            assertThat(refused(TestHost.connect("HOST_B_login"))).isEqualTo(15151);
            assertThat(refused(new AlterServiceMasterKey(false))).isEqualTo(15247);
        }

        @Test
        void whatIsThereLooksAbsent() {
            assertThat(refused(new DropCertificate("HOST_A_cert"))).isEqualTo(15151);
            assertThat(refused(new BackupCertificate("HOST_A_cert", "C:\\data\\a.cer", false, null)))
                    .isEqualTo(15151);
            assertThat(refused(new AlterEndpoint("Mirroring", EndpointState.STOPPED, null, null)))
                    .isEqualTo(15151);
            assertThat(refused(new DropEndpoint("Mirroring"))).isEqualTo(15151);
            assertThat(refused(new AlterLogin("HOST_B_login", false, null))).isEqualTo(15151);
            assertThat(refused(new DropLogin("HOST_B_login"))).isEqualTo(15151);
            assertThat(refused(new DropUser("guest", false))).isEqualTo(15151);
            assertThat(refused(TestHost.owner("ENDPOINT", "Mirroring", "limited")))
                    .isEqualTo(15151);
            assertThat(refused(TestHost.owner("CERTIFICATE", "HOST_A_cert", "guest")))
                    .isEqualTo(15151);
        }

        @Test
        void alterAnyLoginMakesLogins() {
            host.run(TestHost.grant("ALTER ANY LOGIN", null, "limited"));

            allowed(TestHost.login("x"));
            allowed(new DropLogin("x"));
        }

        @Test
        void securityadminMakesLogins() {
            host.run(new AlterRole("securityadmin", true, true, "limited"));

            allowed(TestHost.login("x"));
            assertThat(refused(TestHost.endpoint("HOST_A_cert"))).isEqualTo(15247);
        }

        @Test
        void securityadminDoesNotAlterSa() {
            host.run(new AlterRole("securityadmin", true, true, "limited"));

            assertThat(refused(new AlterLogin("sa", null, TestHost.options("An0ther-Secret"))))
                    .isEqualTo(15151);
        }

        @Test
        void alterAnyEndpointMakesAndAltersButDoesNotDrop() {
            host.run(TestHost.grant("ALTER ANY ENDPOINT", null, "limited"));

            allowed(new AlterEndpoint("Mirroring", EndpointState.STOPPED, null, null));
            allowed(TestHost.connect("HOST_B_login"));
            assertThat(refused(new DropEndpoint("Mirroring"))).isEqualTo(15151);
            host.run(new DropEndpoint("Mirroring"));
            allowed(EndpointTest.windowsEndpoint());
        }

        @Test
        void theOwnerOfTheEndpointDropsIt() {
            host.run(TestHost.owner("ENDPOINT", "Mirroring", "limited"));

            allowed(new DropEndpoint("Mirroring"));
        }

        @Test
        void dbOwnerOfMasterMakesKeysAndCertificates() {
            host.run(TestHost.user("limited", null));
            host.run(new AlterRole("db_owner", false, true, "limited"));

            allowed(TestHost.certificate("mine"));
            allowed(TestHost.user("HOST_B_user", "HOST_B_login"));
            allowed(new DropCertificate("mine"));
        }

        @Test
        void ddladminMakesCertificatesOfItsOwn() {
            host.run(TestHost.user("limited", null));
            host.run(new AlterRole("db_ddladmin", false, true, "limited"));

            allowed(TestHost.certificate("mine"));

            assertThat(host.row("certificates", "name", "mine").get("principal_id"))
                    .isEqualTo(
                            host.row("database_principals", "name", "limited").get("principal_id"));
            assertThat(refused(TestHost.imported("x", "guest", host.der("mine"))))
                    .isEqualTo(15151);
        }

        @Test
        void controlServerIsEnoughForEverything() {
            host.run(TestHost.grant("CONTROL SERVER", null, "limited"));

            allowed(TestHost.certificate("x"));
            allowed(new DropEndpoint("Mirroring"));
            allowed(TestHost.endpoint("x"));
            allowed(TestHost.connect("HOST_B_login"));
        }

        @Test
        void aDenialTakesWhatARoleGives() {
            host.run(new AlterRole("securityadmin", true, true, "limited"));

            host.run(TestHost.permission(Verb.DENY, "ALTER ANY LOGIN", null, "limited"));

            assertThat(refused(TestHost.login("x"))).isEqualTo(15247);
        }
    }

    /** Missing means absent or invisible (catalog.md §0). */
    @Nested
    class Visibility {
        private List<Object> names(String view) {
            return host.column(view, "name", TestHost.caller("limited"));
        }

        @Test
        void othersAreInvisible() {
            assertThat(names("certificates")).isEmpty();
            assertThat(names("symmetric_keys")).isEmpty();
            assertThat(host.view("key_encryptions", TestHost.caller("limited"), host.master))
                    .isEmpty();
            assertThat(names("database_mirroring_endpoints")).isEmpty();
            assertThat(names("endpoints")).doesNotContain("Mirroring").contains("TSQL Default TCP");
            assertThat(names("server_principals"))
                    .contains("limited", "sa", "public")
                    .doesNotContain("HOST_B_login");
        }

        @Test
        void ownPermissionsAreVisible() {
            host.run(TestHost.connect("HOST_B_login"));
            host.run(TestHost.connect("limited"));
            Object own = host.row("server_principals", "name", "limited").get("principal_id");

            assertThat(host.column("server_permissions", "grantee_principal_id", TestHost.caller("limited")))
                    .contains(own)
                    .containsOnly(own, 2);
        }

        @Test
        void aPermissionMakesTheEndpointVisible() {
            host.run(TestHost.connect("limited"));

            assertThat(names("database_mirroring_endpoints")).containsExactly("Mirroring");
        }

        @Test
        void viewAnyDefinitionShowsEverythingButHashes() {
            host.run(TestHost.grant("VIEW ANY DEFINITION", null, "limited"));

            assertThat(names("certificates")).contains("HOST_A_cert");
            assertThat(names("symmetric_keys")).contains("##MS_DatabaseMasterKey##");
            assertThat(names("endpoints")).contains("Mirroring");
            assertThat(names("sql_logins")).contains("HOST_B_login");
            assertThat(host.view("sql_logins", TestHost.caller("limited"), host.master))
                    .allSatisfy(row -> assertThat(row).containsEntry("password_hash", null));
        }

        @Test
        void functionsDoNotTellMoreThanViews() {
            Caller limited = TestHost.caller("limited");
            Object id = host.call("CERT_ID", "HOST_A_cert");

            assertThat(host.call(limited, "CERT_ID", "HOST_A_cert")).isNull();
            assertThat(host.call(limited, "CERTENCODED", id)).isNull();
        }
    }
}
