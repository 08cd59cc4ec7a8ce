package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The procedures of the mirroring monitor without a session (tsql.md §10.1). */
@Conformance
class MonitorTest extends ConformanceTest {
    private static final String JOB = "SELECT 1 FROM msdb.dbo.sysjobs WHERE name = N'Database Mirroring Monitor Job'";
    private boolean mayDrop;

    @BeforeEach
    void noJob() throws Exception {
        assumeTrue(sql.rows(JOB).isEmpty(), "the server has a monitor job of its own");
        mayDrop = true;
    }

    @AfterEach
    void dropJob() throws Exception {
        if (mayDrop && !sql.rows(JOB).isEmpty()) {
            sql.run("EXEC msdb.dbo.sp_dbmmonitordropmonitoring");
        }
    }

    @Test
    void addMakesTheJobOnce() throws Exception {
        sql.run("EXEC msdb.dbo.sp_dbmmonitoraddmonitoring 3");

        assertThat(sql.rows(JOB)).hasSize(1);
        assertThat(sql.value("EXEC msdb.dbo.sp_dbmmonitorhelpmonitoring")).isEqualTo("3");
        assertThat(sql.errors("EXEC msdb.dbo.sp_dbmmonitoraddmonitoring")).containsExactly(32033);
        sql.run("EXEC msdb.dbo.sp_dbmmonitorchangemonitoring 1, 7");
        assertThat(sql.value("EXEC msdb.dbo.sp_dbmmonitorhelpmonitoring")).isEqualTo("7");
        sql.run("EXEC msdb.dbo.sp_dbmmonitordropmonitoring");
        assertThat(sql.rows(JOB)).isEqualTo(List.of());
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "EXEC msdb.dbo.sp_dbmmonitoraddmonitoring 0                       | 32032",
                "EXEC msdb.dbo.sp_dbmmonitoraddmonitoring 121                     | 32032",
                "EXEC msdb.dbo.sp_dbmmonitorhelpmonitoring                        | 32049",
                "EXEC msdb.dbo.sp_dbmmonitorchangemonitoring 1, 5                 | 32049",
                "EXEC msdb.dbo.sp_dbmmonitordropmonitoring                        | 32049",
                "USE msdb; EXEC sp_dbmmonitorresults N'ct_db', 0, 0               | 32039",
                "USE msdb; EXEC sp_dbmmonitorupdate N'master'                     | 32050",
                "USE master; EXEC sp_dbmmonitorupdate N'ct_db'                    | 32045",
            })
    void refuses(String batch, int number) throws Exception {
        database();

        assertThat(sql.errors(batch).get(0)).isEqualTo(number);
        sql.run("USE master");
    }
}
