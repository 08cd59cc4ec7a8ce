package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets into a database in SINGLE_USER or RESTRICTED_USER mode, and what becomes of those who are in (tsql.md §7.2). */
@Conformance
class UserAccessTest extends ConformanceTest {
    private Client other;

    @BeforeEach
    void make() throws Exception {
        database();
        other = plain();
        sql.run("USE ct_db; CREATE USER ct_plain FOR LOGIN ct_plain; GRANT SELECT TO ct_plain; USE master");
    }

    @AfterEach
    void leave() throws Exception {
        other.close();
        sql.run("USE master; ALTER DATABASE ct_db SET MULTI_USER WITH ROLLBACK IMMEDIATE");
    }

    @Test
    void theSingleUserKeepsOthersOut() throws Exception {
        sql.run("USE ct_db; ALTER DATABASE ct_db SET SINGLE_USER");

        assertThat(other.errors("USE ct_db")).containsExactly(924);
        assertThat(other.errors("SELECT i FROM ct_db.dbo.t")).containsExactly(924);
        assertThat(sql.value("SELECT user_access_desc FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("SINGLE_USER");
        assertThat(sql.value("SELECT DATABASEPROPERTYEX(N'ct_db', 'UserAccess')"))
                .isEqualTo("SINGLE_USER");
    }

    @Test
    void anEmptySingleUserDatabaseTakesTheFirstToCome() throws Exception {
        sql.run("ALTER DATABASE ct_db SET SINGLE_USER");
        other.run("USE ct_db");

        assertThat(sql.errors("USE ct_db")).containsExactly(924);
        assertThat(sql.errors("ALTER DATABASE ct_db SET MULTI_USER")).containsExactly(5064, 5069);
        other.run("USE master");
        sql.run("USE ct_db");
    }

    @Test
    void withNoWaitAnotherSessionIsInTheWay() throws Exception {
        other.run("USE ct_db");

        assertThat(sql.errors("ALTER DATABASE ct_db SET READ_ONLY WITH NO_WAIT"))
                .startsWith(5061)
                .contains(5069);
        assertThat(other.value("SELECT COUNT(*) FROM t")).isEqualTo("3");
    }

    @Test
    void rollbackImmediateEndsOnlyTheOthers() throws Exception {
        other.run("USE ct_db");
        sql.run("USE ct_db; ALTER DATABASE ct_db SET SINGLE_USER WITH ROLLBACK IMMEDIATE");

        assertThat(sql.value("SELECT COUNT(*) FROM t")).isEqualTo("3");
        assertThat(other.errors("SELECT i FROM t")).isNotEmpty();
    }

    @Test
    void withoutAClauseAChangeWaitsUntilTheOthersHaveLeft() throws Exception {
        other.run("USE ct_db");
        CompletableFuture<List<Integer>> change =
                CompletableFuture.supplyAsync(() -> sql.errors("ALTER DATABASE ct_db SET SINGLE_USER"));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));

        assertThat(change).isNotDone();
        other.run("USE master");

        assertThat(change.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(sql.value("SELECT user_access_desc FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("SINGLE_USER");
    }

    @Test
    void whoWaitsForTheOthersCanBeCancelled() throws Exception {
        other.run("USE ct_db");
        try (Statement change = sql.connection().createStatement()) {
            change.setQueryTimeout(1);
            assertThatThrownBy(() -> change.execute(Client.outward("ALTER DATABASE ct_db SET READ_ONLY")))
                    .isInstanceOf(SQLTimeoutException.class);
        }

        assertThat(sql.value("SELECT is_read_only FROM sys.databases WHERE name = N'ct_db'"))
                .isEqualTo("0");
        assertThat(other.value("SELECT COUNT(*) FROM t")).isEqualTo("3");
    }

    @Test
    void rollbackAfterGivesTheOthersItsSeconds() throws Exception {
        other.run("USE ct_db");
        long start = System.nanoTime();
        sql.run("ALTER DATABASE ct_db SET SINGLE_USER WITH ROLLBACK AFTER 1 SECONDS");

        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
        assertThat(other.errors("SELECT i FROM t")).isNotEmpty();
    }

    @Test
    void restrictedUserLetsOwnersIn() throws Exception {
        sql.run("ALTER DATABASE ct_db SET RESTRICTED_USER");

        assertThat(other.errors("USE ct_db")).isNotEmpty();
        assertThat(sql.value("SELECT DATABASEPROPERTYEX(N'ct_db', 'UserAccess')"))
                .isEqualTo("RESTRICTED_USER");
        sql.run("USE ct_db; ALTER ROLE db_owner ADD MEMBER ct_plain");
        other.run("USE ct_db");
    }
}
