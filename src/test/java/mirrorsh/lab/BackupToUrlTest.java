package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups in the object storage that the hosts of a lab share (tsql.md §8, URL). */
class BackupToUrlTest {
    private static final String CONTAINER = "https://account.blob.core.windows.net/backups";
    private static final String SIGNATURE = "sv=2022-11-02&sr=c&sp=rwl&se=2999-01-01T00:00:00Z&sig=c2lnbmF0dXJl";

    @RegisterExtension
    static final SharedLab lab = new SharedLab(settings -> settings.withHosts(List.of(
            LabSettings.Host.named("HOST_A"),
            LabSettings.Host.named("HOST_B"),
            LabSettings.Host.named("OLD").running(Version.SQL_2014, Edition.STANDARD))));

    private static int number;

    private String url;

    @BeforeEach
    void fresh() throws Exception {
        url = CONTAINER + "/today/db" + number++ + ".bak";
        for (String host : List.of("HOST_A", "HOST_B", "OLD")) {
            lab.run(host, "IF DB_ID('db') IS NOT NULL DROP DATABASE db");
            for (String name : lab.names(host, "SELECT name FROM sys.credentials")) {
                lab.run(host, "DROP CREDENTIAL [" + name + "]");
            }
            if (!host.equals("HOST_B")) {
                lab.run(host, "CREATE DATABASE db; ALTER DATABASE db SET RECOVERY FULL");
            }
        }
    }

    private static void credential(String host, String identity, String secret) throws Exception {
        lab.run(
                host,
                "CREATE CREDENTIAL [" + CONTAINER + "] WITH IDENTITY = N'" + identity + "', SECRET = N'" + secret
                        + "'");
    }

    private static void signature(String host) throws Exception {
        credential(host, "SHARED ACCESS SIGNATURE", SIGNATURE);
    }

    private String backUp() {
        return "BACKUP DATABASE db TO URL = N'" + url + "'";
    }

    @Test
    void whatOneHostWritesAnotherRestores() throws Exception {
        signature("HOST_A");
        signature("HOST_B");
        lab.run("HOST_A", "CREATE TABLE db.dbo.t (i int); INSERT INTO db.dbo.t VALUES (7)");

        lab.run("HOST_A", backUp() + " WITH CHECKSUM, STATS = 5");
        lab.run("HOST_A", "BACKUP LOG db TO URL = N'" + url + ".trn'");
        assertThat(lab.names("HOST_B", "RESTORE FILELISTONLY FROM URL = N'" + url + "'"))
                .containsExactly("db", "db_log");
        lab.run("HOST_B", "RESTORE DATABASE db FROM URL = N'" + url + "' WITH NORECOVERY, STATS = 5");
        lab.run("HOST_B", "RESTORE LOG db FROM URL = N'" + url + ".trn' WITH RECOVERY");

        assertThat(lab.value("HOST_B", "SELECT i FROM db.dbo.t")).isEqualTo("7");
    }

    @Test
    void historyAndHeaderTellTheUrlAndItsKind() throws Exception {
        signature("HOST_A");
        lab.run("HOST_A", backUp());

        assertThat(lab.value(
                        "HOST_A",
                        "SELECT device_type FROM msdb.dbo.backupmediafamily WHERE physical_device_name = N'" + url
                                + "'"))
                .isEqualTo("9");
        assertThat(lab.names("HOST_A", "RESTORE HEADERONLY FROM URL = N'" + url + "'"))
                .hasSize(1);
        assertThat(lab.errorOf("HOST_A", "RESTORE VERIFYONLY FROM URL = N'" + url + "'"))
                .isZero();
    }

    @Test
    void withoutACredentialTheContainerIsClosed() throws Exception {
        assertThat(lab.errorOf("HOST_A", backUp())).isEqualTo(3201);

        signature("HOST_A");
        lab.run("HOST_A", backUp());
        assertThat(lab.errorOf("HOST_B", "RESTORE DATABASE db FROM URL = N'" + url + "' WITH NORECOVERY"))
                .isEqualTo(3201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "?sv=2022-11-02&sp=rwl&se=2999-01-01&sig=leading",
                "sv=2022-11-02&sp=rwl&se=2020-01-01T00:00:00Z&sig=expired",
                "sv=2022-11-02&sp=rl&se=2999-01-01T00:00:00Z&sig=readonly",
                "sv=2022-11-02&sp=rwl&se=soon&sig=nodate",
                "sv=2022-11-02&sp=rwl&sig=",
            })
    void aSignatureThatDoesNotHoldIsRefused(String secret) throws Exception {
        credential("HOST_A", "SHARED ACCESS SIGNATURE", secret);

        assertThat(lab.errorOf("HOST_A", backUp())).isEqualTo(3201);
        assertThat(lab.names(
                        "HOST_A",
                        "SELECT 1 FROM msdb.dbo.backupmediafamily WHERE physical_device_name = N'" + url + "'"))
                .isEmpty();
    }

    @Test
    void aReadOnlySignatureRestores() throws Exception {
        signature("HOST_A");
        credential("HOST_B", "SHARED ACCESS SIGNATURE", "sp=r&se=2999-01-01&sig=eA==");
        lab.run("HOST_A", backUp());

        lab.run("HOST_B", "RESTORE DATABASE db FROM URL = N'" + url + "'");

        assertThat(lab.value("HOST_B", "SELECT state_desc FROM sys.databases WHERE name = 'db'"))
                .isEqualTo("ONLINE");
    }

    @Test
    void aBlobIsOverwrittenWithFormatOnly() throws Exception {
        signature("HOST_A");
        lab.run("HOST_A", backUp());

        assertThat(lab.errorOf("HOST_A", backUp())).isEqualTo(49998);
        assertThat(lab.errorOf("HOST_A", backUp() + " WITH INIT")).isEqualTo(49998);
        assertThat(lab.errorOf("HOST_A", backUp() + " WITH FORMAT")).isZero();
    }

    @Test
    void aBlobThatIsNotThereIs3201() throws Exception {
        signature("HOST_B");

        assertThat(lab.errorOf("HOST_B", "RESTORE DATABASE db FROM URL = N'" + url + "'"))
                .isEqualTo(3201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://account.blob.core.windows.net/backups/db.bak",
                "s3://bucket/db.bak",
                "https://example.com/backups/db.bak",
                "https://account.blob.core.windows.net/db.bak",
                "https://account.blob.core.windows.net/backups/",
                "C:\\db.bak",
            })
    void otherUrlsAreBeyondTheLab(String other) throws Exception {
        signature("HOST_A");

        assertThat(lab.errorOf("HOST_A", "BACKUP DATABASE db TO URL = N'" + other + "'"))
                .isEqualTo(49999);
    }

    @Test
    void aUrlIsNoFile() {
        assertThat(lab.errorOf("HOST_A", "BACKUP DATABASE db TO DISK = N'" + url + "'"))
                .isEqualTo(49998);
    }

    @Test
    void before2016AnAccountsKeyLetsIn() throws Exception {
        lab.run("OLD", "CREATE CREDENTIAL keyring WITH IDENTITY = 'account', SECRET = 'a2V5'");
        signature("OLD");

        assertThat(lab.errorOf("OLD", backUp())).as("a signature").isEqualTo(49998);
        assertThat(lab.errorOf("OLD", backUp() + " WITH CREDENTIAL = 'nobody'")).isEqualTo(49998);
        lab.run("OLD", backUp() + " WITH CREDENTIAL = 'keyring', FORMAT");

        assertThat(lab.names("OLD", "RESTORE FILELISTONLY FROM URL = N'" + url + "' WITH CREDENTIAL = 'keyring'"))
                .hasSize(2);
    }

    @Test
    void theKeyMustBeThatAccounts() throws Exception {
        lab.run("HOST_A", "CREATE CREDENTIAL keyring WITH IDENTITY = 'other', SECRET = 'a2V5'");

        assertThat(lab.errorOf("HOST_A", backUp() + " WITH CREDENTIAL = 'keyring'"))
                .isEqualTo(3201);
    }

    @Test
    void alteringTheCredentialWithoutASecretForgetsIt() throws Exception {
        signature("HOST_A");
        lab.run("HOST_A", "ALTER CREDENTIAL [" + CONTAINER + "] WITH IDENTITY = 'SHARED ACCESS SIGNATURE'");

        assertThat(lab.errorOf("HOST_A", backUp())).isEqualTo(3201);
    }

    @Test
    void scriptsOfToolsNameTapeOptionsForDisksToo() {
        assertThat(lab.errorOf(
                        "HOST_A",
                        "BACKUP DATABASE db TO DISK = N'tool.bak' WITH NOFORMAT, INIT, NAME = N'db-Full', SKIP,"
                                + " NOREWIND, NOUNLOAD, STATS = 10"))
                .isZero();
        assertThat(lab.errorOf(
                        "HOST_A", "RESTORE VERIFYONLY FROM DISK = N'tool.bak' WITH FILE = 1, NOUNLOAD, NOREWIND"))
                .isZero();
    }
}
