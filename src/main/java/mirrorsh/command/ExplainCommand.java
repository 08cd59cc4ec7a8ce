package mirrorsh.command;

import java.util.Optional;
import mirrorsh.diagnosis.Explanation;
import mirrorsh.diagnosis.Explanations;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain NUMBER}. */
@Command(name = "explain", description = "Explain an error number of the server", footer = "  explain 1418")
final class ExplainCommand implements Doing {
    @Parameters(paramLabel = "NUMBER", description = "The error's number")
    private int number;

    @Override
    public Result run(Session session) {
        String host = session.current().isEmpty() ? "HOST" : session.current();
        Optional<Explanation> found = Explanations.load().find(number, host);
        Explanation explanation = found.orElseThrow(() -> new UsageException(
                "Error " + number + " is not one that setting up mirroring is known to meet.",
                "SQL Server's own documentation of error " + number));
        return TextResult.of(
                number + "  " + explanation.meaning(),
                "  Usually: " + explanation.usually(),
                "  Try: " + explanation.next());
    }
}
