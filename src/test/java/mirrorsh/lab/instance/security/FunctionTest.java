package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
        host.outbound("HOST_A_cert");
        host.run(TestHost.login("app"));
        host.run(TestHost.user("app_user", "app"));
    }

    @Test
    void findsACertificateByItsName() {
        assertThat(host.call("CERT_ID", "host_a_CERT")).isEqualTo(256);
        assertThat(host.call("CERT_ID", "[HOST_A_cert]")).isEqualTo(256);
        assertThat(host.call("CERT_ID", "absent")).isNull();
        assertThat(host.call("CERT_ID", (Object) null)).isNull();
        assertThat(host.call("CERTENCODED", 9999)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"Expiry_Date, datetime", "Issuer_Name, nvarchar(442)", "Subject, nvarchar(4000)", "SID, varbinary(85)"})
    void tellsPropertiesWithTheirBaseType(String property, String type) {
        Variant value = (Variant) host.call("CERTPROPERTY", 256, property);

        assertThat(Objects.requireNonNull(value).type()).hasToString(type);
    }

    @Test
    void tellsTheExpiryDateInUtc() {
        assertThat(host.call("CERTPROPERTY", 256, "expiry_date"))
                .isEqualTo(new Variant(SqlType.DATETIME, LocalDateTime.of(2027, 3, 10, 10, 0)));
        assertThat(host.call("CERTPROPERTY", 256, "weight")).isNull();
    }

    @Test
    void thePrivateKeyComesOutEncrypted() {
        byte[] file = (byte[]) host.call("CERTPRIVATEKEY", 256, TestHost.PASSWORD);

        assertThat(PrivateKeyFile.read(Objects.requireNonNull(file), TestHost.PASSWORD)
                        .getAlgorithm())
                .isEqualTo("RSA");
        assertThat(host.call("CERTPRIVATEKEY", 101, TestHost.PASSWORD)).isNull();
    }

    @Test
    void resolvesLogins() {
        Object id = host.row("server_principals", "name", "app").get("principal_id");
        Object sid = host.row("server_principals", "name", "app").get("sid");

        assertThat(host.call("SUSER_ID", "APP")).isEqualTo(id);
        assertThat(host.call("SUSER_SID", "app")).isEqualTo(sid);
        assertThat(host.call("SUSER_SNAME", sid)).isEqualTo("app");
        assertThat(host.call("SUSER_NAME", id)).isEqualTo("app");
        assertThat(host.call("SUSER_ID", "absent")).isNull();
        assertThat(host.call("SUSER_SNAME")).isEqualTo("sa");
        assertThat(host.call("SYSTEM_USER")).isEqualTo("sa");
    }

    @Test
    void resolvesUsers() {
        Object id = host.row("database_principals", "name", "app_user").get("principal_id");

        assertThat(host.call("USER_ID", "app_user")).isEqualTo(id);
        assertThat(host.call("USER_NAME", id)).isEqualTo("app_user");
        assertThat(host.call("USER_NAME")).isEqualTo("dbo");
        assertThat(host.call(TestHost.caller("app"), "USER_NAME")).isEqualTo("app_user");
        assertThat(host.call("DATABASE_PRINCIPAL_ID", "public")).isEqualTo(0);
    }

    @Test
    void tellsMembershipInServerRoles() {
        Caller app = TestHost.caller("app");

        assertThat(host.call("IS_SRVROLEMEMBER", "sysadmin")).isEqualTo(1);
        assertThat(host.call(app, "IS_SRVROLEMEMBER", "sysadmin")).isEqualTo(0);
        assertThat(host.call(app, "IS_SRVROLEMEMBER", "public")).isEqualTo(1);
        assertThat(host.call("IS_SRVROLEMEMBER", "sysadmin", "app")).isEqualTo(0);
        assertThat(host.call("IS_SRVROLEMEMBER", "absent")).isNull();
        assertThat(host.call("IS_SRVROLEMEMBER", "sysadmin", "absent")).isNull();
    }

    @Test
    void tellsMembershipInDatabaseRoles() {
        host.run(new AlterRole("db_backupoperator", false, true, "app_user"));
        Caller app = TestHost.caller("app");

        assertThat(host.call(app, "IS_MEMBER", "db_backupoperator")).isEqualTo(1);
        assertThat(host.call(app, "IS_MEMBER", "db_owner")).isEqualTo(0);
        assertThat(host.call("IS_MEMBER", "db_owner")).isEqualTo(1);
        assertThat(host.call("IS_ROLEMEMBER", "db_backupoperator", "app_user")).isEqualTo(1);
        assertThat(host.call("IS_MEMBER", "absent")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "NULL, NULL, CONTROL SERVER, 1, 0",
                "NULL, SERVER, ALTER ANY LOGIN, 1, 0",
                "NULL, SERVER, CONNECT SQL, 1, 1",
                "Mirroring, ENDPOINT, CONNECT, 1, NULL",
                "TSQL Default TCP, ENDPOINT, CONNECT, 1, 1",
                "HOST_A_cert, CERTIFICATE, CONTROL, 1, NULL",
                "master, DATABASE, CREATE CERTIFICATE, 1, 0",
                "master, DATABASE, ANY, 1, 1",
                "app, LOGIN, ALTER, 1, 0",
                "absent, ENDPOINT, CONNECT, NULL, NULL",
                "NULL, SERVER, FLY, NULL, NULL",
                "x, WHATEVER, ALTER, NULL, NULL"
            })
    void answersWhetherThePermissionIsHeld(
            @Nullable String securable,
            @Nullable String kind,
            String permission,
            @Nullable Integer forSa,
            @Nullable Integer forApp) {
        assertThat(host.call("HAS_PERMS_BY_NAME", securable, kind, permission)).isEqualTo(forSa);
        assertThat(host.call(TestHost.caller("app"), "HAS_PERMS_BY_NAME", securable, kind, permission))
                .isEqualTo(forApp);
    }

    @Test
    void refusesAWrongNumberOfArguments() {
        ScalarFunction function =
                host.security.function("cert_id", TestHost.sa(), host.master).orElseThrow();

        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> function.type(List.of()));

        assertThat(failure.number()).isEqualTo(174);
        assertThat(function.type(List.of(SqlType.SYSNAME))).isEqualTo(SqlType.INT);
    }

    @Test
    void doesNotKnowOtherRoomsFunctions() {
        assertThat(host.security.function("SERVERPROPERTY", TestHost.sa(), host.master))
                .isEmpty();
    }
}
