package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant.Verb;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
        host.run(TestHost.login("HOST_B_login"));
    }

    @Test
    void p17RefusesAnUnknownLogin() {
        assertThat(host.refusal(TestHost.user("HOST_B_user", "absent"))).isEqualTo(15007);
    }

    @Test
    void takesTheLoginOfItsOwnNameWhenNoneIsGiven() {
        host.run(TestHost.user("HOST_B_login", null));

        assertThat(host.row("database_principals", "name", "HOST_B_login").get("sid"))
                .isEqualTo(host.row("server_principals", "name", "HOST_B_login").get("sid"));
        assertThat(host.refusal(TestHost.user("absent", null))).isEqualTo(15007);
    }

    @Test
    void refusesANameThatIsTaken() {
        host.run(TestHost.user("HOST_B_user", "HOST_B_login"));
        host.run(TestHost.login("other"));

        assertThat(host.refusal(TestHost.user("host_b_USER", "other"))).isEqualTo(15023);
        assertThat(host.refusal(TestHost.user("guest", "other"))).isEqualTo(15023);
    }

    @Test
    void refusesASecondUserOfOneLogin() {
        host.run(TestHost.user("HOST_B_user", "HOST_B_login"));

        assertThat(host.refusal(TestHost.user("HOST_B_again", "HOST_B_login"))).isEqualTo(15063);
        assertThat(host.refusal(TestHost.user("second sa", "sa"))).isEqualTo(15063);
    }

    @Test
    void aUserWithoutLoginJoinsNone() {
        host.run(new CreateUser("loose", null, true, null, null));

        assertThat(host.row("database_principals", "name", "loose"))
                .containsEntry("authentication_type", 0)
                .containsEntry("authentication_type_desc", "NONE");
        assertThat(host.refusal(new AlterUser("loose", null, "HOST_B_login", null)))
                .isEqualTo(33016);
    }

    @Test
    void renamesAndChangesTheSchema() {
        host.run(TestHost.user("HOST_B_user", "HOST_B_login"));

        host.run(new AlterUser("HOST_B_user", "peer", null, "sales"));

        assertThat(host.row("database_principals", "name", "peer")).containsEntry("default_schema_name", "sales");
        assertThat(host.refusal(new AlterUser("peer", "guest", null, null))).isEqualTo(15023);
        assertThat(host.refusal(new AlterUser("HOST_B_user", "x", null, null))).isEqualTo(15151);
    }

    @Test
    void refusesToDropTheOwnerOfACertificate() {
        TestHost peer = new TestHost(folder, "HOST_B");
        peer.outbound("HOST_B_cert");
        host.run(TestHost.user("HOST_B_user", "HOST_B_login"));
        host.run(TestHost.imported("HOST_B_cert", "HOST_B_user", peer.der("HOST_B_cert")));

        // 15138 or 15154 is unconfirmed
        assertThat(host.refusal(new DropUser("HOST_B_user", false))).isEqualTo(15138);
    }

    @Test
    void droppingIfItExistsIsSilent() {
        host.run(new DropUser("absent", true));

        assertThat(host.refusal(new DropUser("absent", false))).isEqualTo(15151);
        assertThat(host.refusal(new DropUser("dbo", false))).isEqualTo(49998);
    }

    @Test
    void ifExistsIsUnknownBeforeTwentySixteen() {
        TestHost older = new TestHost(folder, "HOST_V", Version.SQL_2014, Edition.DEVELOPER);

        assertThat(older.refusal(new DropUser("absent", true))).isEqualTo(156);
    }

    @Test
    void idsLeaveOutThoseOfTheFixedRoles() {
        while (host.master.newPrincipalId() < 16_383) {
            // as if so many users had come and gone
        }

        host.run(TestHost.user("late", "HOST_B_login"));

        assertThat(host.row("database_principals", "name", "late")).containsEntry("principal_id", 16_400);
        host.run(new DropUser("late", false));
        assertThat(host.row("database_principals", "name", "db_owner")).containsEntry("principal_id", 16_384);
    }

    @Test
    void guestLetsEverybodyIntoMasterOnly() {
        DatabaseSecurity sales = DatabaseSecurity.fresh();

        assertThat(host.security.mayEnter("HOST_B_login", host.master)).isTrue();
        assertThat(host.security.mayEnter("HOST_B_login", sales)).isFalse();
        assertThat(host.security.mayEnter("HOST_B_login", DatabaseSecurity.freshWithGuest()))
                .isTrue();
        assertThat(host.security.mayEnter("sa", sales)).isTrue();
        assertThat(host.security.mayEnter("absent", host.master)).isFalse();
    }

    @Test
    void aUserMayEnterItsDatabaseUntilDenied() {
        DatabaseSecurity sales = DatabaseSecurity.fresh();
        Caller inSales = new Caller("sa", true, "Sales", false, 51);

        host.run(TestHost.user("peer", "HOST_B_login"), inSales, sales);
        assertThat(host.security.mayEnter("HOST_B_login", sales)).isTrue();

        host.run(TestHost.permission(Verb.DENY, "CONNECT", null, "peer"), inSales, sales);
        assertThat(host.security.mayEnter("HOST_B_login", sales)).isFalse();
    }

    @Test
    void theOwnerOfADatabaseMayEnterItAsDbo() {
        DatabaseSecurity sales = DatabaseSecurity.fresh();

        sales.ownedBy(host.security.login("HOST_B_login").orElseThrow().sid());

        assertThat(host.security.mayEnter("HOST_B_login", sales)).isTrue();
    }

    @Test
    void aRoleCollectsItsMembers() {
        host.run(TestHost.user("HOST_B_user", "HOST_B_login"));

        host.run(new AlterRole("db_owner", false, true, "HOST_B_user"));

        assertThat(host.column("database_role_members", "member_principal_id"))
                .contains(host.row("database_principals", "name", "HOST_B_user").get("principal_id"));
        assertThat(host.refusal(new AlterRole("absent", false, true, "HOST_B_user")))
                .isEqualTo(15151);
    }
}
