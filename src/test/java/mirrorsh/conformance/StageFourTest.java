package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stage 4 refuses on one host alone (procedure.md §6, errors.md §5), and that it is refused as a whole on Linux. */
@Conformance
class StageFourTest extends ConformanceTest {
    @BeforeEach
    void make() throws Exception {
        database();
    }

    private int refusal(String option) {
        return sql.errors("ALTER DATABASE ct_db SET " + option).stream()
                .findFirst()
                .orElse(0);
    }

    @Test
    void unconfirmedOnLinuxTheSessionIsRefused() throws Exception {
        assumeTrue(server.isLinux(), "not a server on Linux");
        endpoint("STARTED");

        assertThat(refusal("PARTNER = 'TCP://ct-nowhere.example:7999'")).isNotZero();
        assertThat(sql.value("SELECT mirroring_guid FROM sys.database_mirroring WHERE database_id = DB_ID(N'ct_db')"))
                .isEqualTo("NULL");
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PARTNER SUSPEND        | 1416",
                "PARTNER RESUME         | 1416",
                "PARTNER FAILOVER       | 1416",
                "PARTNER SAFETY FULL    | 1416",
                "PARTNER OFF            | 1416",
                "WITNESS = 'TCP://ct-w.example:7024' | 1416",
            })
    void withoutASessionItIs(String option, int number) {
        assumeFalse(server.isLinux(), "mirroring sessions are not supported on Linux");

        assertThat(refusal(option)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"HOST_B:7024", "TCP://HOST_B", "HOST_B", "TCP://:7024"})
    void aMalformedAddressIs1449(String address) throws Exception {
        assumeFalse(server.isLinux(), "mirroring sessions are not supported on Linux");
        endpoint("STARTED");

        assertThat(refusal("PARTNER = '" + address + "'")).isEqualTo(1449);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RECOVERY SIMPLE      | 1465",
                "RECOVERY BULK_LOGGED | 1465",
                "READ_ONLY            | 1466",
                "AUTO_CLOSE ON        | 1469",
                "SINGLE_USER          | 1488",
            })
    void anUnfitDatabaseIsRefused(String option, int number) throws Exception {
        assumeFalse(server.isLinux(), "mirroring sessions are not supported on Linux");
        endpoint("STARTED");
        sql.run("ALTER DATABASE ct_db SET " + option);

        assertThat(refusal("PARTNER = 'TCP://ct-b.example:7024'")).isEqualTo(number);
        sql.run("ALTER DATABASE ct_db SET MULTI_USER");
    }

    @Test
    void anUnknownDatabaseIs5011Then5069() {
        assertThat(sql.errors("ALTER DATABASE ct_nothing SET PARTNER OFF").get(0))
                .isEqualTo(5011);
        assertThat(sql.errors("ALTER DATABASE ct_nothing SET RECOVERY FULL")).containsExactly(5011, 5069);
    }

    @Test
    void aDatabaseWithoutASessionHasAnEmptyRow() throws Exception {
        assertThat(sql.rows("SELECT mirroring_guid, mirroring_state, mirroring_role, mirroring_partner_name,"
                                + " mirroring_safety_level, mirroring_connection_timeout FROM sys.database_mirroring"
                                + " WHERE database_id = DB_ID(N'ct_db')")
                        .get(0))
                .containsOnly("NULL");
        assertThat(sql.value("SELECT COUNT(*) FROM sys.database_mirroring"))
                .isEqualTo(sql.value("SELECT COUNT(*) FROM sys.databases"));
    }
}
