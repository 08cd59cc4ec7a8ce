package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an edition allows (procedure.md §1, errors.md §8), by the real driver. */
class EditionTest {
    private static final String CERTIFICATE = """
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = '1_Strong_Password!';
            CREATE CERTIFICATE c WITH SUBJECT = 's';""";

    @RegisterExtension
    static final SharedLab lab = new SharedLab(settings -> settings.withHosts(Arrays.stream(Edition.values())
            .map(edition -> LabSettings.Host.named(edition.name()).running(Version.SQL_2022, edition))
            .toList()));

    private static String endpoint(String role) {
        return "CREATE ENDPOINT e STATE = STARTED AS TCP (LISTENER_PORT = 7024) FOR DATABASE_MIRRORING "
                + "(AUTHENTICATION = CERTIFICATE c, ROLE = " + role + ")";
    }

    @ParameterizedTest
    @CsvSource({
        "DEVELOPER, Developer Edition (64-bit), 3, -2117995310",
        "ENTERPRISE, Enterprise Edition (64-bit), 3, 1804890536",
        "STANDARD, Standard Edition (64-bit), 2, -1534726760",
        "WEB, Web Edition (64-bit), 2, 1293598313",
        "EXPRESS, Express Edition (64-bit), 4, -1592396055"
    })
    void tellsItsNameAndNumbers(String host, String name, String engine, String id) throws Exception {
        assertThat(lab.value(host, "SELECT SERVERPROPERTY('Edition')")).isEqualTo(name);
        assertThat(lab.value(host, "SELECT SERVERPROPERTY('EngineEdition')")).isEqualTo(engine);
        assertThat(lab.value(host, "SELECT SERVERPROPERTY('EditionID')")).isEqualTo(id);
        assertThat(lab.value(host, "SELECT @@VERSION")).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"DEVELOPER, 0", "ENTERPRISE, 0", "STANDARD, 0", "WEB, 7878", "EXPRESS, 7878"})
    void expressAndWebHaveNoEndpointForPartners(String host, int error) throws Exception {
        for (String role : List.of("PARTNER", "ALL")) {
            lab.fresh(host, CERTIFICATE);

            assertThat(lab.errorOf(host, endpoint(role))).as(role).isEqualTo(error);
        }
    }

    @ParameterizedTest
    @CsvSource({"DEVELOPER", "ENTERPRISE", "STANDARD", "WEB", "EXPRESS"})
    void everyEditionMayBeWitness(String host) throws Exception {
        lab.fresh(host, CERTIFICATE);

        assertThat(lab.errorOf(host, endpoint("WITNESS"))).isZero();
        assertThat(lab.value(host, "SELECT role_desc FROM sys.database_mirroring_endpoints"))
                .isEqualTo("WITNESS");
    }

    @ParameterizedTest
    @CsvSource({"WEB", "EXPRESS"})
    void aWitnessEndpointCannotBecomeAPartnersThere(String host) throws Exception {
        lab.fresh(host, CERTIFICATE + endpoint("WITNESS"));

        assertThat(lab.errorOf(host, "ALTER ENDPOINT e FOR DATABASE_MIRRORING (ROLE = ALL)"))
                .isEqualTo(7878);
    }

    @ParameterizedTest
    @CsvSource({"WEB", "EXPRESS"})
    void expressAndWebCannotBePartners(String host) throws Exception {
        lab.fresh(host, CERTIFICATE + endpoint("WITNESS"));
        lab.run(host, "IF DB_ID('Sales') IS NULL CREATE DATABASE Sales");
        lab.run(host, "ALTER DATABASE Sales SET RECOVERY FULL");

        assertThat(lab.errorOf(host, "ALTER DATABASE Sales SET PARTNER = 'TCP://DEVELOPER:7024'"))
                .isEqualTo(1463);
    }

    @ParameterizedTest
    @CsvSource({"DEVELOPER, FULL", "ENTERPRISE, FULL", "STANDARD, FULL", "WEB, FULL", "EXPRESS, SIMPLE"})
    void newDatabasesHaveTheRecoveryModelOfModelUnconfirmedOnExpress(String host, String model) throws Exception {
        lab.run(host, "CREATE DATABASE Fresh");

        assertThat(lab.value(host, "SELECT recovery_model_desc FROM sys.databases WHERE name = 'Fresh'"))
                .isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({"DEVELOPER, 0", "ENTERPRISE, 0", "STANDARD, 0", "WEB, 1844", "EXPRESS, 1844"})
    void compressedBackupsNeedMoreThanExpressUnconfirmedDetail(String host, int error) {
        assertThat(lab.errorOf(host, "BACKUP DATABASE model TO DISK = 'C:\\model.bak' WITH COMPRESSION, FORMAT"))
                .isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"DEVELOPER, 15151", "ENTERPRISE, 15151", "STANDARD, 15151", "WEB, 1844", "EXPRESS, 1844"})
    void encryptedBackupsNeedMoreThanExpressUnconfirmedNumber(String host, int error) {
        assertThat(lab.errorOf(
                        host,
                        "BACKUP DATABASE model TO DISK = 'C:\\secret.bak' WITH FORMAT,"
                                + " ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = nothing)"))
                .isEqualTo(error);
    }

    @Test
    void settingsNameVersionsAndEditionsForAllHostsOrForOne() {
        LabSettings settings = LabSettings.standard(Optional.empty()).running("2014,HOST_B=2019", "host_w=express");

        assertThat(settings.hosts())
                .extracting(LabSettings.Host::version)
                .containsExactly(Version.SQL_2014, Version.SQL_2019, Version.SQL_2014);
        assertThat(settings.hosts())
                .extracting(LabSettings.Host::edition)
                .containsExactly(Edition.DEVELOPER, Edition.DEVELOPER, Edition.EXPRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "2013, '', no SQL Server 2013",
        "'', Datacenter, no edition Datacenter",
        "HOST_X=2014, '', no host HOST_X"
    })
    void settingsRefuseWhatThereIsNot(String versions, String editions, String message) {
        LabSettings settings = LabSettings.standard(Optional.empty());

        assertThatThrownBy(() -> settings.running(versions, editions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
