package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import mirrorsh.lab.instance.security.TransportSecurity.OwnIdentity;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey.Change;
import mirrorsh.lab.sql.ast.KeyStatement.AlterServiceMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.BackupMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.CloseMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.CreateMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.DropMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.OpenMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.RestoreMasterKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void install() {
        host = new TestHost(folder);
    }

    @Test
    void p01WithoutAMasterKeyNoCertificateIsMade() {
        assertThat(host.refusal(TestHost.certificate("HOST_A_cert"))).isEqualTo(15581);
        assertThat(host.keys.asked).as("keys made in vain").isEmpty();
    }

    @Test
    void refusesASecondMasterKey() {
        host.run(TestHost.masterKey());

        assertThat(host.refusal(TestHost.masterKey())).isEqualTo(15578);
    }

    @Test
    void refusesAMasterKeyWithoutPassword() {
        assertThat(host.refusal(new CreateMasterKey(null))).isEqualTo(33161);
    }

    @Test
    void refusesAWeakPassword() {
        assertThat(host.refusal(new CreateMasterKey("short1!"))).isEqualTo(15116);
        assertThat(host.refusal(new CreateMasterKey("alllowercase"))).isEqualTo(15118);
    }

    @Test
    void isThereForItsOwnDatabaseOnly() {
        DatabaseSecurity sales = DatabaseSecurity.fresh();

        host.run(TestHost.masterKey(), TestHost.sa(), sales);

        assertThat(host.security.opensByServiceMasterKey(sales)).isTrue();
        assertThat(host.security.opensByServiceMasterKey(host.master)).isFalse();
    }

    @Test
    void p02ADroppedServerCopyClosesTheKey() {
        host.run(TestHost.masterKey());

        host.run(TestHost.alterMasterKey(Change.DROP_SERVICE_MASTER_KEY));

        assertThat(host.security.opensByServiceMasterKey(host.master)).isFalse();
        assertThat(host.column("key_encryptions", "crypt_type")).containsExactly("ESKP");
        assertThat(host.refusal(TestHost.certificate("HOST_A_cert"))).isEqualTo(15581);
    }

    @Test
    void openingIsForOneSessionUntilItEnds() {
        host.run(TestHost.masterKey());
        host.run(TestHost.alterMasterKey(Change.DROP_SERVICE_MASTER_KEY));
        Caller other = new Caller("sa", true, "master", false, 52);

        host.run(new OpenMasterKey(TestHost.PASSWORD));

        host.run(TestHost.certificate("first"));
        assertThat(host.refusal(TestHost.certificate("second"), other, host.master))
                .isEqualTo(15581);
        host.security.sessionEnded(51);
        assertThat(host.refusal(TestHost.certificate("third"))).isEqualTo(15581);
    }

    @Test
    void closingUndoesOpening() {
        host.run(TestHost.masterKey());
        host.run(TestHost.alterMasterKey(Change.DROP_SERVICE_MASTER_KEY));
        host.run(new OpenMasterKey(TestHost.PASSWORD));

        host.run(new CloseMasterKey());

        assertThat(host.refusal(TestHost.certificate("HOST_A_cert"))).isEqualTo(15581);
        assertThat(host.refusal(new CloseMasterKey())).isEqualTo(15581);
    }

    @Test
    void refusesTheWrongPassword() {
        host.run(TestHost.masterKey());

        // 15313 or 15466 is unconfirmed
        assertThat(host.refusal(new OpenMasterKey("Wr0ng&Secret"))).isEqualTo(15313);
    }

    @Test
    void refusesToOpenWhatIsNotThere() {
        assertThat(host.refusal(new OpenMasterKey(TestHost.PASSWORD))).isEqualTo(15151);
    }

    @Test
    void addingTheServerCopyNeedsTheOpenKey() {
        host.run(TestHost.masterKey());
        host.run(TestHost.alterMasterKey(Change.DROP_SERVICE_MASTER_KEY));

        assertThat(host.refusal(TestHost.alterMasterKey(Change.ADD_SERVICE_MASTER_KEY)))
                .isEqualTo(15581);
    }

    @Test
    void aLostServiceMasterKeyFailsToDecrypt() {
        host.run(TestHost.masterKey());

        host.security.loseServiceMasterKey();

        assertThat(host.refusal(TestHost.certificate("HOST_A_cert"))).isEqualTo(15466);
    }

    @Test
    void aRegeneratedServiceMasterKeyStillOpens() {
        DatabaseSecurity sales = DatabaseSecurity.fresh();
        host.run(TestHost.masterKey(), TestHost.sa(), sales);
        host.outbound("HOST_A_cert");

        host.run(new AlterServiceMasterKey(false));

        assertThat(host.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Usable.class);
        host.run(TestHost.certificate("cert of sales"), TestHost.sa(), sales);
    }

    @Test
    void regeneratingAfterALossNeedsForce() {
        host.run(TestHost.masterKey());
        host.security.loseServiceMasterKey();

        assertThat(host.refusal(new AlterServiceMasterKey(false))).isEqualTo(15329);
        host.run(new AlterServiceMasterKey(true));
    }

    @Test
    void regeneratingTheMasterKeyKeepsItsPrivateKeys() {
        host.outbound("HOST_A_cert");

        host.run(new AlterMasterKey(Change.REGENERATE, "Other&S3cret"));

        assertThat(host.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Usable.class);
        assertThat(host.refusal(new OpenMasterKey(TestHost.PASSWORD))).isEqualTo(15313);
        host.run(new OpenMasterKey("Other&S3cret"));
    }

    @Test
    void forcedRegenerationLosesWhatDoesNotOpen() {
        host.outbound("HOST_A_cert");
        host.security.loseServiceMasterKey();

        assertThat(host.refusal(new AlterMasterKey(Change.REGENERATE, "Other&S3cret")))
                .isEqualTo(15329);
        host.run(new AlterMasterKey(Change.FORCE_REGENERATE, "Other&S3cret"));

        assertThat(host.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Unusable.class);
        host.run(TestHost.certificate("new one"));
    }

    @Test
    void aSecondPasswordOpensToo() {
        host.run(TestHost.masterKey());

        host.run(new AlterMasterKey(Change.ADD_PASSWORD, "Second&S3cret"));

        host.run(new OpenMasterKey("Second&S3cret"));
        assertThat(host.view("key_encryptions")).hasSize(3);
    }

    @Test
    void theLastProtectionCannotBeDropped() {
        host.run(TestHost.masterKey());
        host.run(new AlterMasterKey(Change.DROP_PASSWORD, TestHost.PASSWORD));

        assertThat(host.refusal(TestHost.alterMasterKey(Change.DROP_SERVICE_MASTER_KEY)))
                .isEqualTo(49998);
    }

    @Test
    void refusesToDropAMasterKeyInUse() {
        host.run(TestHost.masterKey());
        host.run(TestHost.certificate("HOST_A_cert"));

        assertThat(host.refusal(new DropMasterKey())).isEqualTo(15580);
    }

    @Test
    void dropsAMasterKeyThatOnlyAPasswordCertificateLivesBeside() {
        host.run(TestHost.masterKey());
        host.run(new CreateCertificate(
                "by password",
                null,
                new CreateCertificate.Generated(TestHost.PASSWORD, "subject", null, null),
                Optional.empty()));

        host.run(new DropMasterKey());

        assertThat(host.view("key_encryptions")).isEmpty();
        assertThat(host.refusal(new DropMasterKey())).isEqualTo(15151);
    }

    @Test
    void restoresAMasterKeyWithItsPrivateKeys() {
        host.outbound("HOST_A_cert");
        host.run(new BackupMasterKey("C:\\data\\dmk.key", "F1le&Secret"));
        host.security.loseServiceMasterKey();
        host.run(new OpenMasterKey(TestHost.PASSWORD));

        host.run(new RestoreMasterKey("C:\\data\\dmk.key", "F1le&Secret", "New&S3cret", false));

        assertThat(host.security.transport().ownIdentity()).isInstanceOf(OwnIdentity.Usable.class);
    }

    @Test
    void aMasterKeyBackupNeverOverwrites() {
        host.run(TestHost.masterKey());
        host.run(new BackupMasterKey("C:\\data\\dmk.key", "F1le&Secret"));

        assertThat(host.refusal(new BackupMasterKey("C:\\data\\dmk.key", "F1le&Secret")))
                .isEqualTo(15240);
    }

    @Test
    void refusesAKeyFileWithTheWrongPassword() {
        host.run(TestHost.masterKey());
        host.run(new BackupMasterKey("C:\\data\\dmk.key", "F1le&Secret"));

        assertThat(host.refusal(new RestoreMasterKey("C:\\data\\dmk.key", "Wr0ng&Secret", "New&S3cret", false)))
                .isEqualTo(15466);
        assertThat(host.refusal(new RestoreMasterKey("C:\\data\\absent.key", "F1le&Secret", "New&S3cret", false)))
                .isEqualTo(15208);
    }

    @Test
    void refusesChangesInsideATransactionButOpens() {
        Caller inTransaction = new Caller("sa", true, "master", true, 51);

        assertThat(host.refusal(TestHost.masterKey(), inTransaction, host.master))
                .isEqualTo(49999);
        host.run(TestHost.masterKey());
        host.run(new OpenMasterKey(TestHost.PASSWORD), inTransaction, host.master);
    }
}
