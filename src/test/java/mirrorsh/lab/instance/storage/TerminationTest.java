package mirrorsh.lab.instance.storage;

import static mirrorsh.lab.instance.storage.StorageFixture.SA;
import static mirrorsh.lab.instance.storage.StorageFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntPredicate;
import mirrorsh.lab.sql.ast.DatabaseStatement.SetDatabaseOption;
import mirrorsh.lab.sql.ast.DatabaseStatement.Termination;
import mirrorsh.lab.type.Cancellation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ALTER DATABASE ... SET while others are in the database: how long it waits for them (tsql.md §7.2). */
class TerminationTest {
    @TempDir
    Path folder;

    private StorageFixture host;
    private int waits;

    @BeforeEach
    void occupy() {
        host = new StorageFixture(folder, "HOST_A");
        host.create("Sales");
        host.occupied.add("Sales");
    }

    private void set(String option, Termination termination, int seconds, IntPredicate afterEachWait) {
        host.storage.execute(new SetDatabaseOption("Sales", option, "", termination, seconds), SA, new Cancellation() {
            @Override
            public boolean isRequested() {
                return false;
            }

            @Override
            public boolean await(long millis) {
                waits++;
                assertThat(access()).isEqualTo("MULTI_USER");
                return afterEachWait.test(waits);
            }
        });
    }

    private Object access() {
        return host.databases("Sales", "user_access_desc");
    }

    @Test
    void withoutAClauseItWaitsUntilTheOthersHaveLeft() {
        set("SINGLE_USER", Termination.WAIT, 0, wait -> {
            host.clock.advance(Duration.ofHours(1));
            return wait == 3 && !host.occupied.remove("Sales");
        });

        assertThat(waits).isEqualTo(3);
        assertThat(access()).isEqualTo("SINGLE_USER");
    }

    @Test
    void whoWaitsCanBeCancelled() {
        assertThatThrownBy(() -> set("SINGLE_USER", Termination.WAIT, 0, wait -> wait == 2))
                .isInstanceOf(Cancellation.CancelledException.class);

        assertThat(access()).isEqualTo("MULTI_USER");
        assertThat(host.occupied).containsExactly("Sales");
    }

    @Test
    void rollbackAfterGivesThemItsSecondsByTheInstancesClock() {
        set("SINGLE_USER", Termination.ROLLBACK_LATER, 5, wait -> {
            host.clock.advance(Duration.ofSeconds(1));
            return false;
        });

        assertThat(waits).isEqualTo(5);
        assertThat(host.occupied).isEmpty();
        assertThat(access()).isEqualTo("SINGLE_USER");
    }

    @Test
    void rollbackAfterIsDoneWhenTheyLeaveBefore() {
        set("READ_ONLY", Termination.ROLLBACK_LATER, 3600, wait -> !host.occupied.remove("Sales"));

        assertThat(waits).isEqualTo(1);
        assertThat(host.databases("Sales", "is_read_only")).isEqualTo(true);
    }

    @Test
    void anOpenTransactionFromOutsideIsWaitedFor() {
        host.occupied.clear();
        Storage.Transaction open = host.storage.begin();
        host.database("Sales").createTable(StorageFixture.table("u"), open);

        set("READ_ONLY", Termination.WAIT, 0, wait -> {
            open.commit();
            return false;
        });

        assertThat(waits).isEqualTo(1);
        assertThat(host.rows("Sales", "u")).isEmpty();
    }

    @Test
    void aSessionThatHasBegunMeanwhileStopsIt() {
        assertThat(refusal(() -> set("SINGLE_USER", Termination.WAIT, 0, wait -> {
                    host.mirrored("Sales").mirroring(StorageFixture.row(1, 0));
                    return false;
                })))
                .containsExactly(1468, 5069);
    }
}
