package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The look-up of {@code server\instance} on UDP 1434 (tds.md §8.2), by the real driver. */
class NamedInstanceTest {
    @RegisterExtension
    static final SharedLab lab = new SharedLab(settings -> settings.withHosts(List.of(
            LabSettings.Host.named("HOST_A"), LabSettings.Host.named("HOST_B").withInstance("Sales"))));

    private static String value(String host, String instance, String query) throws SQLException {
        LabHost found = lab.lab().host(host).orElseThrow();
        String[] address = found.server().split(",");
        // where one loopback address serves all, the port of the look-up belongs to one host only
        Assumptions.assumeTrue(address[1].equals("1433"), "the lab has no addresses of its own here");
        String url = "jdbc:sqlserver://" + address[0] + "\\" + instance
                + ";encrypt=true;trustServerCertificate=true;loginTimeout=5;connectRetryCount=0;user=sa;password={"
                + found.password() + "}";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void findsTheNamedInstance() throws Exception {
        assertThat(value("HOST_B", "Sales", "SELECT @@SERVERNAME")).isEqualTo("HOST_B\\Sales");
        assertThat(value("HOST_B", "SALES", "SELECT SERVERPROPERTY('InstanceName')"))
                .isEqualTo("Sales");
        assertThat(value("HOST_B", "sales", "SELECT @@SERVICENAME")).isEqualTo("Sales");
    }

    @Test
    void findsTheDefaultInstance() throws Exception {
        assertThat(value("HOST_A", "MSSQLSERVER", "SELECT @@SERVERNAME")).isEqualTo("HOST_A");
        assertThat(lab.value("HOST_A", "SELECT SERVERPROPERTY('InstanceName')")).isEqualTo("null");
    }

    @Test
    void keepsTheFilesOfANamedInstanceApart() throws Exception {
        assertThat(lab.value("HOST_B", "SELECT SERVERPROPERTY('InstanceDefaultDataPath')"))
                .isEqualTo("C:\\Program Files\\Microsoft SQL Server\\MSSQL16.SALES\\MSSQL\\DATA\\");
        assertThat(lab.errorOf("HOST_B", "CREATE DATABASE Sales")).isZero();
    }

    @Test
    void leavesAnotherNameUnanswered() {
        assertThatThrownBy(() -> value("HOST_A", "Nowhere", "SELECT 1"))
                .isInstanceOfAny(SQLException.class, org.opentest4j.TestAbortedException.class);
    }
}
