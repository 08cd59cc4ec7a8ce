package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mirrorsh.run.RecordedRun;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.run.Undoing;
import org.junit.jupiter.api.Test;

/** What a runbook's author adds: guards, notes, steps by hand, T-SQL with its own check and undo. */
class AuthorVerbsTest extends OnAWorkbench {
    private static final String FREE = """
            Host a = host('a', 'HOST_A', 'any host')
            stage('Own') {
                on(a) {
                    tsql(title: 'Make the table', check: "SELECT OBJECT_ID(N'dbo.t')", database: 'AdventureWorks',
                        run: 'CREATE TABLE dbo.t (a int)\\nGO\\nINSERT dbo.t VALUES (1)', undo: 'DROP TABLE dbo.t')
                }
            }
            """;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("own.groovy"), text);
    }

    @Test
    void runsTsqlUntilItsCheckIsTrueAndTakesItBack() throws Exception {
        Path file = file(FREE);

        RunOutcome outcome = bench.run(bench.request(file));
        assertThat(outcome.done()).as(String.valueOf(outcome.problem())).isEqualTo(1);
        assertThat(bench.run(bench.request(file)).done()).isZero();
        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM AdventureWorks.dbo.t"))
                .isEqualTo("1");

        RecordedRun run = bench.journals.latestToUndo().orElseThrow();
        bench.run(Undoing.of(bench.journals.chain(run), bench.request(file).stages())
                .request(run));
        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM AdventureWorks.sys.tables WHERE name = 't'"))
                .isEqualTo("0");
    }

    @Test
    void stopsAtAGuard() throws Exception {
        Path file = file(
                FREE.replace(
                        "on(a) {\n",
                        "on(a) {\n guard(title: 'It is Sunday', check: 'SELECT 0', otherwise: 'it is not Sunday', next: 'wait')\n"));

        RunOutcome outcome = bench.run(bench.request(file));

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(String.valueOf(outcome.problem())).contains("it is not Sunday");
        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM AdventureWorks.sys.tables WHERE name = 't'"))
                .isEqualTo("0");
    }

    @Test
    void goesOnWhenAPersonHasDoneTheirPart() throws Exception {
        Path file = file("""
                Host a = host('a', 'HOST_A', 'any host')
                stage('By hand') {
                    on(a) {
                        note 'This takes a person.'
                        manual(title: 'Make a database', instructions: 'Make the database Own.', check: "SELECT DB_ID(N'Own')")
                    }
                }
                """);
        Willing person = new Willing() {
            @Override
            public boolean byHand(mirrorsh.run.PlannedStep step, String what) {
                try {
                    lab.run("HOST_A", "CREATE DATABASE Own");
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
                return super.byHand(step, what);
            }
        };

        RunOutcome outcome = bench.run(bench.request(file), person);

        assertThat(outcome.end()).isEqualTo(End.COMPLETED);
        assertThat(person.byHand).containsExactly("Make the database Own.");
    }

    @Test
    void doesNotBelieveAPersonWhoHasNotDoneIt() throws Exception {
        Path file = file("""
                Host a = host('a', 'HOST_A', 'any host')
                stage('By hand') {
                    on(a) {
                        manual(title: 'Make a database', instructions: 'Make the database Own.', check: "SELECT DB_ID(N'Own')")
                    }
                }
                """);

        RunOutcome outcome = bench.run(bench.request(file));

        assertThat(outcome.end()).isEqualTo(End.FAILED);
        assertThat(String.valueOf(outcome.problem()))
                .contains("Make a database")
                .contains("catalog does not show it");
    }

    @Test
    void waitsWithAQuestionThatCannotBeAskedYet() throws Exception {
        Path file = file("""
                Host a = host('a', 'HOST_A', 'any host')
                stage('Own') {
                    on(a) {
                        tsql(title: 'Make the table', check: "SELECT OBJECT_ID(N'dbo.t')", run: 'CREATE TABLE dbo.t (a int)')
                        tsql(title: 'Fill the table', check: 'SELECT COUNT(*) FROM dbo.t', run: 'INSERT dbo.t VALUES (1)')
                    }
                }
                """);

        RunOutcome outcome = bench.run(bench.request(file));
        assertThat(outcome.done()).as(String.valueOf(outcome.problem())).isEqualTo(2);
    }
}
