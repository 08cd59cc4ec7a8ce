package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Column lists and types, as catalog.md documents them. */
class CatalogColumnsTest {
    private static final String ENDPOINT = "name nvarchar(128), endpoint_id int, principal_id int, protocol tinyint,"
            + " protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint,"
            + " state_desc nvarchar(60), is_admin_endpoint bit";
    private static final String PRINCIPAL = "name nvarchar(128), principal_id int, sid varbinary(85), type char(1),"
            + " type_desc nvarchar(60), is_disabled int, create_date datetime, modify_date datetime,"
            + " default_database_name nvarchar(128), default_language_name nvarchar(128), credential_id int,"
            + " owning_principal_id int, is_fixed_role bit";
    private static final String PERMISSION = "class tinyint, class_desc nvarchar(60), major_id int, minor_id int,"
            + " grantee_principal_id int, grantor_principal_id int, type char(4), permission_name nvarchar(128),"
            + " state char(1), state_desc nvarchar(60)";
    private static final String CERTIFICATE = "name nvarchar(128), certificate_id int, principal_id int,"
            + " pvt_key_encryption_type char(2), pvt_key_encryption_type_desc nvarchar(60),"
            + " is_active_for_begin_dialog bit, issuer_name nvarchar(442), cert_serial_number nvarchar(64),"
            + " sid varbinary(85), string_sid nvarchar(128), subject nvarchar(4000), expiry_date datetime,"
            + " start_date datetime, thumbprint varbinary(32), attested_by nvarchar(260),"
            + " pvt_key_last_backup_date datetime";
    private static final String USER = "name nvarchar(128), principal_id int, type char(1), type_desc nvarchar(60),"
            + " default_schema_name nvarchar(128), create_date datetime, modify_date datetime,"
            + " owning_principal_id int, sid varbinary(85), is_fixed_role bit, authentication_type int,"
            + " authentication_type_desc nvarchar(60), default_language_name nvarchar(128),"
            + " default_language_lcid int";

    @TempDir
    Path folder;

    private static String columns(TestHost host, String view) {
        return host.security.view(host.master, "sys", view, TestHost.sa()).orElseThrow().columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "endpoints;" + ENDPOINT,
                "tcp_endpoints;" + ENDPOINT + ", port int, is_dynamic_port bit, ip_address nvarchar(45)",
                "database_mirroring_endpoints;" + ENDPOINT
                        + ", role tinyint, role_desc nvarchar(60), is_encryption_enabled bit,"
                        + " connection_auth tinyint, connection_auth_desc nvarchar(60), certificate_id int,"
                        + " encryption_algorithm tinyint, encryption_algorithm_desc nvarchar(60)",
                "server_principals;" + PRINCIPAL,
                "sql_logins;" + PRINCIPAL
                        + ", is_policy_checked bit, is_expiration_checked bit, password_hash varbinary(256)",
                "server_permissions;" + PERMISSION,
                "database_permissions;" + PERMISSION,
                "server_role_members;role_principal_id int, member_principal_id int",
                "database_role_members;role_principal_id int, member_principal_id int",
                "database_principals;" + USER + ", allow_encrypted_value_modifications bit",
                "certificates;" + CERTIFICATE + ", key_length int",
                "symmetric_keys;name nvarchar(128), principal_id int, symmetric_key_id int, key_length int,"
                        + " key_algorithm char(2), algorithm_desc nvarchar(60), create_date datetime,"
                        + " modify_date datetime, key_guid uniqueidentifier, key_thumbprint sql_variant,"
                        + " provider_type nvarchar(120), cryptographic_provider_guid uniqueidentifier,"
                        + " cryptographic_provider_algid sql_variant",
                "key_encryptions;key_id int, thumbprint varbinary(32), crypt_type char(4),"
                        + " crypt_type_desc nvarchar(60), crypt_property varbinary(max)",
                "master_key_passwords;credential_id int, family_guid uniqueidentifier"
            })
    void areTheDocumentedOnes(String view, String expected) {
        assertThat(columns(new TestHost(folder), view)).isEqualTo(expected);
    }

    @Test
    void newerColumnsAreAbsentFromOlderVersions() {
        TestHost older = new TestHost(folder, "HOST_V", Version.SQL_2014, Edition.DEVELOPER);

        assertThat(columns(older, "database_principals")).isEqualTo(USER);
        assertThat(columns(older, "certificates")).isEqualTo(CERTIFICATE);
        assertThat(older.view("database_principals")).isNotEmpty();
        assertThat(older.view("certificates")).isNotEmpty();
    }

    @Test
    void endpointsOfTheInstallationAreThere() {
        TestHost host = new TestHost(folder);

        assertThat(host.column("endpoints", "name"))
                .containsExactly(
                        "Dedicated Admin Connection", "TSQL Local Machine", "TSQL Named Pipes", "TSQL Default TCP");
        assertThat(host.column("endpoints", "type_desc")).containsOnly("TSQL");
        assertThat(host.column("tcp_endpoints", "port")).containsExactly(0, 0);
    }

    @Test
    void everybodyMayConnectToTheTsqlEndpoints() {
        TestHost host = new TestHost(folder);

        assertThat(host.view("server_permissions").stream()
                        .filter(row -> Integer.valueOf(105).equals(row.get("class")))
                        .toList())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("grantee_principal_id", 2)
                        .containsEntry("type", "CO  ")
                        .containsEntry("state", "G"));
    }

    @Test
    void aSystemCertificateIsThere() {
        TestHost host = new TestHost(folder);

        assertThat(host.column("certificates", "name")).containsExactly("##MS_PolicySigningCertificate##");
        assertThat(host.view("certificates", TestHost.sa(), DatabaseSecurity.fresh()))
                .isEmpty();
    }

    @Test
    void unknownViewsAreOtherRooms() {
        TestHost host = new TestHost(folder);

        assertThat(host.security.view(host.master, "sys", "databases", TestHost.sa()))
                .isEmpty();
        assertThat(host.security.view(host.master, "dbo", "certificates", TestHost.sa()))
                .isEmpty();
    }
}
