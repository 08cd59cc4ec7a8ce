package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import mirrorsh.lab.instance.security.TransportSecurity.OwnIdentity;
import mirrorsh.lab.instance.security.TransportSecurity.PeerVerdict;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.CertificateStatement.AlterCertificate;
import mirrorsh.lab.sql.ast.CertificateStatement.DropCertificate;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.OpenMasterKey;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant.Verb;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of a link (procedure.md §8.1), each broken as a row of errors.md §9 breaks it. */
class TransportTest {
    @TempDir
    Path folder;

    private TestHost a;
    private TestHost b;
    private byte[] certificateOfB;

    @BeforeEach
    void configureOneDirection() {
        a = new TestHost(folder, "HOST_A");
        b = new TestHost(folder, "HOST_B");
        a.outbound("HOST_A_cert");
        b.outbound("HOST_B_cert");
        certificateOfB = b.der("HOST_B_cert");
        a.inbound("HOST_B", certificateOfB);
    }

    private PeerVerdict verdict() {
        return a.security.transport().judge(certificateOfB);
    }

    private PeerVerdict.Refused refused(int number, int state) {
        assertThat(verdict()).isInstanceOf(PeerVerdict.Refused.class);
        PeerVerdict.Refused refused = (PeerVerdict.Refused) verdict();
        assertThat(refused.reason().number()).isEqualTo(number);
        assertThat(refused.reason().state()).isEqualTo(state);
        assertThat(refused.reason().severity()).isEqualTo(10);
        return refused;
    }

    private static void assertUnusable(TestHost host, int number, int state, String part) {
        OwnIdentity identity = host.security.transport().ownIdentity();
        assertThat(identity).isInstanceOf(OwnIdentity.Unusable.class);
        OwnIdentity.Unusable unusable = (OwnIdentity.Unusable) identity;
        assertThat(unusable.reason().number()).isEqualTo(number);
        assertThat(unusable.reason().state()).isEqualTo(state);
        assertThat(unusable.reason().text()).contains(part);
    }

    @Test
    void acceptsTheOwnerOfTheCertificate() {
        int id = (Integer) a.row("certificates", "name", "HOST_B_cert").get("certificate_id");

        assertThat(verdict()).isEqualTo(new PeerVerdict.Accepted("HOST_B_login", id));
    }

    @Test
    void provesItselfWithAKeyThatFitsItsCertificate() throws Exception {
        OwnIdentity.Usable own = (OwnIdentity.Usable) b.security.transport().ownIdentity();
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(own.privateKey());
        signature.update(new byte[] {1, 2, 3});
        byte[] proof = signature.sign();

        signature.initVerify(X509.parse(own.certificateDer()).orElseThrow());
        signature.update(new byte[] {1, 2, 3});
        assertThat(signature.verify(proof)).isTrue();
        assertThat(own.certificateDer()).isEqualTo(certificateOfB);
    }

    @Test
    void p02ADroppedServerCopyLeavesTheEndpointWithoutItsKey() {
        b.run(TestHost.alterMasterKey(AlterMasterKey.Change.DROP_SERVICE_MASTER_KEY));

        assertUnusable(b, 28037, 88, "15581");
    }

    @Test
    void p02OpeningTheKeyInASessionDoesNotHelpTheEndpoint() {
        b.run(TestHost.alterMasterKey(AlterMasterKey.Change.DROP_SERVICE_MASTER_KEY));

        b.run(new OpenMasterKey(TestHost.PASSWORD));

        assertUnusable(b, 28037, 88, "15581");
    }

    @Test
    void p02AddingTheServerCopyAgainHeals() {
        b.run(TestHost.alterMasterKey(AlterMasterKey.Change.DROP_SERVICE_MASTER_KEY));
        b.run(new OpenMasterKey(TestHost.PASSWORD));

        b.run(TestHost.alterMasterKey(AlterMasterKey.Change.ADD_SERVICE_MASTER_KEY));

        assertThat(b.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Usable.class);
    }

    @Test
    void p61ALostServiceMasterKeyShowsOnLinksOnly() {
        b.security.loseServiceMasterKey();

        assertThat(b.security.opensByServiceMasterKey(b.master)).isTrue();
        assertUnusable(b, 28037, 88, "15466");
    }

    @Test
    void p61IsRepairedByOpeningAndAddingAgain() {
        b.security.loseServiceMasterKey();

        b.run(new OpenMasterKey(TestHost.PASSWORD));
        b.run(TestHost.alterMasterKey(AlterMasterKey.Change.ADD_SERVICE_MASTER_KEY));

        assertThat(b.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Usable.class);
    }

    @Test
    void p04AStrippedPrivateKeyIsMissedAtTheNextLink() {
        b.run(new AlterCertificate("HOST_B_cert", true, null, java.util.Optional.empty()));

        assertUnusable(b, 28036, 1, "no private key");
    }

    @Test
    void p07ACertificateOfAThirdHostIsNotFound() {
        TestHost c = new TestHost(folder, "HOST_C");
        c.outbound("HOST_C_cert");
        certificateOfB = c.der("HOST_C_cert");

        PeerVerdict.Refused refused = refused(28035, 89);

        assertThat(refused.login()).isEmpty();
    }

    @Test
    void p09ARegeneratedCertificateIsNotFound() {
        b.run(TestHost.certificate("HOST_B_cert2"));
        certificateOfB = b.der("HOST_B_cert2");

        refused(28035, 89);
    }

    @Test
    void p09SameIssuerAndSerialWithOtherContentIsNamed() {
        BigInteger serial = X509.parse(certificateOfB).orElseThrow().getSerialNumber();
        Certificate stored = a.master.certificate("HOST_B_cert").orElseThrow();
        SelfSigned longer =
                new SelfSigned(stored.subject(), stored.start(), stored.expiry().plusDays(1));
        certificateOfB = X509.selfSigned(Version.SQL_2022, new TestKeys().rsa(1024), longer, serial);

        refused(28045, 1);
    }

    @Test
    void bytesThatAreNoCertificateAreNotFound() {
        certificateOfB = new byte[] {0x30, 0x01, 0x00};

        refused(28035, 89);
    }

    @Test
    void p11APeersCertificateOfTomorrowIsRefused() {
        a.clock.advance(Duration.ofDays(-1));

        assertThat(refused(28035, 1).reason().text()).contains("not yet valid");
    }

    @Test
    void p12TheClockCuresWhatItRefused() {
        a.clock.advance(Duration.ofHours(-1));
        refused(28035, 1);

        a.clock.advance(Duration.ofHours(1));

        assertThat(verdict()).isInstanceOf(PeerVerdict.Accepted.class);
    }

    @Test
    void p13APeersExpiredCertificateIsRefused() {
        a.clock.advance(Duration.ofDays(366));

        assertThat(refused(28035, 1).reason().text()).contains("expired");
    }

    @Test
    void p13TheOwnExpiredCertificateIsState85() {
        b.clock.advance(Duration.ofDays(366));

        assertUnusable(b, 28036, 85, "expired");
    }

    @Test
    void theOwnCertificateOfTomorrowIsUnusable() {
        b.clock.advance(Duration.ofDays(-1));

        assertUnusable(b, 28036, 1, "not yet valid");
    }

    @Test
    void p14ACertificateOwnedByDboConnectsAsSa() {
        a.run(TestHost.owner("CERTIFICATE", "HOST_B_cert", "dbo"));

        assertThat(verdict())
                .isInstanceOfSatisfying(
                        PeerVerdict.Accepted.class,
                        accepted -> assertThat(accepted.login()).isEqualTo("sa"));
    }

    @Test
    void p15TheWrongPeersUserIsJudgedByItsOwnLogin() {
        a.run(TestHost.login("HOST_W_login"));
        a.run(TestHost.user("HOST_W_user", "HOST_W_login"));

        a.run(TestHost.owner("CERTIFICATE", "HOST_B_cert", "HOST_W_user"));

        assertThat(refused(28034, 84).login()).contains("HOST_W_login");
    }

    @Test
    void p16AUserWithoutLoginLeadsNowhere() {
        a.run(new CreateUser("nobody", null, true, null, null));

        a.run(TestHost.owner("CERTIFICATE", "HOST_B_cert", "nobody"));

        // number and state unconfirmed
        assertThat(refused(28034, 84).login()).isEmpty();
    }

    @Test
    void p16ARecreatedLoginLeavesAnOrphan() {
        a.run(new DropLogin("HOST_B_login"));
        a.run(TestHost.login("HOST_B_login"));
        a.run(TestHost.connect("HOST_B_login"));

        assertThat(refused(28034, 84).login()).isEmpty();
    }

    @Test
    void p16RemappingTheOrphanHeals() {
        a.run(new DropLogin("HOST_B_login"));
        a.run(TestHost.login("HOST_B_login"));
        a.run(TestHost.connect("HOST_B_login"));

        a.run(new AlterUser("HOST_B_user", null, "HOST_B_login", null));

        assertThat(verdict()).isInstanceOf(PeerVerdict.Accepted.class);
    }

    @Test
    void p18WithoutTheGrantTheLoginIsNamed() {
        a.run(TestHost.permission(Verb.REVOKE, "CONNECT", TestHost.on("ENDPOINT", "Mirroring"), "HOST_B_login"));

        assertThat(refused(28034, 84).login()).contains("HOST_B_login");
    }

    @Test
    void p18ADenialBeatsAGrant() {
        a.run(TestHost.connect("public"));

        a.run(TestHost.permission(Verb.DENY, "CONNECT", TestHost.on("ENDPOINT", "Mirroring"), "HOST_B_login"));

        refused(28034, 84);
    }

    @Test
    void p20AGrantOnTheTsqlEndpointIsNoGrant() {
        a.run(TestHost.permission(Verb.REVOKE, "CONNECT", TestHost.on("ENDPOINT", "Mirroring"), "HOST_B_login"));

        a.run(TestHost.grant("CONNECT", TestHost.on("ENDPOINT", "TSQL Default TCP"), "HOST_B_login"));

        refused(28034, 84);
    }

    @Test
    void p60ANewOwnerOfTheEndpointDropsTheGrants() {
        a.run(TestHost.login("operator"));

        a.run(TestHost.owner("ENDPOINT", "Mirroring", "operator"));

        refused(28034, 84);
        assertThat(a.column("server_permissions", "major_id")).doesNotContain(65536);
    }

    @Test
    void theOwnerOfTheEndpointNeedsNoGrant() {
        a.run(TestHost.owner("ENDPOINT", "Mirroring", "HOST_B_login"));

        assertThat(verdict()).isInstanceOf(PeerVerdict.Accepted.class);
    }

    @Test
    void controlOnTheEndpointImpliesConnect() {
        a.run(TestHost.permission(Verb.REVOKE, "CONNECT", TestHost.on("ENDPOINT", "Mirroring"), "HOST_B_login"));

        a.run(TestHost.grant("CONTROL", TestHost.on("ENDPOINT", "Mirroring"), "HOST_B_login"));

        assertThat(verdict()).isInstanceOf(PeerVerdict.Accepted.class);
    }

    @Test
    void aMemberOfSysadminPassesADenial() {
        a.run(TestHost.permission(Verb.DENY, "CONNECT", TestHost.on("ENDPOINT", "Mirroring"), "HOST_B_login"));

        a.run(new AlterRole("sysadmin", true, true, "HOST_B_login"));

        assertThat(verdict()).isInstanceOf(PeerVerdict.Accepted.class);
    }

    @Test
    void p23AWindowsEndpointHasNoCertificateOfItsOwn() {
        TestHost windows = new TestHost(folder, "HOST_D");
        windows.run(EndpointTest.windowsEndpoint());

        assertUnusable(windows, 28036, 1, "not found");
        assertThat(windows.security.transport().endpoint().orElseThrow().certificateId())
                .isZero();
    }

    @Test
    void rotationKeepsBothCertificatesOfOnePeer() {
        b.run(TestHost.certificate("HOST_B_cert2"));
        byte[] renewed = b.der("HOST_B_cert2");

        a.run(TestHost.imported("HOST_B_cert2", "HOST_B_user", renewed));

        assertThat(List.of(verdict(), a.security.transport().judge(renewed)))
                .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(PeerVerdict.Accepted.class));
    }

    @Test
    void aDroppedPeerCertificateIsNotFound() {
        a.run(new DropCertificate("HOST_B_cert"));

        refused(28035, 89);
        a.run(new DropUser("HOST_B_user", false));
    }
}
