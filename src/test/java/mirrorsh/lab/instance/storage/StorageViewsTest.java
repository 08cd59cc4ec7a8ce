package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.SA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageViewsTest {
    @TempDir
    Path folder;

    private StorageFixture host;

    @BeforeEach
    void start() {
        host = new StorageFixture(folder, "HOST_A");
        host.create("Sales");
        host.createTable("Sales", "t");
    }

    @ParameterizedTest
    @CsvSource({
        "sys, databases",
        "sys, database_mirroring",
        "sys, database_recovery_status",
        "sys, master_files",
        "sys, database_files",
        "sys, dm_db_mirroring_auto_page_repair",
        "sys, tables",
        "sys, objects",
        "sys, indexes",
        "sys, index_columns",
        "sys, key_constraints",
        "sys, dm_db_partition_stats",
        "sys, views",
        "sys, procedures",
        "sys, columns",
        "sys, types",
        "sys, schemas",
        "information_schema, tables",
        "information_schema, columns",
        "dbo, backupset",
        "dbo, backupmediaset",
        "dbo, backupmediafamily",
        "dbo, backupfile",
        "dbo, restorehistory",
        "dbo, restorefile",
        "dbo, sysjobs"
    })
    void everyValueHasTheTypeOfItsColumn(String schema, String view) {
        host.backup("Sales", "C:\\x.bak");
        host.backupLog("Sales", "C:\\x.bak");
        host.restore("Sales", "C:\\x.bak", "REPLACE", "NORECOVERY");
        host.storage.jobs().add("Job", "what it does");
        String database = schema.equals("dbo") ? "msdb" : "Sales";

        Relation relation =
                host.storage.view(host.database(database), schema, view, SA).orElseThrow();

        for (Object[] row : relation.rows()) {
            for (int i = 0; i < row.length; i++) {
                Column column = relation.columns().get(i);
                if (row[i] == null) {
                    assertThat(column.nullable()).as(column.name()).isTrue();
                } else {
                    assertThat(row[i]).as(column.name()).isInstanceOf(java(column.type()));
                }
            }
        }
    }

    private static Class<?> java(SqlType type) {
        return switch (type.kind()) {
            case BIT -> Boolean.class;
            case TINYINT, SMALLINT, INT -> Integer.class;
            case BIGINT -> Long.class;
            case NUMERIC -> java.math.BigDecimal.class;
            case DATETIME -> java.time.LocalDateTime.class;
            case UNIQUEIDENTIFIER -> java.util.UUID.class;
            case VARBINARY -> byte[].class;
            default -> String.class;
        };
    }

    @Test
    void columnsNewerThanTheVersionAreLeftOut() {
        StorageFixture old = new StorageFixture(folder, "HOST_OLD", Version.SQL_2012, Edition.DEVELOPER);

        assertThat(old.about("master", "sys.databases"))
                .containsKey("containment")
                .doesNotContainKey("is_query_store_on");
        assertThat(host.about("master", "sys.databases")).containsKey("is_query_store_on");
    }

    @Test
    void filesOfOthersAreHiddenFromAStranger() {
        Caller stranger = new Caller("stranger", false, "master", false, 60);

        assertThat(host.view("master", "sys.master_files", stranger)).isEmpty();
        assertThat(host.view("master", "sys.master_files", SA)).hasSize(10);
    }

    @Test
    void tablesAndColumnsAreListedInTheirDatabaseOnly() {
        assertThat(host.view("Sales", "sys.tables", SA))
                .extracting(row -> row.get("name"))
                .containsExactly("t");
        assertThat(host.view("Sales", "sys.columns", SA))
                .extracting(row -> row.get("name") + " " + row.get("max_length"))
                .containsExactly("id 4", "name 100");
        assertThat(host.view("master", "sys.tables", SA)).isEmpty();
    }

    @Test
    void jobsArePlantedAndTakenAway() {
        host.storage.jobs().add("Database Mirroring Monitor Job", "");
        assertThat(host.msdb("sysjobs")).hasSize(1);

        host.storage.jobs().remove("database mirroring monitor job");
        assertThat(host.msdb("sysjobs")).isEmpty();
    }

    @Test
    void msdbTablesAreInMsdbOnly() {
        assertThat(host.storage.view(host.database("Sales"), "dbo", "backupset", SA))
                .isEmpty();
    }

    @Test
    void timesAreLocalAndInStepsOfADatetime() {
        assertThat(host.databases("Sales", "create_date"))
                .isEqualTo(java.time.LocalDateTime.of(2024, 5, 6, 9, 8, 9, 120_000_000));
    }

    @Test
    void ownerCanBeChanged() {
        host.storage.changeOwner("Sales", "boss");
        Caller boss = new Caller("boss", false, "master", false, 60);

        assertThat(host.view("master", "sys.master_files", boss))
                .extracting(row -> row.get("name"))
                .isEqualTo(List.of("Sales", "Sales_log"));
    }
}
