package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.EndpointStatement.AlterEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.Authentication;
import mirrorsh.lab.sql.ast.EndpointStatement.CreateEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.DropEndpoint;
import mirrorsh.lab.sql.ast.EndpointStatement.Encryption;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionAlgorithm;
import mirrorsh.lab.sql.ast.EndpointStatement.EncryptionMode;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import mirrorsh.lab.sql.ast.EndpointStatement.MirroringOptions;
import mirrorsh.lab.sql.ast.EndpointStatement.TcpOptions;
import mirrorsh.lab.sql.ast.EndpointStatement.WindowsMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
        host.run(TestHost.masterKey());
        host.run(TestHost.certificate("HOST_A_cert"));
    }

    static CreateEndpoint windowsEndpoint() {
        return create("Mirroring", 5022, new MirroringOptions(null, null, EndpointRole.ALL));
    }

    private static CreateEndpoint create(String name, int port, MirroringOptions options) {
        return new CreateEndpoint(name, null, EndpointState.STARTED, new TcpOptions(port, "ALL"), options);
    }

    private static MirroringOptions options(@Nullable Authentication authentication, @Nullable Encryption encryption) {
        return new MirroringOptions(authentication, encryption, EndpointRole.ALL);
    }

    private Map<String, @Nullable Object> row() {
        return host.row("database_mirroring_endpoints", "endpoint_id", 65536);
    }

    @Test
    void refusesASecondMirroringEndpoint() {
        host.run(TestHost.endpoint("HOST_A_cert"));

        assertThat(host.refusal(create("Other", 5023, options(null, null)))).isEqualTo(7862);
    }

    @Test
    void refusesTheNameOfAnEndpointOfTheInstallation() {
        assertThat(host.refusal(create("tsql default tcp", 5022, options(null, null))))
                .isEqualTo(15530);
    }

    @Test
    void refusesThePortOfTheTsqlEndpoint() {
        assertThat(host.refusal(create("Mirroring", 1433, options(null, null)))).isEqualTo(7874);
    }

    @Test
    void refusesAPortOutsideTheRange() {
        assertThat(host.refusal(create("Mirroring", 1023, options(null, null)))).isEqualTo(102);
        assertThat(host.refusal(create("Mirroring", 32768, options(null, null))))
                .isEqualTo(102);
    }

    @Test
    void refusesAnEndpointWithoutRole() {
        assertThat(host.refusal(create("Mirroring", 5022, new MirroringOptions(null, null, null))))
                .isEqualTo(102);
    }

    @Test
    void p03RefusesACertificateThatIsNotThere() {
        assertThat(host.refusal(TestHost.endpoint("absent"))).isEqualTo(15151);
    }

    @Test
    void p05RefusesACertificateOfAnotherDatabase() {
        DatabaseSecurity sales = DatabaseSecurity.fresh();
        host.run(TestHost.masterKey(), TestHost.sa(), sales);
        host.run(TestHost.certificate("cert of sales"), TestHost.sa(), sales);

        assertThat(host.refusal(TestHost.endpoint("cert of sales"))).isEqualTo(15151);
    }

    @Test
    void p04RefusesACertificateWithoutPrivateKey() {
        TestHost peer = new TestHost(folder, "HOST_B");
        peer.outbound("HOST_B_cert");
        host.run(TestHost.imported("HOST_B_cert", null, peer.der("HOST_B_cert")));

        assertThat(host.refusal(TestHost.endpoint("HOST_B_cert"))).isEqualTo(28055);
    }

    @Test
    void p04RefusesACertificateUnderAPassword() {
        host.run(new CreateCertificate(
                "by password",
                null,
                new CreateCertificate.Generated(TestHost.PASSWORD, "subject", null, null),
                Optional.empty()));

        assertThat(host.refusal(TestHost.endpoint("by password"))).isEqualTo(28055);
    }

    @Test
    void p11RefusesACertificateOfTomorrow() {
        host.run(TestHost.certificate("tomorrow", "20260311", null));

        assertThat(host.refusal(TestHost.endpoint("tomorrow"))).isEqualTo(28055);
        host.clock.advance(Duration.ofDays(1));
        host.run(TestHost.endpoint("tomorrow"));
    }

    @Test
    void p13RefusesAnExpiredCertificate() {
        host.clock.advance(Duration.ofDays(366));

        assertThat(host.refusal(TestHost.endpoint("HOST_A_cert"))).isEqualTo(28055);
    }

    @Test
    void stateIsStoppedWhenLeftOut() {
        CreateEndpoint create =
                new CreateEndpoint("Mirroring", null, null, new TcpOptions(5022, null), options(null, null));

        host.run(create);

        assertThat(row()).containsEntry("state", 1).containsEntry("state_desc", "STOPPED");
    }

    @Test
    void p23WindowsNegotiateIsTheDefault() {
        host.run(windowsEndpoint());

        assertThat(row())
                .containsEntry("connection_auth", 3)
                .containsEntry("connection_auth_desc", "NEGOTIATE")
                .containsEntry("certificate_id", 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NTLM      |       | 1 | NTLM",
                "KERBEROS  |       | 2 | KERBEROS",
                "NTLM      | after | 5 | NTLM, CERTIFICATE",
                "KERBEROS  | after | 6 | KERBEROS, CERTIFICATE",
                "NEGOTIATE | after | 7 | NEGOTIATE, CERTIFICATE",
                "NTLM      | first | 8 | CERTIFICATE, NTLM",
                "KERBEROS  | first | 9 | CERTIFICATE, KERBEROS",
                "NEGOTIATE | first | 10 | CERTIFICATE, NEGOTIATE"
            })
    void namesTheAuthentication(WindowsMethod windows, @Nullable String certificate, int code, String text) {
        Authentication authentication =
                new Authentication(windows, certificate == null ? null : "HOST_A_cert", "first".equals(certificate));

        host.run(create("Mirroring", 5022, options(authentication, null)));

        assertThat(row()).containsEntry("connection_auth", code).containsEntry("connection_auth_desc", text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DISABLED  |         | 0 | NONE",
                "REQUIRED  | RC4     | 1 | RC4",
                "REQUIRED  | AES     | 2 | AES",
                "SUPPORTED | RC4     | 3 | NONE, RC4",
                "SUPPORTED | AES     | 4 | NONE, AES",
                "REQUIRED  | RC4 AES | 5 | RC4, AES",
                "REQUIRED  | AES RC4 | 6 | AES, RC4",
                "SUPPORTED | RC4 AES | 7 | NONE, RC4, AES",
                "SUPPORTED | AES RC4 | 8 | NONE, AES, RC4"
            })
    void p26AndP27NamesTheEncryption(EncryptionMode mode, @Nullable String algorithms, int code, String text) {
        List<EncryptionAlgorithm> given = algorithms == null
                ? List.of()
                : java.util.Arrays.stream(algorithms.split(" "))
                        .map(EncryptionAlgorithm::valueOf)
                        .toList();

        host.run(create("Mirroring", 5022, options(null, new Encryption(mode, given))));

        assertThat(row())
                .containsEntry("encryption_algorithm", code)
                .containsEntry("encryption_algorithm_desc", text)
                .containsEntry("is_encryption_enabled", code != 0);
        assertThat(host.security.transport().endpoint().orElseThrow().algorithms())
                .isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({"SQL_2012, 1", "SQL_2014, 1", "SQL_2016, 2", "SQL_2022, 2"})
    void p27TheDefaultAlgorithmDependsOnTheVersion(Version version, int code) {
        TestHost other = new TestHost(folder, "HOST_V", version, Edition.DEVELOPER);

        other.run(windowsEndpoint());

        assertThat(other.column("database_mirroring_endpoints", "encryption_algorithm"))
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({"WITNESS, 2", "PARTNER, 1", "ALL, 3"})
    void p24AndP25NamesTheRole(EndpointRole role, int code) {
        host.run(create("Mirroring", 5022, new MirroringOptions(null, null, role)));

        assertThat(row()).containsEntry("role", code).containsEntry("role_desc", role.name());
    }

    @Test
    void expressMayOnlyWitness() {
        TestHost express = new TestHost(folder, "HOST_E", Version.SQL_2022, Edition.EXPRESS);

        assertThat(express.refusal(windowsEndpoint())).isEqualTo(7878);
        express.run(create("Mirroring", 5022, new MirroringOptions(null, null, EndpointRole.WITNESS)));
    }

    @Test
    void showsTheListenerAddress() {
        host.run(new CreateEndpoint("Mirroring", null, null, new TcpOptions(5022, "10.1.2.3"), options(null, null)));

        assertThat(host.row("tcp_endpoints", "name", "Mirroring")).containsEntry("ip_address", "10.1.2.3");
    }

    @Test
    void refusesAWrongListenerAddress() {
        assertThat(host.refusal(new CreateEndpoint(
                        "Mirroring", null, null, new TcpOptions(5022, "10.1.2.300"), options(null, null))))
                .isEqualTo(102);
        assertThat(host.refusal(new CreateEndpoint(
                        "Mirroring", null, null, new TcpOptions(5022, "host:x"), options(null, null))))
                .isEqualTo(7887);
    }

    @Test
    void p22StartsAStoppedEndpointAndKeepsTheRest() {
        host.run(new CreateEndpoint(
                "Mirroring",
                null,
                EndpointState.STOPPED,
                new TcpOptions(5022, "ALL"),
                options(new Authentication(null, "HOST_A_cert", true), null)));
        EndpointSettings before = host.security.transport().endpoint().orElseThrow();

        host.run(new AlterEndpoint("mirroring", EndpointState.STARTED, null, null));

        EndpointSettings after = host.security.transport().endpoint().orElseThrow();
        assertThat(after.state()).isEqualTo(EndpointState.STARTED);
        assertThat(after).usingRecursiveComparison().ignoringFields("state").isEqualTo(before);
    }

    @Test
    void altersThePortAlone() {
        host.run(TestHost.endpoint("HOST_A_cert"));

        host.run(new AlterEndpoint("Mirroring", null, new TcpOptions(5099, null), null));

        assertThat(host.row("tcp_endpoints", "name", "Mirroring")).containsEntry("port", 5099);
        assertThat(row()).containsEntry("role", 3);
    }

    @Test
    void rotatesTheCertificate() {
        host.run(TestHost.endpoint("HOST_A_cert"));
        host.run(TestHost.certificate("HOST_A_cert2"));

        host.run(new AlterEndpoint(
                "Mirroring",
                null,
                null,
                new MirroringOptions(new Authentication(null, "HOST_A_cert2", true), null, null)));

        assertThat(row().get("certificate_id"))
                .isEqualTo(host.row("certificates", "name", "HOST_A_cert2").get("certificate_id"));
    }

    @Test
    void refusesToAlterNothing() {
        host.run(TestHost.endpoint("HOST_A_cert"));

        assertThat(host.refusal(new AlterEndpoint("Mirroring", null, null, null)))
                .isEqualTo(7863);
    }

    @Test
    void refusesToAlterAnotherPayload() {
        assertThat(host.refusal(new AlterEndpoint("TSQL Default TCP", null, null, options(null, null))))
                .isEqualTo(7860);
    }

    @Test
    void p21RefusesToAlterWhatIsNotThere() {
        assertThat(host.security.transport().endpoint()).isEmpty();
        assertThat(host.refusal(new AlterEndpoint("Mirroring", EndpointState.STARTED, null, null)))
                .isEqualTo(15151);
        assertThat(host.refusal(new DropEndpoint("Mirroring"))).isEqualTo(15151);
    }

    @Test
    void droppingTakesThePermissionsAlongAndTheNextHasAnotherId() {
        host.run(TestHost.endpoint("HOST_A_cert"));
        host.run(TestHost.login("HOST_B_login"));
        host.run(TestHost.connect("HOST_B_login"));

        host.run(new DropEndpoint("Mirroring"));
        host.run(TestHost.endpoint("HOST_A_cert"));

        assertThat(host.column("endpoints", "endpoint_id")).contains(65537).doesNotContain(65536);
        assertThat(host.column("server_permissions", "major_id")).doesNotContain(65536, 65537);
    }

    @Test
    void refusesToDropAnEndpointOfTheInstallation() {
        assertThat(host.refusal(new DropEndpoint("TSQL Default TCP"))).isEqualTo(15151);
    }

    @Test
    void isRefusedInsideATransaction() {
        Caller inTransaction = new Caller("sa", true, "master", true, 51);

        // 574 or 226 is unconfirmed
        assertThat(host.refusal(windowsEndpoint(), inTransaction, host.master)).isEqualTo(574);
    }

    @Test
    void belongsToTheLoginOfAuthorization() {
        host.run(TestHost.login("operator"));

        host.run(new CreateEndpoint("Mirroring", "operator", null, new TcpOptions(5022, "ALL"), options(null, null)));

        assertThat(row().get("principal_id"))
                .isEqualTo(host.row("server_principals", "name", "operator").get("principal_id"));
    }
}
