package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists that an administrator asks for first: sessions, databases, configuration. */
@Conformance
class ServerListsTest extends ConformanceTest {
    private List<String> ownRow(String procedure) throws Exception {
        String own = sql.value("SELECT @@SPID");
        return sql.rows("EXEC " + procedure).stream()
                .filter(row -> row.get(0).strip().equals(own))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void spWhoShowsTheOwnSession() throws Exception {
        List<String> row = ownRow("sp_who");

        assertThat(row).hasSize(9);
        assertThat(row.get(3)).isEqualTo(sql.value("SELECT ORIGINAL_LOGIN()"));
        assertThat(row.get(6)).isEqualTo("master");
    }

    @Test
    void spWho2ShowsTheOwnSession() throws Exception {
        List<String> row = ownRow("sp_who2");

        assertThat(row).hasSize(13);
        assertThat(row.get(11)).isEqualTo(row.get(0));
        assertThat(row.get(5)).isEqualTo("master");
        assertThat(ownRow("sp_who2 'active'")).hasSize(13);
        assertThat(sql.rows("EXEC sp_who2 " + row.get(0))).hasSize(1);
        assertThat(sql.errors("EXEC sp_who 'ct_nobody'")).containsExactly(15007);
    }

    @Test
    void whoSeesLittleSeesItself() throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.rows("EXEC sp_who2")).hasSize(1);
        }
    }

    @Test
    void spHelpdbShowsDatabases() throws Exception {
        database();

        List<String> row = sql.rows("EXEC sp_helpdb").stream()
                .filter(one -> one.get(0).equals("ct_db"))
                .findFirst()
                .orElseThrow();

        assertThat(row).hasSize(7);
        assertThat(row.get(1)).endsWith(" MB").hasSizeLessThanOrEqualTo(13);
        assertThat(row.get(2)).isEqualTo(sql.value("SELECT ORIGINAL_LOGIN()"));
        assertThat(row.get(3)).isEqualTo(sql.value("SELECT DB_ID('ct_db')"));
        assertThat(row.get(4))
                .isEqualTo(
                        sql.value("SELECT CONVERT(nvarchar(11), create_date) FROM sys.databases WHERE name = 'ct_db'"));
        assertThat(row.get(5))
                .startsWith("Status=ONLINE, Updateability=READ_WRITE, UserAccess=MULTI_USER, Recovery=FULL")
                .contains("Collation=", "IsAutoCreateStatistics");
    }

    @Test
    void spHelpdbOfOneShowsItsFilesToo() throws Exception {
        database();

        List<List<List<String>>> results = sql.run("EXEC sp_helpdb 'ct_db'").results();

        assertThat(results).hasSize(2);
        assertThat(results.get(0)).hasSize(1);
        assertThat(results.get(1)).extracting(row -> row.get(7)).containsExactly("data only", "log only");
        assertThat(results.get(1).get(0)).hasSize(8).element(3).isEqualTo("PRIMARY");
        assertThat(results.get(1).get(1).get(3)).isEqualTo("NULL");
        assertThat(sql.errors("EXEC sp_helpdb 'ct_nothing'")).containsExactly(15010);
    }

    @Test
    void spHelpdbHidesSizesOfWhatIsClosed() throws Exception {
        database();
        sql.run("ALTER DATABASE ct_db SET OFFLINE");

        Client.Reply reply = sql.run("EXEC sp_helpdb 'ct_db'");
        sql.run("ALTER DATABASE ct_db SET ONLINE");

        assertThat(reply.results()).hasSize(1);
        assertThat(reply.results().get(0).get(0).get(1)).isEqualTo("NULL");
        assertThat(reply.messages()).contains(15622);
    }

    @Test
    void spConfigureShowsOptions() throws Exception {
        assertThat(sql.rows("EXEC sp_configure 'user options'").get(0).subList(0, 3))
                .containsExactly("user options", "0", "32767");
        assertThat(sql.rows("EXEC sp_configure 'nested'").get(0).get(0)).isEqualTo("nested triggers");
        assertThat(sql.rows("EXEC sp_configure")).extracting(row -> row.get(0)).contains("show advanced options");
        assertThat(sql.errors("EXEC sp_configure 'ct_option'")).containsExactly(15123);
        assertThat(sql.errors("EXEC sp_configure 'remote'")).containsExactly(15124);
        assertThat(sql.errors("EXEC sp_configure 'show advanced options', 2")).containsExactly(15129);
    }

    @Test
    void advancedOptionsAreShownWhenTheyAreWanted() throws Exception {
        String before =
                sql.rows("EXEC sp_configure 'show advanced options'").get(0).get(4);
        try {
            sql.run("EXEC sp_configure 'show advanced options', 0; RECONFIGURE");
            assertThat(sql.errors("EXEC sp_configure 'max degree of parallelism'"))
                    .containsExactly(15123);

            assertThat(sql.run("EXEC sp_configure 'show advanced options', 1").messages())
                    .contains(15457);
            assertThat(sql.rows("EXEC sp_configure 'show advanced options'")
                            .get(0)
                            .subList(3, 5))
                    .containsExactly("1", "0");
            sql.run("RECONFIGURE WITH OVERRIDE");

            assertThat(sql.rows("EXEC sp_configure 'max degree of parallelism'"))
                    .hasSize(1);
            assertThat(sql.value("SELECT value_in_use FROM sys.configurations WHERE name = 'show advanced options'"))
                    .isEqualTo("1");
        } finally {
            sql.run("EXEC sp_configure 'show advanced options', " + before + "; RECONFIGURE");
        }
    }

    @Test
    void configurationIsForAdministrators() throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.rows("EXEC sp_configure 'user options'")).hasSize(1);
            assertThat(plain.errors("EXEC sp_configure 'show advanced options', 1")
                            .get(0))
                    .isEqualTo(15247);
            assertThat(plain.errors("RECONFIGURE").get(0)).isEqualTo(5812);
        }
    }

    @Test
    void hasDbaccessTellsWhereALoginMayGo() throws Exception {
        database();

        assertThat(sql.rows("SELECT HAS_DBACCESS('ct_db'), HAS_DBACCESS('ct_nothing'), HAS_DBACCESS('master')"))
                .containsExactly(List.of("1", "NULL", "1"));
        try (Client plain = plain()) {
            assertThat(plain.value("SELECT HAS_DBACCESS('ct_db')")).isEqualTo("0");
        }
        sql.run("ALTER DATABASE ct_db SET OFFLINE");
        String access = sql.value("SELECT HAS_DBACCESS('ct_db')");
        sql.run("ALTER DATABASE ct_db SET ONLINE");
        assertThat(access).isEqualTo("0");
    }

    @Test
    void aNewDatabaseHasTheUsualOptions() throws Exception {
        database();

        assertThat(sql.rows("SELECT is_auto_shrink_on, snapshot_isolation_state_desc, is_read_committed_snapshot_on,"
                        + " page_verify_option_desc, is_auto_create_stats_on, is_auto_update_stats_on,"
                        + " is_db_chaining_on, is_published, is_cdc_enabled FROM sys.databases WHERE name = N'ct_db'"))
                .containsExactly(List.of("0", "OFF", "0", "CHECKSUM", "1", "1", "0", "0", "0"));
    }

    @ParameterizedTest
    @CsvSource({
        "IMPLICIT_TRANSACTIONS, 2",
        "CURSOR_CLOSE_ON_COMMIT, 4",
        "ARITHABORT, 64",
        "ARITHIGNORE, 128",
        "QUOTED_IDENTIFIER, 256",
        "NOCOUNT, 512",
        "XACT_ABORT, 16384",
    })
    void optionsShowWhatIsSet(String option, int bit) throws Exception {
        String batch = "SET " + option + " ON; DECLARE @on int = @@OPTIONS & " + bit + "; SET " + option
                + " OFF; SELECT @on, @@OPTIONS & " + bit;

        assertThat(sql.rows(batch)).containsExactly(List.of(Integer.toString(bit), "0"));
    }
}
