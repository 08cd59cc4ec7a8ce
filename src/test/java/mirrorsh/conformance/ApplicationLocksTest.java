package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** sp_getapplock, and who can see whose lock it is. */
@Conformance
class ApplicationLocksTest extends ConformanceTest {
    private static final String TAKE = "DECLARE @r int; EXEC @r = sp_getapplock @Resource = N'ct_lock',"
            + " @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0; SELECT @r";

    @Test
    void oneSessionHasItAndIsShown() throws Exception {
        assertThat(sql.value(TAKE)).isEqualTo("0");

        try (Client other = plain()) {
            assertThat(other.value(TAKE)).isEqualTo("-1");
        }
        assertThat(sql.rows("SELECT request_mode, request_status FROM sys.dm_tran_locks"
                        + " WHERE resource_type = N'APPLICATION' AND request_session_id = @@SPID"
                        + " AND resource_database_id = DB_ID() AND CHARINDEX(N'[ct_lock]', resource_description) > 0"))
                .singleElement()
                .asString()
                .isEqualTo("[X, GRANT]");
    }

    @Test
    void isOfOneDatabase() throws Exception {
        sql.run(TAKE);

        try (Client other = plain()) {
            assertThat(other.value("USE tempdb; " + TAKE)).isEqualTo("0");
        }
    }

    @Test
    void isNotShownWithoutViewServerState() throws Exception {
        try (Client other = plain()) {
            assertThat(other.errors("SELECT * FROM sys.dm_tran_locks").get(0)).isIn(297, 300);
        }
    }
}
