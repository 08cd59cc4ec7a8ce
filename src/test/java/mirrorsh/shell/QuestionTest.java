package mirrorsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mirrorsh.tsql.Secret;
import org.junit.jupiter.api.Test;

/** A question on the screen while steps that are done beside it have something to tell. */
class QuestionTest {
    @Test
    void staysWholeBelowWhatIsToldMeanwhile() throws Exception {
        Screen screen = new Screen(80);
        try (TerminalConsole console = new TerminalConsole(screen.terminal(), true)) {
            CompletableFuture<Optional<Secret>> answer =
                    CompletableFuture.supplyAsync(() -> console.askSecret("Password of B: "));
            screen.await("Password of B:");
            screen.type("sec");
            screen.await("Password of B: •••");

            console.progress("a bar");
            console.line(" 2/27  A  Create the certificate");

            assertThat(screen.await("certificate")).containsSubsequence("certificate\n", "Password of B: •••");
            screen.type("ret\r");
            assertThat(new String(answer.get(10, TimeUnit.SECONDS).orElseThrow().reveal()))
                    .isEqualTo("secret");
        }
    }

    @Test
    void takesAPasswordFromTheScreenThoughSomethingIsToldMeanwhile() throws Exception {
        Screen screen = new Screen(80);
        try (TerminalConsole console = new TerminalConsole(screen.terminal(), true)) {
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(
                    () -> console.showOnce("The password of B", Secret.of("9s-Kept-Nowhere")));
            screen.await("to leave it:");

            console.line(" 2/27  A  Create the certificate");

            assertThat(screen.await("certificate")).contains("9s-Kept-Nowhere");
            screen.type("\r");
            assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
            console.line("afterwards");
            assertThat(screen.await("afterwards"))
                    .contains("certificate")
                    .doesNotContain("9s-Kept-Nowhere")
                    .doesNotContain("to leave it:");
        }
    }
}
