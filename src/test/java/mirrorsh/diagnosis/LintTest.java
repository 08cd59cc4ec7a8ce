package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
    private static final String GOOD = """
            -- a set-up as it should be; it says nothing of GRANT CONNECT in a comment
            :CONNECT HOST_A
            USE master;
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = '$(KEY)';
            GO
            CREATE CERTIFICATE [HOST_A_cert] WITH SUBJECT = 'HOST_A; certificate', START_DATE = '20261122', EXPIRY_DATE = '20361122';
            CREATE ENDPOINT [Endpoint_Mirroring] STATE = STARTED AS TCP (LISTENER_PORT = 7024, LISTENER_IP = ALL)
                FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE [HOST_A_cert], ENCRYPTION = REQUIRED ALGORITHM AES, ROLE = ALL);
            BACKUP CERTIFICATE [HOST_A_cert] TO FILE = 'C:\\HOST_A_cert.cer';
            CREATE LOGIN [HOST_B_login] WITH PASSWORD = '$(LOGIN)';
            CREATE USER [HOST_B_user] FOR LOGIN [HOST_B_login];
            CREATE CERTIFICATE [HOST_B_cert] AUTHORIZATION [HOST_B_user] FROM FILE = 'C:\\HOST_B_cert.cer';
            GRANT CONNECT ON ENDPOINT::[Endpoint_Mirroring] TO [HOST_B_login];
            BACKUP DATABASE [Orders] TO DISK = 'C:\\Orders.bak';
            BACKUP LOG [Orders] TO DISK = 'C:\\Orders.trn';
            GO
            :CONNECT HOST_B
            RESTORE DATABASE [Orders] FROM DISK = 'C:\\Orders.bak' WITH NORECOVERY;
            RESTORE LOG [Orders] FROM DISK = 'C:\\Orders.trn' WITH NORECOVERY;
            ALTER DATABASE [Orders] SET PARTNER = 'TCP://HOST_A:7024';
            GO
            :CONNECT HOST_A
            ALTER DATABASE [Orders] SET PARTNER = 'TCP://HOST_B:7024';
            GO
            """;

    private static List<String> rows(String script) {
        return Lint.of(script).remarks().stream().map(Lint.Remark::row).toList();
    }

    @Test
    void findsNothingInAGoodScript() {
        Lint lint = Lint.of(GOOD);

        assertThat(lint.remarks()).isEmpty();
        assertThat(lint.statements()).isGreaterThan(10);
    }

    @ParameterizedTest(name = "{1} for {0} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT CONNECT ON ENDPOINT::[Endpoint_Mirroring] TO [HOST_B_login]; | | P18",
                "TO [HOST_B_login]; | TO [HOST_B_user]; | P18 P19",
                "ENDPOINT::[Endpoint_Mirroring] | ENDPOINT::[Mirroring] | P20",
                "AUTHORIZATION [HOST_B_user] FROM | FROM | P14",
                "'20261122' | '22/11/2026' | P11",
                ", START_DATE = '20261122' | | P11",
                ", EXPIRY_DATE = '20361122' | | P13",
                "STATE = STARTED AS | AS | P22",
                "ALGORITHM AES | ALGORITHM RC4 | P27",
                "REQUIRED ALGORITHM AES | DISABLED | P26",
                "CERTIFICATE [HOST_A_cert], ENC | WINDOWS NEGOTIATE, ENC | P23",
                "FOR LOGIN [HOST_B_login] | WITHOUT LOGIN | P16",
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '$(KEY)'; | | P01",
                "TCP://HOST_B:7024 | TCP://HOST_B:5022 | P28",
                "TCP://HOST_B:7024 | TCP://HOST_B:1433 | P30",
                "TCP://HOST_B:7024 | HOST_B,7024 | P28",
                "TCP://HOST_B:7024 | TCP://HOST_A:7024 | P36",
                "RESTORE LOG [Orders] FROM DISK = 'C:\\Orders.trn' WITH NORECOVERY; | | P41",
                "Orders.trn' WITH NORECOVERY | Orders.trn' | P39",
                "CREATE CERTIFICATE [HOST_B_cert] | CREATE CERTIFICATE [HOST_A_cert] | P08",
                "TO FILE = 'C:\\HOST_A_cert.cer' | TO FILE = 'C:\\A.cer' WITH PRIVATE KEY (FILE = 'C:\\A.pvk') | P61"
            })
    void tellsWhatIsWrong(String good, String bad, String rows) {
        String script = GOOD.replace(good, bad == null ? "" : bad);

        assertThat(script).isNotEqualTo(GOOD);
        assertThat(rows(script)).containsExactlyInAnyOrder(rows.split(" "));
    }

    @Test
    void tellsTheLine() {
        Lint lint = Lint.of(GOOD.replace("'$(LOGIN)'", "'Passw0rd!'"));

        assertThat(lint.remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.line()).isEqualTo(10);
            assertThat(remark.what()).isEqualTo("A password stands in the script.");
        });
        assertThat(lint.json().toString()).doesNotContain("Passw0rd!");
    }

    @Test
    void namesWhoGoesFirst() {
        String script = GOOD.replace("ALTER DATABASE [Orders] SET PARTNER = 'TCP://HOST_A:7024';", "")
                + ":CONNECT HOST_B\nALTER DATABASE [Orders] SET PARTNER = 'TCP://HOST_A:7024';\nGO\n";

        assertThat(rows(script)).containsExactly("P34");
    }

    @Test
    void hasNothingToSayOfAnotherScript() {
        assertThat(Lint.of("SELECT 1;\nGO\n").statements()).isZero();
    }
}
