package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mirrorsh.host.Hosts;
import mirrorsh.host.PassingHosts;
import mirrorsh.lab.LabExtension;
import mirrorsh.model.UsageException;
import mirrorsh.run.Operator;
import mirrorsh.run.PlannedStep;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two operators, each with connections of their own, and the same hosts. */
class LockTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private Workbench first;
    private Workbench second;

    @BeforeEach
    void connect() {
        first = new Workbench(lab, folder.resolve("first"));
        second = new Workbench(lab, folder.resolve("second"));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void meanwhile(Runnable other) {
        first.run(first.request("set-up-mirroring"), new Willing() {
            @Override
            public Operator.Answer confirm(PlannedStep step) {
                other.run();
                return Operator.Answer.QUIT;
            }
        });
    }

    @Test
    void refusesASecondRunAndSaysWhoAndSinceWhen() {
        meanwhile(() -> assertThatThrownBy(() -> second.run("set-up-mirroring"))
                .isInstanceOf(UsageException.class)
                .hasMessageMatching("Another run is at work on HOST_A: login sa from \\S+, connected since"
                        + " \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\."));

        assertThat(second.journals.ids()).as("nothing was begun").isEmpty();
    }

    @Test
    void refusesASecondRunThatSharesOneHostOnly() {
        meanwhile(() -> assertThatThrownBy(() -> second.run("set-up-mirroring", "principal=HOST_W", "mirror=HOST_B"))
                .hasMessageContaining("Another run is at work on HOST_B"));
    }

    @Test
    void letsGoOfEveryHostAtItsEnd() {
        meanwhile(() -> {});

        assertThat(second.run("set-up-mirroring").end()).isEqualTo(End.COMPLETED);
    }

    @Test
    void looksWithoutALock() {
        meanwhile(
                () -> assertThat(second.plan("set-up-mirroring").outstanding()).isPositive());
    }

    @Test
    void goesWithTheSessionOfAnOperatorWhoIsGone() {
        meanwhile(() -> {
            first.close();
            assertThat(LabExtension.eventually(() -> isFree())).isTrue();
        });
    }

    /** What befalls the hosts right after the first statement that HOST_A executed. */
    private RunOutcome runsThough(Callable<?> befalls, Operator operator) {
        return first.runner(hosts -> new Befallen(hosts, befalls)).run(first.request("set-up-mirroring"), operator);
    }

    /** Its connections are gone with it. */
    private void restart() throws Exception {
        lab.lab().stop("HOST_A");
        lab.lab().start("HOST_A");
    }

    @Test
    void isTakenAgainAfterTheConnectionWasLost() {
        List<String> refusals = new ArrayList<>();

        RunOutcome outcome = runsThough(
                () -> {
                    restart();
                    return null;
                },
                new Willing() {
                    @Override
                    public void stage(String title) {
                        if (title.equals("Mirror database")) {
                            UsageException refused = assertThrows(
                                    UsageException.class, () -> runs(second, "principal=HOST_A", "mirror=HOST_W"));
                            refusals.add(refused.getMessage());
                        }
                    }
                });

        assertThat(outcome.end()).as(String.valueOf(outcome.problem())).isEqualTo(End.COMPLETED);
        assertThat(refusals).singleElement().asString().contains("Another run is at work on HOST_A");
    }

    private static RunOutcome runs(Workbench bench, String... pairs) {
        return bench.run("set-up-mirroring", pairs);
    }

    @Test
    void stopsWhenAnotherRunTookAHostWhileItsConnectionWasLost() throws Exception {
        Willing operator = new Willing();
        List<Connection> others = new ArrayList<>();

        RunOutcome outcome = runsThough(
                () -> {
                    restart();
                    Connection other = lab.open("HOST_A");
                    others.add(other);
                    try (Statement statement = other.createStatement()) {
                        return statement.execute("EXEC sp_getapplock @Resource = N'mirrorsh',"
                                + " @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0");
                    }
                },
                operator);

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(operator.failed)
                .singleElement()
                .asString()
                .contains("The connection to HOST_A was lost meanwhile, and another run is at work there now");
        assertThat(operator.done).containsExactly("HOST_A: Create the database master key");
        for (Connection other : others) {
            other.close();
        }
    }

    private static final class Befallen extends PassingHosts {
        private final Callable<?> befalls;
        private boolean over;

        Befallen(Hosts hosts, Callable<?> befalls) {
            super(hosts);
            this.befalls = befalls;
        }

        @Override
        public BatchResult execute(
                String host,
                Batch batch,
                Consumer<ServerMessage> onMessage,
                @Nullable Duration limit,
                BooleanSupplier unwanted) {
            BatchResult result = hosts.execute(host, batch, onMessage, limit, unwanted);
            if (host.equals("HOST_A") && !over) {
                over = true;
                try {
                    befalls.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return result;
        }

        @Override
        public BatchResult execute(
                String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
            return hosts.execute(host, batch, onMessage, limit);
        }
    }

    private boolean isFree() {
        try {
            return second.runner(UnaryOperator.identity())
                            .run(second.request("set-up-mirroring"), new Willing())
                            .end()
                    == End.COMPLETED;
        } catch (UsageException e) {
            return false;
        }
    }
}
