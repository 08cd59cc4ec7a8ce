package mirrorsh.command;

import java.util.List;
import mirrorsh.diagnosis.Explanation;
import mirrorsh.diagnosis.Explanations;
import mirrorsh.diagnosis.Finding;
import mirrorsh.diagnosis.Refusal;
import mirrorsh.diagnosis.Setup;
import mirrorsh.model.MirrorException;
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
        Explanation explanation = Explanations.load()
                .find(number, host)
                .orElseThrow(() -> new UsageException(
                        "Error " + number + " is not one that setting up mirroring is known to meet.",
                        "SQL Server's own documentation of error " + number));
        return new ExplainResult(explanation, here(session));
    }

    /** What of it is to be seen on the connected hosts; connects none. */
    private List<String> here(Session session) {
        List<String> hosts = session.hosts().names();
        if (hosts.isEmpty()) {
            return List.of();
        }
        try {
            Examination examined = Examination.ofStatesAndLogs(session, hosts).orRefusal();
            Setup setup = Setup.of(examined.seen());
            // an error that is long past leaves no cause on hosts that are well
            boolean well = !DiagnoseCommand.findings(session, examined, setup, Refusal.NONE)
                    .needsMending();
            List<String> causes =
                    DiagnoseCommand.findings(session, examined, setup, new Refusal(number, "")).all().stream()
                            .filter(finding -> !well && speaksOf(finding, number))
                            .map(finding -> finding.cause() + " (" + finding.id() + ")")
                            .toList();
            return causes.isEmpty()
                    ? List.of("On " + String.join(", ", hosts) + " nothing is seen that is known to cause it.")
                    : causes;
        } catch (MirrorException unreadable) {
            return List.of("The hosts could not be looked at: " + unreadable.getMessage());
        }
    }

    static boolean speaksOf(Finding finding, int number) {
        return finding.evidence().stream()
                .anyMatch(text -> text.equals("error " + number) || text.startsWith("error " + number + " "));
    }
}
