package mirrorsh.command;

import java.util.Optional;
import mirrorsh.diagnosis.Explanation;
import mirrorsh.diagnosis.Explanations;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.MirrorException;
import org.jspecify.annotations.Nullable;

/** What the server's error means, told without being asked where it is known. */
final class Unasked {
    private Unasked() {}

    /** Tells it behind a problem, for people. */
    static void explain(@Nullable MirrorException problem, Session session) {
        if (!(problem instanceof StatementRefusedException refused)
                || session.invocation().json()
                || !session.settings().isOn(Setting.EXPLAIN)) {
            return;
        }
        Optional<Explanation> found = refused.errors().stream()
                .flatMap(error -> Explanations.load().find(error.number(), refused.host()).stream())
                .findFirst();
        found.ifPresent(explanation -> {
            Console console = session.console();
            int room = Math.max(20, console.columns() - 3);
            Paragraph.of(explanation.meaning(), room, console).forEach(line -> console.aside("  " + line));
            Paragraph.of("Usually: " + explanation.usually(), room, console)
                    .forEach(line -> console.aside("  " + line));
            console.aside("  Try: " + console.paint(Tone.STRONG, "explain " + explanation.number()));
        });
    }
}
