package mirrorsh.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final SecretSource SECRET = new SecretSource() {
        @Override
        public String label() {
            return "password";
        }

        @Override
        public Secret secret() {
            return Secret.of("1Sample_Strong_Password!@#");
        }
    };

    private static String text(Batch batch) {
        assertThat(batch.database()).isEqualTo("master");
        return batch.text().masked();
    }

    @Nested
    class Keys {
        @Test
        void createsTheMasterKey() {
            assertThat(text(KeyStatements.createMasterKey(SECRET)))
                    .isEqualTo("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'•••'");
        }

        @Test
        void letsTheMasterKeyOpenByItself() {
            assertThat(text(KeyStatements.openMasterKey(SECRET)))
                    .isEqualTo("OPEN MASTER KEY DECRYPTION BY PASSWORD = N'•••'");
            assertThat(text(KeyStatements.addServiceMasterKey()))
                    .isEqualTo("ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY");
        }

        @Test
        void dropsTheMasterKey() {
            assertThat(text(KeyStatements.dropMasterKey())).isEqualTo("DROP MASTER KEY");
        }
    }

    @Nested
    class Certificates {
        @Test
        void createsACertificateWithDatesThatNoLanguageMisreads() {
            assertThat(text(CertificateStatements.create(
                            "HOST_A_cert", "HOST_A certificate", LocalDate.of(2026, 1, 2), LocalDate.of(2027, 11, 22))))
                    .isEqualTo("""
                            CREATE CERTIFICATE [HOST_A_cert]
                               WITH SUBJECT = N'HOST_A certificate',
                               START_DATE = N'20260102',
                               EXPIRY_DATE = N'20271122'""");
        }

        @Test
        void importsBytes() {
            assertThat(text(CertificateStatements.fromBinary(
                            "HOST_B_cert", "HOST_B_user", new byte[] {0x30, 0x01, (byte) 0xff})))
                    .isEqualTo("""
                            CREATE CERTIFICATE [HOST_B_cert]
                               AUTHORIZATION [HOST_B_user]
                               FROM BINARY = 0x3001FF""");
        }

        @Test
        void importsAFile() {
            assertThat(text(CertificateStatements.fromFile("HOST_B_cert", "HOST_B_user", "C:\\HOST_B_cert.cer")))
                    .isEqualTo("""
                            CREATE CERTIFICATE [HOST_B_cert]
                               AUTHORIZATION [HOST_B_user]
                               FROM FILE = N'C:\\HOST_B_cert.cer'""");
        }

        @Test
        void exportsThePublicPartOnly() {
            assertThat(text(CertificateStatements.backup("HOST_A_cert", "C:\\HOST_A_cert.cer")))
                    .isEqualTo("BACKUP CERTIFICATE [HOST_A_cert] TO FILE = N'C:\\HOST_A_cert.cer'");
        }

        @Test
        void changesTheOwner() {
            assertThat(text(CertificateStatements.changeOwner("c", "u")))
                    .isEqualTo("ALTER AUTHORIZATION ON CERTIFICATE::[c] TO [u]");
        }
    }

    @Nested
    class Endpoints {
        private EndpointDefinition definition(String ip) {
            return new EndpointDefinition(
                    "Endpoint_Mirroring", 7024, ip, "HOST_A_cert", EndpointEncryption.REQUIRED_AES, EndpointRole.ALL);
        }

        @Test
        void createsTheDocumentsEndpoint() {
            assertThat(text(EndpointStatements.create(definition("")))).isEqualTo("""
                            CREATE ENDPOINT [Endpoint_Mirroring]
                               STATE = STARTED
                               AS TCP (
                                  LISTENER_PORT = 7024
                                  , LISTENER_IP = ALL
                               )
                               FOR DATABASE_MIRRORING (
                                  AUTHENTICATION = CERTIFICATE [HOST_A_cert]
                                  , ENCRYPTION = REQUIRED ALGORITHM AES
                                  , ROLE = ALL
                               )""");
        }

        @Test
        void altersWithoutTouchingTheListener() {
            assertThat(text(EndpointStatements.alter(definition("")))).doesNotContain("LISTENER", "AS TCP");
        }

        @Test
        void writesAddressesUnquotedOrQuotedByTheirKind() {
            assertThat(text(EndpointStatements.create(definition("10.0.0.5")))).contains("LISTENER_IP = (10.0.0.5)");
            assertThat(text(EndpointStatements.create(definition("fe80::1")))).contains("LISTENER_IP = ('fe80::1')");
        }

        @Test
        void refusesWhatIsNoAddress() {
            assertThatThrownBy(() -> EndpointStatements.create(definition("1.2.3.4), ROLE = ALL --")))
                    .isInstanceOf(UsageException.class);
        }

        @Test
        void grantsAndRevokesConnect() {
            assertThat(text(EndpointStatements.grantConnect("Endpoint_Mirroring", "HOST_B_login")))
                    .isEqualTo("GRANT CONNECT ON ENDPOINT::[Endpoint_Mirroring] TO [HOST_B_login]");
            assertThat(text(EndpointStatements.revokeConnect("Endpoint_Mirroring", "HOST_B_login")))
                    .isEqualTo("REVOKE CONNECT ON ENDPOINT::[Endpoint_Mirroring] FROM [HOST_B_login]");
        }

        @Test
        void knowsWhichEncryptionServesWhich() {
            assertThat(EndpointEncryption.REQUIRED_AES.isServedBy("AES")).isTrue();
            assertThat(EndpointEncryption.REQUIRED_AES.isServedBy("RC4, AES")).isTrue();
            assertThat(EndpointEncryption.REQUIRED_AES.isServedBy("RC4")).isFalse();
            assertThat(EndpointEncryption.REQUIRED_AES.isServedBy("NONE, AES")).isFalse();
            assertThat(EndpointEncryption.DISABLED.isServedBy("NONE")).isTrue();
        }
    }

    @Nested
    class Principals {
        @Test
        void createsLoginAndUser() {
            assertThat(text(PrincipalStatements.createLogin("HOST_B_login", SECRET)))
                    .isEqualTo("CREATE LOGIN [HOST_B_login] WITH PASSWORD = N'•••'");
            assertThat(text(PrincipalStatements.createUser("HOST_B_user", "HOST_B_login")))
                    .isEqualTo("CREATE USER [HOST_B_user] FOR LOGIN [HOST_B_login]");
        }

        @Test
        void mapsAnOrphan() {
            assertThat(text(PrincipalStatements.mapUser("u", "l"))).isEqualTo("ALTER USER [u] WITH LOGIN = [l]");
        }
    }

    @Nested
    class Backups {
        @Test
        void backsUpOnFreshMediaAndAppendsLog() {
            assertThat(text(BackupStatements.backupDatabase("AdventureWorks", "C:\\a.bak")))
                    .isEqualTo(
                            "BACKUP DATABASE [AdventureWorks]\n   TO DISK = N'C:\\a.bak'\n   WITH FORMAT, CHECKSUM, STATS = 5");
            assertThat(text(BackupStatements.backupLog("AdventureWorks", "C:\\a.trn")))
                    .isEqualTo(
                            "BACKUP LOG [AdventureWorks]\n   TO DISK = N'C:\\a.trn'\n   WITH NOINIT, CHECKSUM, STATS = 5");
        }

        @Test
        void overwritesNoBlob() {
            String url = "https://account.blob.core.windows.net/backups/a.bak";

            assertThat(text(BackupStatements.backupDatabase("d", url)))
                    .isEqualTo("BACKUP DATABASE [d]\n   TO URL = N'" + url + "'\n   WITH CHECKSUM, STATS = 5");
            assertThat(text(BackupStatements.backupLog("d", url)))
                    .isEqualTo("BACKUP LOG [d]\n   TO URL = N'" + url + "'\n   WITH CHECKSUM, STATS = 5");
            assertThat(text(BackupStatements.restoreLog("d", url, 1)))
                    .isEqualTo(
                            "RESTORE LOG [d]\n   FROM URL = N'" + url + "'\n   WITH FILE = 1, NORECOVERY, STATS = 5");
        }

        @Test
        void namesACredentialAfterItsContainer() {
            String container = CredentialStatements.container("https://account.blob.core.windows.net/backups/today/");

            assertThat(container).isEqualTo("https://account.blob.core.windows.net/backups");
            assertThat(text(CredentialStatements.create(container, SECRET)))
                    .isEqualTo("CREATE CREDENTIAL [https://account.blob.core.windows.net/backups]"
                            + "\n   WITH IDENTITY = N'SHARED ACCESS SIGNATURE', SECRET = N'•••'");
        }

        @Test
        void restoresWithNorecoveryAlways() {
            Map<String, String> moves = new LinkedHashMap<>();
            moves.put("Data", "D:\\x.mdf");
            moves.put("O'Log", "D:\\x.ldf");

            assertThat(text(BackupStatements.restoreDatabase("d", "C:\\a.bak", 1, Map.of())))
                    .isEqualTo("RESTORE DATABASE [d]\n   FROM DISK = N'C:\\a.bak'\n   WITH NORECOVERY, STATS = 5");
            assertThat(text(BackupStatements.restoreDatabase("d", "C:\\a.bak", 3, moves)))
                    .isEqualTo(
                            "RESTORE DATABASE [d]\n   FROM DISK = N'C:\\a.bak'\n   WITH FILE = 3, NORECOVERY, STATS = 5,"
                                    + "\n   MOVE N'Data' TO N'D:\\x.mdf',\n   MOVE N'O''Log' TO N'D:\\x.ldf'");
            assertThat(text(BackupStatements.restoreLog("d", "C:\\a.trn", 2)))
                    .isEqualTo("RESTORE LOG [d]\n   FROM DISK = N'C:\\a.trn'\n   WITH FILE = 2, NORECOVERY, STATS = 5");
        }
    }

    @Nested
    class Mirroring {
        @Test
        void setsThePartnerAsTheDocumentDoes() {
            assertThat(text(MirroringStatements.setPartner(
                            "AdventureWorks", "TCP://HOST_A.Mydomain.Corp.Adventure-Works.com:7024")))
                    .isEqualTo("""
                            ALTER DATABASE [AdventureWorks]
                               SET PARTNER = N'TCP://HOST_A.Mydomain.Corp.Adventure-Works.com:7024'""");
        }

        @Test
        void setsSafety() {
            assertThat(text(MirroringStatements.safety("d", false)))
                    .isEqualTo("ALTER DATABASE [d]\n   SET PARTNER SAFETY OFF");
            assertThat(text(MirroringStatements.safety("d", true))).endsWith("SAFETY FULL");
        }

        @Test
        void neverTakesMoreThanOneStatementFromAName() {
            assertThat(text(MirroringStatements.partnerOff("d] SET OFFLINE; --")))
                    .isEqualTo("ALTER DATABASE [d]] SET OFFLINE; --]\n   SET PARTNER OFF");
        }
    }
}
