package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EXECUTE AS LOGIN and REVERT: how an administrator tries what another may do. */
@Conformance
class ImpersonationTest extends ConformanceTest {
    private static final String WHO =
            "SELECT SUSER_SNAME(), CASE WHEN ORIGINAL_LOGIN() = SUSER_SNAME() THEN 1 ELSE 0 END,"
                    + " IS_SRVROLEMEMBER('sysadmin')";
    private static final List<String> THE_OTHER = List.of("ct_other", "0", "0");

    @BeforeEach
    void login() throws Exception {
        sql.run("CREATE LOGIN ct_other WITH PASSWORD = '" + PASSWORD + "'");
    }

    @Test
    void takesOnTheRightsOfALoginUntilItReverts() throws Exception {
        sql.run("EXECUTE AS LOGIN = 'ct_other'");
        assertThat(sql.rows(WHO)).containsExactly(THE_OTHER);
        assertThat(sql.errors("CREATE LOGIN ct_third WITH PASSWORD = '" + PASSWORD + "'"))
                .isNotEmpty();
        assertThat(sql.rows("SELECT 1 FROM sys.sql_logins WHERE name = 'ct_third'"))
                .isEmpty();

        sql.run("REVERT");

        assertThat(sql.rows(WHO).get(0).subList(1, 3)).containsExactly("1", "1");
    }

    @Test
    void takesTheNameFromAVariable() throws Exception {
        assertThat(sql.rows("DECLARE @l sysname = N'ct_other'; EXECUTE AS LOGIN = @l; " + WHO + "; REVERT"))
                .containsExactly(THE_OTHER);
    }

    @Test
    void endsWithTheTextInWhichItStands() throws Exception {
        sql.run("EXEC (N'EXECUTE AS LOGIN = ''ct_other''')");

        assertThat(sql.rows(WHO).get(0).get(2)).isEqualTo("1");
    }

    @Test
    void isNotEndedByATextInside() throws Exception {
        assertThat(sql.rows("EXECUTE AS LOGIN = 'ct_other'; EXEC (N'REVERT'); " + WHO + "; REVERT"))
                .containsExactly(THE_OTHER);
    }

    @Test
    void nests() throws Exception {
        sql.run("CREATE LOGIN ct_third WITH PASSWORD = '" + PASSWORD + "';"
                + " GRANT IMPERSONATE ON LOGIN::ct_third TO ct_other");

        assertThat(sql.rows("EXECUTE AS LOGIN = 'ct_other'; EXECUTE AS LOGIN = 'ct_third'; SELECT SUSER_SNAME()"))
                .containsExactly(List.of("ct_third"));
        assertThat(sql.value("REVERT; SELECT SUSER_SNAME()")).isEqualTo("ct_other");
        sql.run("REVERT");
        assertThat(sql.rows(WHO).get(0).get(1)).isEqualTo("1");
    }

    @Test
    void needsThePermissionToImpersonate() throws Exception {
        try (Client plain = plain()) {
            assertThat(plain.errors("EXECUTE AS LOGIN = 'ct_other'")).containsExactly(15406);
            sql.run("GRANT IMPERSONATE ON LOGIN::ct_other TO ct_plain");

            assertThat(plain.value("EXECUTE AS LOGIN = 'ct_other'; SELECT SUSER_SNAME()"))
                    .isEqualTo("ct_other");
            plain.run("REVERT");
        }
        assertThat(sql.errors("EXECUTE AS LOGIN = 'ct_nobody'")).containsExactly(15406);
    }

    @Test
    void isEndedInTheDatabaseInWhichItBegan() throws Exception {
        sql.run("EXECUTE AS LOGIN = 'ct_other'; USE tempdb");

        assertThat(sql.errors("REVERT")).containsExactly(15357);

        sql.run("USE master; REVERT");
        assertThat(sql.rows(WHO).get(0).get(2)).isEqualTo("1");
    }

    @Test
    void revertWithoutItDoesNothing() throws Exception {
        sql.run("REVERT");

        assertThat(sql.rows(WHO).get(0).get(1)).isEqualTo("1");
    }
}
