package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mirrorsh.command.Console.Answers;
import mirrorsh.effect.Effect;
import mirrorsh.effect.SessionResumed;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.run.Operator;
import mirrorsh.run.PlannedStep;
import org.junit.jupiter.api.Test;

class ConsoleOperatorTest {
    private static final Effect RESUMED = new SessionResumed("HOST_A", "Sales");
    private static final ServerMessage NEWS = new ServerMessage(0, 0, 0, 0, "That usually passes.");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final Operator operator =
            new StreamConsole(InputStream.nullInputStream(), printer, printer, 100).operator(new Answers(true, false));

    private static PlannedStep step(Verdict verdict) {
        return new PlannedStep(2, 9, "Stage", RESUMED, verdict, List.of());
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
    }

    @Test
    void saysOnceWhichStepItIsThatSomethingIsHeardOf() {
        operator.heard(step(new Verdict.Missing()), NEWS);
        operator.confirm(step(new Verdict.Missing()));

        assertThat(lines()).containsExactly("2/9  HOST_A  Resume mirroring of [Sales]", "» That usually passes.");
    }

    @Test
    void saysBelowWhatWasHeardThatItIsDoneAlready() {
        operator.heard(step(new Verdict.Missing()), NEWS);
        operator.alreadyDone(step(new Verdict.Done("SYNCHRONIZED")));

        assertThat(lines())
                .containsExactly(
                        "2/9  HOST_A  Resume mirroring of [Sales]", "» That usually passes.", "✓ SYNCHRONIZED");
    }
}
