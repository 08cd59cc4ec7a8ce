package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import mirrorsh.lab.sql.ast.CertificateStatement.BackupCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each effect of the procedure changes in the catalog (catalog.md §11). */
class EffectTest {
    @TempDir
    Path folder;

    @Test
    void aNewInstanceHasNoMasterKey() {
        TestHost host = new TestHost(folder);

        assertThat(host.column("symmetric_keys", "name")).containsExactly("##MS_ServiceMasterKey##");
        assertThat(host.view("key_encryptions")).isEmpty();
        assertThat(host.security.opensByServiceMasterKey(host.master)).isFalse();
    }

    @Test
    void outOneAddsTheMasterKeyWithItsTwoProtections() {
        TestHost host = new TestHost(folder);

        host.run(TestHost.masterKey());

        assertThat(host.row("symmetric_keys", "name", "##MS_DatabaseMasterKey##"))
                .containsEntry("symmetric_key_id", 101)
                .containsEntry("key_length", 256)
                .containsEntry("key_algorithm", "A3")
                .containsEntry("algorithm_desc", "AES_256")
                .containsEntry("principal_id", 1);
        assertThat(host.column("key_encryptions", "crypt_type")).containsExactlyInAnyOrder("ESKM", "ESKP");
        assertThat(host.security.opensByServiceMasterKey(host.master)).isTrue();
    }

    @Test
    void outTwoAddsACertificateOfOneYearUnderTheMasterKey() {
        TestHost host = new TestHost(folder);
        host.run(TestHost.masterKey());

        host.run(TestHost.certificate("HOST_A_cert"));

        assertThat(host.row("certificates", "name", "HOST_A_cert"))
                .containsEntry("certificate_id", 256)
                .containsEntry("principal_id", 1)
                .containsEntry("pvt_key_encryption_type", "MK")
                .containsEntry("pvt_key_encryption_type_desc", "ENCRYPTED_BY_MASTER_KEY")
                .containsEntry("is_active_for_begin_dialog", true)
                .containsEntry("subject", "HOST_A_cert of mirroring")
                .containsEntry("issuer_name", "HOST_A_cert of mirroring")
                .containsEntry("start_date", LocalDateTime.of(2026, 3, 10, 10, 0))
                .containsEntry("expiry_date", LocalDateTime.of(2027, 3, 10, 10, 0))
                .containsEntry("pvt_key_last_backup_date", null);
    }

    @Test
    void outThreeAddsTheEndpointToItsThreeViews() {
        TestHost host = new TestHost(folder);

        host.outbound("HOST_A_cert");

        int certificate =
                (Integer) host.row("certificates", "name", "HOST_A_cert").get("certificate_id");
        assertThat(host.row("endpoints", "name", "Mirroring"))
                .containsEntry("endpoint_id", 65536)
                .containsEntry("principal_id", 1)
                .containsEntry("protocol", 2)
                .containsEntry("type", 4)
                .containsEntry("type_desc", "DATABASE_MIRRORING")
                .containsEntry("state", 0)
                .containsEntry("state_desc", "STARTED")
                .containsEntry("is_admin_endpoint", false);
        assertThat(host.row("tcp_endpoints", "name", "Mirroring"))
                .containsEntry("port", 5022)
                .containsEntry("is_dynamic_port", false)
                .containsEntry("ip_address", null);
        assertThat(host.view("database_mirroring_endpoints"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("role", 3)
                        .containsEntry("role_desc", "ALL")
                        .containsEntry("is_encryption_enabled", true)
                        .containsEntry("connection_auth", 4)
                        .containsEntry("connection_auth_desc", "CERTIFICATE")
                        .containsEntry("certificate_id", certificate)
                        .containsEntry("encryption_algorithm", 2)
                        .containsEntry("encryption_algorithm_desc", "AES"));
    }

    @Test
    void outThreeGivesTheOwnerNoPermissionRow() {
        TestHost host = new TestHost(folder);

        host.outbound("HOST_A_cert");

        assertThat(host.view("server_permissions"))
                .noneMatch(row -> Integer.valueOf(65536).equals(row.get("major_id")));
    }

    @Test
    void outFourWritesDerAndLeavesTheCatalogAlone() throws Exception {
        TestHost host = new TestHost(folder);
        host.outbound("HOST_A_cert");

        host.run(new BackupCertificate("HOST_A_cert", "C:\\data\\HOST_A_cert.cer", false, null));

        assertThat(host.disk.read("C:\\data\\HOST_A_cert.cer")).isEqualTo(host.der("HOST_A_cert"));
        assertThat(host.row("certificates", "name", "HOST_A_cert")).containsEntry("pvt_key_last_backup_date", null);
    }

    @Test
    void inOneAddsTheLoginAndItsConnectSql() {
        TestHost host = new TestHost(folder);

        host.run(TestHost.login("HOST_B_login"));

        int id = (Integer) host.row("server_principals", "name", "HOST_B_login").get("principal_id");
        assertThat(host.row("server_principals", "name", "HOST_B_login"))
                .containsEntry("type", "S")
                .containsEntry("type_desc", "SQL_LOGIN")
                .containsEntry("is_disabled", 0)
                .containsEntry("default_database_name", "master")
                .containsEntry("create_date", LocalDateTime.of(2026, 3, 10, 12, 0))
                .containsEntry("is_fixed_role", false);
        assertThat(host.row("sql_logins", "name", "HOST_B_login"))
                .containsEntry("is_policy_checked", true)
                .containsEntry("is_expiration_checked", false);
        assertThat(host.row("server_permissions", "grantee_principal_id", id))
                .containsEntry("class", 100)
                .containsEntry("type", "COSQ")
                .containsEntry("permission_name", "CONNECT SQL")
                .containsEntry("state", "G");
    }

    @Test
    void inTwoAddsTheUserWithTheLoginsSid() {
        TestHost host = new TestHost(folder);
        host.run(TestHost.login("HOST_B_login"));

        host.run(TestHost.user("HOST_B_user", "HOST_B_login"));

        var user = host.row("database_principals", "name", "HOST_B_user");
        assertThat(user)
                .containsEntry("type", "S")
                .containsEntry("type_desc", "SQL_USER")
                .containsEntry("default_schema_name", "dbo")
                .containsEntry("authentication_type", 1)
                .containsEntry("authentication_type_desc", "INSTANCE");
        assertThat(user.get("sid"))
                .isEqualTo(host.row("server_principals", "name", "HOST_B_login").get("sid"));
        assertThat(host.view("database_permissions"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("grantee_principal_id", user.get("principal_id"))
                        .containsEntry("class", 0)
                        .containsEntry("type", "CO  ")
                        .containsEntry("permission_name", "CONNECT")
                        .containsEntry("state", "G"));
    }

    @Test
    void inThreeAddsThePeersPublicCertificateOwnedByTheUser() {
        TestHost peer = new TestHost(folder, "HOST_B");
        peer.outbound("HOST_B_cert");
        TestHost host = new TestHost(folder);
        host.outbound("HOST_A_cert");

        host.inbound("HOST_B", peer.der("HOST_B_cert"));

        var copy = host.row("certificates", "name", "HOST_B_cert");
        assertThat(copy)
                .containsEntry("pvt_key_encryption_type", "NA")
                .containsEntry("pvt_key_encryption_type_desc", "NO_PRIVATE_KEY")
                .containsEntry(
                        "principal_id",
                        host.row("database_principals", "name", "HOST_B_user").get("principal_id"));
        assertThat(copy.get("thumbprint"))
                .isEqualTo(peer.row("certificates", "name", "HOST_B_cert").get("thumbprint"));
    }

    @Test
    void inFourAddsConnectOnTheEndpoint() {
        TestHost host = new TestHost(folder);
        host.outbound("HOST_A_cert");
        host.run(TestHost.login("HOST_B_login"));

        host.run(TestHost.connect("HOST_B_login"));

        assertThat(host.row("server_permissions", "major_id", 65536))
                .containsEntry("class", 105)
                .containsEntry("class_desc", "ENDPOINT")
                .containsEntry("type", "CO  ")
                .containsEntry("permission_name", "CONNECT")
                .containsEntry("state", "G")
                .containsEntry("state_desc", "GRANT")
                .containsEntry(
                        "grantee_principal_id",
                        host.row("server_principals", "name", "HOST_B_login").get("principal_id"));
    }
}
