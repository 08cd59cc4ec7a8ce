package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of more bytes than the lab takes. */
class LargeRequestTest {
    private static final String HOST = "HOST_A";
    private static final int CHARACTERS = 3 << 20;

    @RegisterExtension
    static final SharedLab LAB = new SharedLab(settings -> settings);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlserver://%s:%s;encrypt=true;trustServerCertificate=true",
                "jdbc:jtds:sqlserver://%s:%s/master"
            })
    void areRefusedWithAnErrorAndAreInTheErrorLog(String url) throws SQLException {
        LabHost host = LAB.lab().host(HOST).orElseThrow();
        String[] place = host.server().split(",", -1);
        try (Connection connection =
                DriverManager.getConnection(url.formatted(place[0], place[1]), host.user(), host.password())) {
            int spid = Integer.parseInt(spid(connection));

            assertThat(SharedLab.errorOf(connection, "SELECT '" + "x".repeat(CHARACTERS) + "'"))
                    .isEqualTo(4002);
            assertThat(LAB.names(HOST, "EXEC xp_readerrorlog 0, 1, N'Error: 4002'"))
                    .isNotEmpty();
            assertThat(LAB.lab().instance(HOST).machine().errorLog().lines())
                    .anyMatch(line -> line.source().equals("spid" + spid)
                            && line.text().equals("Error: 4002, Severity: 20, State: 1."));
        }
    }

    private static String spid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var results = statement.executeQuery("SELECT @@SPID")) {
            results.next();
            return results.getString(1);
        }
    }

    @Test
    void asParametersAreRefusedToo() throws SQLException {
        LabHost host = LAB.lab().host(HOST).orElseThrow();
        try (Connection connection = LAB.open(HOST, host.user(), host.password());
                PreparedStatement statement = connection.prepareStatement("SELECT LEN(?)")) {
            statement.setString(1, "x".repeat(CHARACTERS));

            assertThat(errorOf(statement)).isEqualTo(4002);
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThat(LAB.value(HOST, "SELECT 1")).isEqualTo("1");
    }

    private static int errorOf(PreparedStatement statement) {
        try {
            statement.execute();
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }
}
