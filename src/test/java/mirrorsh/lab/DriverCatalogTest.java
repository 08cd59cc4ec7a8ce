package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the metadata methods of drivers find out (tds.md §12.1, §12.4). */
class DriverCatalogTest {
    private static final String HOST = "HOST_A";

    @RegisterExtension
    static final SharedLab LAB = new SharedLab(settings -> settings);

    private static Connection old;

    /** Whose driver asks. */
    enum Driver {
        MICROSOFT,
        JTDS;

        DatabaseMetaData data() throws SQLException {
            return (this == JTDS ? old : LAB.connection(HOST)).getMetaData();
        }
    }

    /** A question that a driver answers with rows. */
    private interface Question {
        ResultSet ask(DatabaseMetaData data) throws SQLException;
    }

    @BeforeAll
    static void connect() throws SQLException {
        LAB.run(HOST, "CREATE DATABASE Shop");
        LAB.run(HOST, "USE Shop");
        LAB.run(HOST, """
                CREATE TABLE Orders (id int IDENTITY PRIMARY KEY, name nvarchar(20) NULL DEFAULT N'new', paid bit NOT NULL DEFAULT 0)
                CREATE TABLE Lines (
                    line smallint NOT NULL, [order] int NOT NULL, CONSTRAINT PK_Lines PRIMARY KEY NONCLUSTERED ([order], line DESC))
                CREATE TABLE [a_b%c [x]] 'q'] (x int)
                CREATE TABLE [aXb] (x int)
                CREATE TABLE Kinds (
                    k01 bit, k02 tinyint NOT NULL, k03 smallint, k04 int, k05 bigint, k06 decimal(9,2), k07 numeric(38,0), k08 money,
                    k09 smallmoney, k10 real, k11 float, k12 date, k13 time(3), k14 smalldatetime, k15 datetime, k16 datetime2,
                    k17 datetimeoffset(0), k18 char(5), k19 varchar(8000), k20 varchar(max), k21 nchar(5), k22 nvarchar(4000),
                    k23 nvarchar(max), k24 binary(16), k25 varbinary(max), k26 uniqueidentifier, k27 sql_variant)
                INSERT Orders DEFAULT VALUES
                INSERT Orders DEFAULT VALUES
                """);
        LabHost host = LAB.lab().host(HOST).orElseThrow();
        String[] place = host.server().split(",", -1);
        old = DriverManager.getConnection(
                "jdbc:jtds:sqlserver://" + place[0] + ":" + place[1] + "/Shop", host.user(), host.password());
    }

    @AfterAll
    static void disconnect() throws SQLException {
        old.close();
    }

    private static List<String> rows(Driver driver, Question question, String... columns) throws SQLException {
        try (ResultSet results = question.ask(driver.data())) {
            List<String> rows = new ArrayList<>();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (String column : columns) {
                    row.add(results.getString(column));
                }
                rows.add(row.stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
            return rows;
        }
    }

    private static List<String> tables(Driver driver, String schema, String name, String... types) throws SQLException {
        return rows(
                driver,
                data -> data.getTables("Shop", schema, name, types.length == 0 ? null : types),
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "TABLE_TYPE");
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfUsersAreListed(Driver driver) throws SQLException {
        assertThat(tables(driver, "dbo", "%", "TABLE"))
                .containsExactly(
                        "Shop|dbo|a_b%c [x] 'q'|TABLE",
                        "Shop|dbo|aXb|TABLE", "Shop|dbo|Kinds|TABLE", "Shop|dbo|Lines|TABLE", "Shop|dbo|Orders|TABLE");
    }

    @ParameterizedTest
    @EnumSource
    void systemViewsAreListedAsViews(Driver driver) throws SQLException {
        assertThat(tables(driver, null, "%", "VIEW"))
                .contains(
                        "Shop|sys|databases|VIEW",
                        "Shop|sys|database_mirroring|VIEW",
                        "Shop|INFORMATION_SCHEMA|TABLES|VIEW")
                .noneMatch(row -> row.contains("Orders"));
        assertThat(tables(driver, null, "%", "SYSTEM TABLE")).isEmpty();
        assertThat(tables(driver, null, "orders")).containsExactly("Shop|dbo|Orders|TABLE");
    }

    @ParameterizedTest
    @EnumSource
    void patternsAndEscapesFindNames(Driver driver) throws SQLException {
        String escape = driver.data().getSearchStringEscape();
        assertThat(tables(driver, "d_o", "a_b%")).hasSize(2);
        assertThat(tables(driver, "dbo", "a" + escape + "_b%")).containsExactly("Shop|dbo|a_b%c [x] 'q'|TABLE");
        assertThat(tables(driver, "dbo", "a_b" + escape + "%%")).containsExactly("Shop|dbo|a_b%c [x] 'q'|TABLE");
        assertThat(tables(driver, "guest", "%")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aNameOfSpecialCharactersIsFoundWhereItIsMeant(Driver driver) throws SQLException {
        assertThat(rows(driver, data -> data.getPrimaryKeys("Shop", "dbo", "a_b%c [x] 'q'"), "COLUMN_NAME"))
                .isEmpty();
        assertThat(rows(driver, data -> data.getIndexInfo("Shop", "dbo", "a_b%c [x] 'q'", false, false), "TYPE"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource
    void catalogsAndSchemasAreListed(Driver driver) throws SQLException {
        assertThat(rows(driver, DatabaseMetaData::getCatalogs, "TABLE_CAT")).contains("master", "msdb", "Shop");
        assertThat(rows(driver, DatabaseMetaData::getSchemas, "TABLE_SCHEM"))
                .containsExactly("dbo", "guest", "INFORMATION_SCHEMA", "sys");
        assertThat(rows(driver, DatabaseMetaData::getTableTypes, "TABLE_TYPE"))
                .containsExactlyInAnyOrder("SYSTEM TABLE", "TABLE", "VIEW");
    }

    @ParameterizedTest
    @EnumSource
    void columnsHaveTheirDefaultsAndIdentities(Driver driver) throws SQLException {
        assertThat(rows(
                        driver,
                        data -> data.getColumns("Shop", "dbo", "Orders", "%"),
                        "COLUMN_NAME",
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "IS_NULLABLE",
                        "COLUMN_DEF",
                        "ORDINAL_POSITION",
                        "IS_AUTOINCREMENT"))
                .containsExactly(
                        "id|int identity|10|NO|null|1|YES",
                        "name|nvarchar|20|YES|(N'new')|2|NO",
                        "paid|bit|1|NO|((0))|3|NO");
    }

    /** Names, ODBC's numbers, sizes, digits and nullability. */
    @Test
    void everyTypeIsDescribedForTheMicrosoftDriver() throws SQLException {
        assertThat(rows(
                        Driver.MICROSOFT,
                        data -> data.getColumns("Shop", null, "Kinds", "k__"),
                        "TYPE_NAME",
                        "DATA_TYPE",
                        "COLUMN_SIZE",
                        "BUFFER_LENGTH",
                        "DECIMAL_DIGITS",
                        "NUM_PREC_RADIX",
                        "NULLABLE",
                        "CHAR_OCTET_LENGTH"))
                .containsExactly(
                        "bit|-7|1|1|null|null|1|null",
                        "tinyint|-6|3|1|0|10|0|null",
                        "smallint|5|5|2|0|10|1|null",
                        "int|4|10|4|0|10|1|null",
                        "bigint|-5|19|8|0|10|1|null",
                        "decimal|3|9|11|2|10|1|null",
                        "numeric|2|38|40|0|10|1|null",
                        "money|3|19|21|4|10|1|null",
                        "smallmoney|3|10|12|4|10|1|null",
                        "real|7|24|4|null|2|1|null",
                        "float|8|53|8|null|2|1|null",
                        "date|91|10|6|0|null|1|null",
                        "time|92|12|12|3|null|1|null",
                        "smalldatetime|93|16|16|0|null|1|null",
                        "datetime|93|23|16|3|null|1|null",
                        "datetime2|93|27|16|7|null|1|null",
                        "datetimeoffset|-155|26|20|0|null|1|null",
                        "char|1|5|5|null|null|1|5",
                        "varchar|12|8000|8000|null|null|1|8000",
                        "varchar|12|2147483647|2147483647|null|null|1|2147483647",
                        "nchar|-15|5|10|null|null|1|10",
                        "nvarchar|-9|4000|8000|null|null|1|8000",
                        "nvarchar|-9|2147483647|2147483647|null|null|1|2147483647",
                        "binary|-2|16|16|null|null|1|16",
                        "varbinary|-3|2147483647|2147483647|null|null|1|2147483647",
                        "uniqueidentifier|1|36|16|null|null|1|null",
                        "sql_variant|-150|8000|8000|null|10|1|8000");
    }

    @Test
    void clientsOfOldSeeNewerTypesAsText() throws SQLException {
        assertThat(rows(
                        Driver.JTDS,
                        data -> data.getColumns("Shop", "dbo", "Kinds", "%"),
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "NULLABLE"))
                .contains("date|10|1", "time|12|1", "datetime2|27|1", "nvarchar|1073741823|1", "varbinary|2147483647|1")
                .contains("tinyint|3|0", "decimal|9|1", "char|5|1");
        assertThat(rows(
                        Driver.JTDS,
                        data -> data.getColumns("Shop", "dbo", "Kinds", "k12"),
                        "SQL_DATA_TYPE",
                        "BUFFER_LENGTH"))
                .containsExactly("-9|20");
    }

    @ParameterizedTest
    @EnumSource
    void columnsOfSystemViewsAreDescribed(Driver driver) throws SQLException {
        assertThat(rows(
                        driver,
                        data -> data.getColumns("Shop", "sys", "databases", "%"),
                        "COLUMN_NAME",
                        "TYPE_NAME",
                        "NULLABLE"))
                .contains("name|sysname|0", "database_id|int|0", "recovery_model|tinyint|1");
        assertThat(rows(driver, data -> data.getColumns("Shop", null, "%", "%"), "TABLE_NAME"))
                .contains("Orders", "dm_exec_sessions", "database_mirroring")
                .hasSizeGreaterThan(500);
    }

    @ParameterizedTest
    @EnumSource
    void keysHaveTheirNamesAndOrder(Driver driver) throws SQLException {
        assertThat(rows(
                        driver,
                        data -> data.getPrimaryKeys("Shop", "dbo", "Lines"),
                        "COLUMN_NAME",
                        "KEY_SEQ",
                        "PK_NAME"))
                .containsExactlyInAnyOrder("order|1|PK_Lines", "line|2|PK_Lines");
        assertThat(rows(driver, data -> data.getPrimaryKeys("Shop", "dbo", "Orders"), "PK_NAME"))
                .hasSize(1)
                .allMatch(name -> name.matches("PK__Orders__[0-9A-F]{16}"));
        assertThat(rows(driver, data -> data.getImportedKeys("Shop", "dbo", "Lines"), "FK_NAME"))
                .isEmpty();
        assertThat(rows(driver, data -> data.getExportedKeys("Shop", "dbo", "Lines"), "FK_NAME"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void indexesAreThoseOfKeys(Driver driver) throws SQLException {
        assertThat(rows(
                        driver,
                        data -> data.getIndexInfo("Shop", "dbo", "Lines", false, true),
                        "TYPE",
                        "INDEX_NAME",
                        "ORDINAL_POSITION",
                        "COLUMN_NAME",
                        "ASC_OR_DESC"))
                .hasSize(3)
                .contains("3|PK_Lines|1|order|A", "3|PK_Lines|2|line|D");
        assertThat(rows(driver, data -> data.getIndexInfo("Shop", "dbo", "Orders", true, false), "TYPE", "CARDINALITY"))
                .containsExactly("0|2", "1|2");
        assertThat(rows(
                        driver,
                        data -> data.getBestRowIdentifier(
                                "Shop", "dbo", "Orders", DatabaseMetaData.bestRowTransaction, true),
                        "COLUMN_NAME",
                        "PSEUDO_COLUMN"))
                .containsExactly("id|1");
        assertThat(rows(driver, data -> data.getVersionColumns("Shop", "dbo", "Orders"), "COLUMN_NAME"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void typesOfTheServerAreListed(Driver driver) throws SQLException {
        List<String> types = rows(driver, DatabaseMetaData::getTypeInfo, "TYPE_NAME", "DATA_TYPE", "PRECISION");

        assertThat(types).contains("int|" + Types.INTEGER + "|10", "bigint identity|" + Types.BIGINT + "|19");
        assertThat(types.stream().map(type -> type.replaceAll("\\|.*", "")))
                .containsAll(Arrays.asList("nvarchar", "datetime2", "uniqueidentifier", "sql_variant", "money"));
    }

    @ParameterizedTest
    @EnumSource
    void proceduresAreThoseOfTheLab(Driver driver) throws SQLException {
        assertThat(rows(driver, data -> data.getProcedures("Shop", "sys", "sp\\_%"), "PROCEDURE_NAME"))
                .anyMatch(name -> name.startsWith("sp_who2"))
                .noneMatch(name -> name.startsWith("xp_"));
        assertThat(rows(driver, data -> data.getProcedures("Shop", "dbo", "%"), "PROCEDURE_NAME"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotImitatedIsRefused(Driver driver) {
        assertThatThrownBy(() -> driver.data().getTablePrivileges("Shop", "dbo", "%"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("The lab does not imitate");
    }

    @Test
    void oldDriversLearnHowNamesCompare() throws SQLException {
        assertThat(Driver.JTDS.data().supportsMixedCaseIdentifiers()).isFalse();
        assertThat(LAB.names(HOST, "EXEC sp_server_info 2").toString()).contains("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXEC sp_tables NULL, NULL, 'master'",
                "EXEC sp_columns 'Orders', NULL, 'master'",
                "EXEC sp_pkeys 'Orders', NULL, 'master'",
                "EXEC sp_statistics 'Orders', NULL, 'master'"
            })
    void anotherDatabaseIsNotLookedInto(String call) {
        assertThat(LAB.errorOf(HOST, call)).isEqualTo(15250);
    }

    @Test
    void aProcedureCalledInAnotherDatabaseLooksThere() throws SQLException {
        assertThat(LAB.names(HOST, "EXEC msdb..sp_tables 'backup%', 'dbo'")).containsOnly("msdb");
        assertThat(LAB.names(HOST, "EXEC sp_databases")).contains("Shop", "tempdb");
        assertThat(LAB.names(HOST, "EXEC sp_tables '', '%', ''")).hasSize(4);
        assertThat(LAB.errorOf(HOST, "EXEC sp_fkeys")).isEqualTo(15252);
    }

    @Test
    void everyListedViewIsThere() throws SQLException {
        for (String view : LAB.names(
                HOST,
                "SELECT schema_name(schema_id) + '.' + name FROM sys.all_objects WHERE type = 'V' AND is_ms_shipped = 1")) {
            assertThat(LAB.names(HOST, "SELECT count(*) FROM " + view)).as(view).hasSize(1);
        }
        assertThat(LAB.value(
                        HOST,
                        "SELECT t.name FROM sys.all_columns c JOIN sys.types t ON t.user_type_id = c.user_type_id"
                                + " WHERE c.name = 'mirroring_guid'"))
                .isEqualTo("uniqueidentifier");
    }

    @Test
    void everyListedProcedureIsThere() throws SQLException {
        for (String procedure : LAB.names(
                HOST,
                "DECLARE @p TABLE (q sysname NULL, o sysname NULL, n sysname, i int, t int, r int, m varchar(254) NULL, k int)"
                        + " INSERT @p EXEC sp_stored_procedures SELECT REPLACE(n, ';1', '') FROM @p")) {
            String nonsense = "EXEC " + procedure + " 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12";
            try {
                LAB.run(HOST, nonsense);
            } catch (SQLException e) {
                assertThat(e.getErrorCode()).as(procedure).isNotEqualTo(2812);
                assertThat(e.getMessage()).doesNotContain("the procedure " + procedure);
            }
        }
    }

    @Test
    void keysAreObjectsOfTheirTables() throws SQLException {
        assertThat(LAB.names(
                        HOST,
                        "SELECT o.name + ' ' + o.type_desc + ' ' + p.name FROM sys.objects o JOIN sys.tables p"
                                + " ON p.object_id = o.parent_object_id WHERE o.type = 'PK' ORDER BY p.name"))
                .hasSize(2)
                .first()
                .isEqualTo("PK_Lines PRIMARY_KEY_CONSTRAINT Lines");
        assertThat(
                        LAB.value(
                                HOST,
                                "SELECT i.type_desc FROM sys.indexes i WHERE i.object_id = OBJECT_ID('Lines') AND i.is_primary_key = 1"))
                .isEqualTo("NONCLUSTERED");
        assertThat(LAB.value(HOST, "SELECT CASE WHEN OBJECT_ID('PK_Lines') <> OBJECT_ID('Lines') THEN 'own' END"))
                .isEqualTo("own");
        assertThat(LAB.errorOf(HOST, "CREATE TABLE t2 (a int PRIMARY KEY, b int, PRIMARY KEY (b))"))
                .isEqualTo(8110);
    }
}
