package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant.Verb;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLoginFrom;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginOptions;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginSource;
import mirrorsh.lab.type.SqlMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
    }

    private static LoginOptions options(
            @Nullable String password, @Nullable Boolean policy, @Nullable Boolean expiration, boolean mustChange) {
        return new LoginOptions(password, null, null, mustChange, false, null, null, null, policy, expiration, null);
    }

    private static LoginOptions hashed(byte[] hash, byte @Nullable [] sid, @Nullable Boolean policy) {
        return new LoginOptions(null, hash, null, false, false, sid, null, null, policy, null, null);
    }

    private static LoginOptions renamed(String name) {
        return new LoginOptions(null, null, null, false, false, null, null, null, null, null, name);
    }

    private List<Integer> numbers(String login, String password) {
        return host.security.authenticate(login, password.toCharArray()).stream()
                .map(SqlMessage::number)
                .toList();
    }

    @Test
    void saComesIn() {
        assertThat(numbers("SA", "sa")).isEmpty();
        assertThat(host.security.login("SA")).hasValueSatisfying(login -> {
            assertThat(login.name()).isEqualTo("sa");
            assertThat(login.sysadmin()).isTrue();
            assertThat(login.sid()).containsExactly(1);
        });
    }

    @Test
    void aNewLoginComesInWithItsPassword() {
        host.run(TestHost.login("HOST_B_login"));

        assertThat(numbers("host_b_LOGIN", "Qw3rty-Secret")).isEmpty();
        assertThat(numbers("HOST_B_login", "qw3rty-secret")).containsExactly(18456);
    }

    @Test
    void theErrorLogTellsWhatTheClientDoesNot() {
        numbers("stranger", "x");

        assertThat(host.errorLog.lines())
                .anyMatch(line -> line.text().equals("Error: 18456, Severity: 14, State: 5."))
                .anyMatch(line -> line.text().contains("no such login"));
        assertThat(host.security.authenticate("stranger", new char[0]))
                .allMatch(message -> message.state() == 1 && !message.text().contains("no such login"));
    }

    @Test
    void aDisabledLoginStaysOut() {
        host.run(TestHost.login("HOST_B_login"));

        host.run(new AlterLogin("HOST_B_login", false, null));

        assertThat(host.row("server_principals", "name", "HOST_B_login")).containsEntry("is_disabled", 1);
        assertThat(numbers("HOST_B_login", "Qw3rty-Secret")).containsExactly(18470);
    }

    @Test
    void aLoginWithoutConnectSqlStaysOut() {
        host.run(TestHost.login("HOST_B_login"));

        host.run(TestHost.permission(Verb.DENY, "CONNECT SQL", null, "HOST_B_login"));

        assertThat(numbers("HOST_B_login", "Qw3rty-Secret")).containsExactly(18456);
    }

    @Test
    void aPasswordToBeChangedKeepsOut() {
        host.run(new CreateLogin("new", options("Qw3rty-Secret", true, true, true)));

        assertThat(numbers("new", "Qw3rty-Secret")).containsExactly(18488);
    }

    @ParameterizedTest
    @CsvSource({
        "short1!, 15116",
        "alllowercase, 15118",
        "Password, 15118",
        "HOST_A-secret1, 15118",
        "Peer_login-1, 15118"
    })
    void refusesAWeakPassword(String password, int number) {
        assertThat(host.refusal(new CreateLogin("peer_login", TestHost.options(password))))
                .isEqualTo(number);
    }

    @Test
    void takesAWeakPasswordWithoutPolicy() {
        host.run(new CreateLogin("HOST_B_login", options("x", false, null, false)));

        assertThat(host.row("sql_logins", "name", "HOST_B_login")).containsEntry("is_policy_checked", false);
    }

    @Test
    void refusesOptionsThatContradictEachOther() {
        assertThat(host.refusal(new CreateLogin("x", options("Qw3rty-Secret", false, true, false))))
                .isEqualTo(15122);
        assertThat(host.refusal(new CreateLogin("x", options("Qw3rty-Secret", true, false, true))))
                .isEqualTo(15099);
    }

    @Test
    void refusesANameThatIsTakenByALoginOrARole() {
        host.run(TestHost.login("HOST_B_login"));

        assertThat(host.refusal(TestHost.login("host_b_login"))).isEqualTo(15025);
        assertThat(host.refusal(TestHost.login("sysadmin"))).isEqualTo(15025);
    }

    @Test
    void refusesABackslash() {
        assertThat(host.refusal(TestHost.login("DOMAIN\\user"))).isEqualTo(15006);
    }

    @Test
    void aCopiedLoginHasPasswordAndSid() {
        host.run(TestHost.login("app"));
        byte[] hash = (byte[]) host.row("sql_logins", "name", "app").get("password_hash");
        byte[] sid = (byte[]) host.row("sql_logins", "name", "app").get("sid");
        assertThat(hash).hasSize(70).startsWith(2, 0);
        assertThat(sid).hasSize(16);
        TestHost other = new TestHost(folder, "HOST_B");

        other.run(new CreateLogin("app", hashed(hash, sid, false)));

        assertThat(other.security.authenticate("app", "Qw3rty-Secret".toCharArray()))
                .isEmpty();
        assertThat(other.row("server_principals", "name", "app").get("sid")).isEqualTo(sid);
    }

    @Test
    void aHashNeedsThePolicyOff() {
        byte[] hash = PasswordHash.of("Qw3rty-Secret", new java.security.SecureRandom());

        assertThat(host.refusal(new CreateLogin("app", hashed(hash, null, null))))
                .isEqualTo(33020);
        assertThat(host.refusal(new CreateLogin("app", hashed(new byte[5], null, false))))
                .isEqualTo(49998);
    }

    @Test
    void refusesASidThatIsTaken() {
        host.run(TestHost.login("app"));
        byte[] sid = (byte[]) host.row("server_principals", "name", "app").get("sid");
        byte[] hash = (byte[]) host.row("sql_logins", "name", "app").get("password_hash");

        // the number is unconfirmed
        assertThat(host.refusal(new CreateLogin("other", hashed(hash, sid, false))))
                .isEqualTo(15433);
    }

    @Test
    void renamingKeepsTheSid() {
        host.run(TestHost.login("app"));
        Object sid = host.row("server_principals", "name", "app").get("sid");

        host.run(new AlterLogin("app", null, renamed("application")));

        assertThat(host.row("server_principals", "name", "application").get("sid"))
                .isEqualTo(sid);
        assertThat(numbers("application", "Qw3rty-Secret")).isEmpty();
        assertThat(host.refusal(new AlterLogin("application", null, renamed("sa"))))
                .isEqualTo(15025);
    }

    @Test
    void aNewPasswordReplacesTheOld() {
        host.run(TestHost.login("app"));

        host.run(new AlterLogin("app", null, TestHost.options("An0ther-Secret")));

        assertThat(numbers("app", "Qw3rty-Secret")).containsExactly(18456);
        assertThat(numbers("app", "An0ther-Secret")).isEmpty();
    }

    @Test
    void everybodyChangesTheOwnPasswordWithTheOldOne() {
        host.run(TestHost.login("app"));
        LoginOptions change = new LoginOptions(
                "An0ther-Secret", null, "Qw3rty-Secret", false, false, null, null, null, null, null, null);

        assertThat(host.refusal(
                        new AlterLogin("app", null, TestHost.options("An0ther-Secret")),
                        TestHost.caller("app"),
                        host.master))
                .isEqualTo(15151);
        host.run(new AlterLogin("app", null, change), TestHost.caller("app"), host.master);

        assertThat(numbers("app", "An0ther-Secret")).isEmpty();
    }

    @Test
    void windowsAndCertificateLoginsExistButDoNotComeIn() {
        host.run(TestHost.masterKey());
        host.run(TestHost.certificate("cert"));

        host.run(new CreateLoginFrom("LAB\\operator", LoginSource.WINDOWS, null, null));
        host.run(new CreateLoginFrom("by cert", LoginSource.CERTIFICATE, "cert", null));

        assertThat(host.row("server_principals", "name", "LAB\\operator")).containsEntry("type", "U");
        assertThat(host.row("server_principals", "name", "by cert"))
                .containsEntry("type", "C")
                .containsEntry("type_desc", "CERTIFICATE_MAPPED_LOGIN");
        assertThat(numbers("by cert", "")).containsExactly(18456);
        assertThat(host.refusal(new CreateLoginFrom("no cert", LoginSource.CERTIFICATE, "absent", null)))
                .isEqualTo(15151);
    }

    @Test
    void droppingTakesItsPermissionsAlong() {
        host.run(TestHost.login("app"));
        Object id = host.row("server_principals", "name", "app").get("principal_id");
        host.run(TestHost.grant("VIEW SERVER STATE", null, "app"));

        host.run(new DropLogin("app"));

        assertThat(host.column("server_permissions", "grantee_principal_id")).doesNotContain(id);
        assertThat(host.refusal(new DropLogin("app"))).isEqualTo(15151);
    }

    @Test
    void refusesToDropTheOwnerOfTheEndpoint() {
        host.run(TestHost.login("app"));
        host.run(EndpointTest.windowsEndpoint());
        host.run(TestHost.owner("ENDPOINT", "Mirroring", "app"));

        assertThat(host.refusal(new DropLogin("app"))).isEqualTo(15141);
    }

    @Test
    void refusesToDropALoginThatIsLoggedIn() {
        host.run(TestHost.login("app"));
        host.view("certificates", TestHost.caller("app"), host.master);

        assertThat(host.refusal(new DropLogin("app"))).isEqualTo(15434);
        host.security.sessionEnded(60);
        host.run(new DropLogin("app"));
    }

    @Test
    void aMemberOfSysadminIsShown() {
        host.run(TestHost.login("operator"));

        host.run(new AlterRole("sysadmin", true, true, "operator"));

        assertThat(host.security.login("operator").orElseThrow().sysadmin()).isTrue();
        assertThat(host.view("server_role_members"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry(
                                "member_principal_id",
                                host.row("server_principals", "name", "operator")
                                        .get("principal_id"))
                        .containsEntry(
                                "role_principal_id",
                                host.row("server_principals", "name", "sysadmin")
                                        .get("principal_id")));
        host.run(new AlterRole("sysadmin", true, false, "operator"));
        assertThat(host.security.login("operator").orElseThrow().sysadmin()).isFalse();
    }
}
