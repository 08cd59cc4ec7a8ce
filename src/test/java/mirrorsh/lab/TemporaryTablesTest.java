package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Temporary tables in the catalog of tempdb. */
class TemporaryTablesTest {
    private static final String HOST = "HOST_A";
    private static final String NAMES = "SELECT name FROM tempdb.sys.tables WHERE name LIKE '#x%'";

    @RegisterExtension
    static final SharedLab LAB = new SharedLab(settings -> settings);

    private Connection mine;

    @BeforeAll
    static void makeLogin() throws SQLException {
        LAB.run(HOST, "CREATE LOGIN guestly WITH PASSWORD = 'Gu3st!Passw0rd'");
    }

    @BeforeEach
    void connect() throws SQLException {
        LabHost host = LAB.lab().host(HOST).orElseThrow();
        mine = LAB.open(HOST, host.user(), host.password());
        SharedLab.run(mine, "CREATE TABLE #x (id int IDENTITY PRIMARY KEY, name nvarchar(20) NULL)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        mine.close();
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(results.getString(1));
            }
            return rows;
        }
    }

    private static int count(Connection connection) {
        try {
            return rows(connection, NAMES).size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void areListedUnderTheirFullNames() throws SQLException {
        assertThat(rows(mine, NAMES)).singleElement().asString().matches("#x_{114}[0-9A-F]{12}");
        assertThat(rows(mine, "SELECT name FROM tempdb.sys.objects WHERE object_id = OBJECT_ID('tempdb..#x')"))
                .isEqualTo(rows(mine, NAMES));
        assertThat(rows(mine, "SELECT name FROM sys.tables WHERE name LIKE '#%'"))
                .isEmpty();
        assertThat(rows(mine, "SELECT TABLE_TYPE FROM tempdb.INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE '#x%'"))
                .containsExactly("BASE TABLE");
    }

    @Test
    void haveColumnsKeysAndRows() throws SQLException {
        SharedLab.run(mine, "INSERT #x (name) VALUES (N'a'), (N'b')");

        assertThat(
                        rows(
                                mine,
                                "SELECT name FROM tempdb.sys.columns WHERE object_id = OBJECT_ID('tempdb..#x') ORDER BY column_id"))
                .containsExactly("id", "name");
        assertThat(
                        rows(
                                mine,
                                "SELECT row_count FROM tempdb.sys.dm_db_partition_stats WHERE object_id = OBJECT_ID('tempdb..#x')"))
                .containsExactly("2");
        assertThat(rows(mine, "SELECT type_desc FROM tempdb.sys.indexes WHERE object_id = OBJECT_ID('tempdb..#x')"))
                .containsExactly("CLUSTERED");
        assertThat(rows(
                        mine,
                        "DECLARE @c TABLE (q sysname, o sysname, t sysname, c sysname, d int, n sysname, p int, l int, s int NULL,"
                                + " r int NULL, u int, m varchar(9) NULL, f nvarchar(9) NULL, y int, b int NULL, h int NULL,"
                                + " a int, i varchar(9), z int) INSERT @c EXEC tempdb..sp_columns '#x%'"
                                + " SELECT c + ' ' + n FROM @c ORDER BY a"))
                .containsExactly("id int identity", "name nvarchar");
    }

    @Test
    void ofTwoSessionsAreTwo() throws SQLException {
        LabHost host = LAB.lab().host(HOST).orElseThrow();
        try (Connection other = LAB.open(HOST, host.user(), host.password())) {
            SharedLab.run(other, "CREATE TABLE #x (a int)");

            assertThat(rows(mine, NAMES)).hasSize(2).doesNotHaveDuplicates();
            assertThat(rows(mine, "SELECT OBJECT_ID('tempdb..#x')"))
                    .isNotEqualTo(rows(other, "SELECT OBJECT_ID('tempdb..#x')"));
        }
        assertThat(LabExtension.eventually(() -> count(mine) == 1)).isTrue();
    }

    @Test
    void ofOthersAreNotShownToEveryone() throws SQLException {
        try (Connection guest = LAB.open(HOST, "guestly", "Gu3st!Passw0rd")) {
            assertThat(rows(guest, NAMES)).isEmpty();
            SharedLab.run(guest, "CREATE TABLE #xg (a int)");

            assertThat(rows(guest, NAMES)).singleElement().asString().startsWith("#xg___");
        }
    }

    @Test
    void goWhenTheyAreDroppedOrNeverWere() throws SQLException {
        SharedLab.run(mine, "DROP TABLE #x");
        assertThat(rows(mine, NAMES)).isEmpty();

        SharedLab.run(mine, "BEGIN TRAN CREATE TABLE #x (a int) ROLLBACK");
        assertThat(rows(mine, NAMES)).isEmpty();

        SharedLab.run(mine, "SELECT 1 AS a INTO #x");
        SharedLab.run(mine, "BEGIN TRAN DROP TABLE #x ROLLBACK");
        assertThat(rows(mine, NAMES)).hasSize(1);

        SharedLab.run(mine, "DROP TABLE #x EXEC ('CREATE TABLE #x (a int)')");
        assertThat(rows(mine, NAMES)).isEmpty();
    }

    @Test
    void haveNamesThatLeaveRoom() {
        assertThat(SharedLab.errorOf(mine, "CREATE TABLE #" + "y".repeat(116) + " (a int)"))
                .isEqualTo(193);
        assertThat(SharedLab.errorOf(mine, "CREATE TABLE #" + "y".repeat(115) + " (a int)"))
                .isZero();
    }
}
