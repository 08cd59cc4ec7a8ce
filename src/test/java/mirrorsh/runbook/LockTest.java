package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import mirrorsh.lab.LabExtension;
import mirrorsh.model.UsageException;
import mirrorsh.run.Operator;
import mirrorsh.run.PlannedStep;
import mirrorsh.run.RunOutcome.End;
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
                        + " \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(; .*)?\\."));

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
        meanwhile(() -> assertThat(second.plan("set-up-mirroring").toDo()).isPositive());
    }

    @Test
    void goesWithTheSessionOfAnOperatorWhoIsGone() {
        meanwhile(() -> {
            first.close();
            assertThat(LabExtension.eventually(() -> isFree())).isTrue();
        });
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
