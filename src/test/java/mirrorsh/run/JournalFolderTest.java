package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.LoginExists;
import mirrorsh.effect.Stage;
import mirrorsh.effect.Verdict;
import mirrorsh.model.UsageException;
import mirrorsh.run.RecordedStep.Result;
import mirrorsh.run.RunOutcome.End;
import mirrorsh.tsql.Secret;
import mirrorsh.tsql.SecretSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path parent;

    private Path folder;
    private JournalFolder journals;
    private Plan plan;

    @BeforeEach
    void setUp() {
        folder = parent.resolve("a/b");
        journals = new JournalFolder(folder);
        SecretSource password = new SecretSource() {
            @Override
            public String label() {
                return "password";
            }

            @Override
            public Secret secret() {
                throw new AssertionError("nobody asked");
            }
        };
        List<PlannedStep> steps = List.of(step(1, password), step(2, password), step(3, password));
        RunRequest request = new RunRequest(
                "Set up \"x\"",
                "run x.groovy",
                Map.of("database", "Größe\n\"☃\""),
                List.of("line"),
                List.of(new Stage("S", List.of())));
        plan = new Plan(request, steps);
    }

    private static PlannedStep step(int number, SecretSource password) {
        return new PlannedStep(
                number, 3, "S", new LoginExists("HOST_A", "l" + number, password), new Verdict.Missing(), List.of());
    }

    private String write() {
        try (Journal journal = journals.create(CLOCK)) {
            journal.started(plan);
            journal.begun(plan.steps().get(0), new Verdict.Missing());
            journal.done(plan.steps().get(0), new Verdict.Done("there"), Duration.ofMillis(5));
            journal.alreadyDone(plan.steps().get(1));
            journal.begun(plan.steps().get(2), new Verdict.Differs("w", "e", "f", true));
            journal.failed(plan.steps().get(2), new StepFailedException("no", "why", "next", 1, false, null));
            journal.ended(End.FAILED, "no");
            return journal.id();
        }
    }

    @Test
    void readsBackWhatWasWritten() {
        RecordedRun run = journals.read(write());

        assertThat(run.id()).isEqualTo("2026-11-22-1");
        assertThat(run.started()).isEqualTo(CLOCK.instant());
        assertThat(run.title()).isEqualTo("Set up \"x\"");
        assertThat(run.command()).isEqualTo("run x.groovy");
        assertThat(run.parameters()).containsExactly(Map.entry("database", "Größe\n\"☃\""));
        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.steps())
                .containsExactly(
                        new RecordedStep(1, "S", "HOST_A", "LoginExists", "Create the login [l1]", Result.DONE, true),
                        new RecordedStep(
                                2, "S", "HOST_A", "LoginExists", "Create the login [l2]", Result.ALREADY_DONE, false),
                        new RecordedStep(
                                3, "S", "HOST_A", "LoginExists", "Create the login [l3]", Result.FAILED, false, "f"));
        assertThat(run.steps()).filteredOn(RecordedStep::mayBeCreatedByTheRun).hasSize(1);
    }

    @Test
    void numbersTheRunsOfADayAndFindsTheLatest() {
        for (int i = 0; i < 11; i++) {
            write();
        }

        assertThat(journals.ids()).hasSize(11).startsWith("2026-11-22-11", "2026-11-22-10", "2026-11-22-9");
        assertThat(journals.latest())
                .hasValueSatisfying(run -> assertThat(run.id()).isEqualTo("2026-11-22-11"));
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve(write() + ".jsonl");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void toleratesALineTornAnywhere() throws IOException {
        Path file = folder.resolve(write() + ".jsonl");
        byte[] whole = Files.readAllBytes(file);
        int header = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = header; length < whole.length - 1; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));

            RecordedRun run = journals.read("2026-11-22-1");

            assertThat(run.end()).as("cut at %s", length).isNull();
            assertThat(run.steps()).hasSize(3);
        }
    }

    @Test
    void aRunCutOffInAStepMayHaveDoneIt() throws IOException {
        Path file = folder.resolve(write() + ".jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 2));

        RecordedStep step = journals.read("2026-11-22-1").steps().get(0);

        assertThat(step.result()).isEqualTo(Result.BEGUN);
        assertThat(step.mayBeCreatedByTheRun()).isTrue();
    }

    @Test
    void passesOverJournalsThatItCannotRead() throws IOException {
        write();
        Files.writeString(folder.resolve("2026-11-23-1.jsonl"), "{\"event\":\"run-st");
        Files.writeString(folder.resolve("2026-11-24-1.jsonl"), "{\"event\":\"run-started\",\"version\":99}\n");

        assertThat(journals.latest().orElseThrow().id()).isEqualTo("2026-11-22-1");
        assertThatThrownBy(() -> journals.read("2026-11-24-1")).isInstanceOf(UsageException.class);
    }

    @Test
    void knowsNoRunsAtFirst() {
        assertThat(journals.latest()).isEmpty();
        assertThatThrownBy(() -> journals.read("2026-11-22-1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("2026-11-22-1");
        assertThatThrownBy(() -> journals.read("../../etc/passwd")).isInstanceOf(UsageException.class);
    }

    @Test
    void saysWhereNoJournalCanBeWritten() throws IOException {
        Files.writeString(parent.resolve("a"), "a file where a folder should be");

        assertThatThrownBy(() -> journals.create(CLOCK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(folder.toString());
    }
}
