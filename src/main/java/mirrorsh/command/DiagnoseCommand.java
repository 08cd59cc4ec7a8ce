package mirrorsh.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.diagnosis.Diagnosis;
import mirrorsh.diagnosis.Findings;
import mirrorsh.diagnosis.Outline;
import mirrorsh.diagnosis.Questions;
import mirrorsh.diagnosis.Refusal;
import mirrorsh.diagnosis.Setup;
import mirrorsh.effect.Effect;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunRequest;
import mirrorsh.tsql.SecretSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diagnose}: looks at hosts, names what is wrong and what mends it. */
@Command(
        name = "diagnose",
        description = "Name what is wrong with the hosts and what mends it",
        footer = "  diagnose 1418 --on HOST_A,HOST_B")
final class DiagnoseCommand implements Doing {
    /** A mend may uncover the next cause; more often than this it does not help. */
    private static final int ROUNDS = 5;

    @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "An error number that the server answered")
    private int number;

    @Option(names = "--fix", description = "Mend it step by step, asking before each")
    private boolean fix;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what is found as an HTML page, too")
    private @Nullable Path report;

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        List<String> hosts = scope.asked(session);
        DiagnoseResult found = examine(session, hosts, new Refusal(number, ""));
        Path file = report;
        if (file != null) {
            WrittenFile.write(file, DiagnoseReport.html(found));
        }
        return fix && found.findings().needsMending() ? mend(session, hosts, found) : found;
    }

    static DiagnoseResult examine(Session session, List<String> hosts, Refusal refusal) {
        Examination examined = Examination.ofStatesAndLogs(session, hosts).orRefusal();
        Setup setup = Setup.of(examined.seen());
        Findings findings = findings(session, examined, setup, refusal);
        List<String> notes = new ArrayList<>(findings.notes());
        notes.addAll(PortNotes.of(session, examined.seen(), findings, refusal));
        if (findings.needsMending()) {
            session.journals()
                    .latestUnfinished()
                    .ifPresent(run -> notes.add("Run " + run.id() + " (" + run.command()
                            + ") did not come to its end. Next: resume " + run.id()));
        }
        return new DiagnoseResult(
                examined.states(),
                Outline.of(examined.seen(), setup),
                new Findings(findings.causes(), notes),
                examined.silence(),
                refusal.number());
    }

    /** @param setup what the examined hosts were meant to be */
    static Findings findings(Session session, Examination examined, Setup setup, Refusal refusal) {
        return new Diagnosis(what -> secret(session, what))
                .of(Questions.ask(session.hosts(), examined.seen(), setup), setup, examined.logs(), refusal);
    }

    private static SecretSource secret(Session session, String what) {
        String made = " master key";
        String open = made + " to open";
        if (what.endsWith(open)) {
            return session.secrets().existing("masterkey", what.substring(0, what.length() - open.length()));
        }
        return what.endsWith(made)
                ? session.secrets().named("masterkey", what.substring(0, what.length() - made.length()))
                : session.secrets().generated(what);
    }

    private Result mend(Session session, List<String> hosts, DiagnoseResult first) {
        DiagnoseResult found = first;
        List<Map<String, ?>> steps = new ArrayList<>();
        List<String> left = List.of();
        RunOutcome.End end = RunOutcome.End.COMPLETED;
        Set<Effect> tried = new LinkedHashSet<>();
        Set<String> agreed = new LinkedHashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (!session.invocation().json()) {
                found.show(session.console());
                session.console().line("");
            }
            Mending mending = new Mending(session, found.findings(), agreed);
            left = mending.left();
            if (tried.containsAll(mending.effects())) {
                break;
            }
            tried.addAll(mending.effects());
            RunRequest request =
                    new RunRequest("Mend what is wrong", "diagnose --fix", Map.of(), List.of(), mending.stages());
            StepsResult run = EffectRun.of(session, request, false);
            steps.addAll(run.steps());
            end = run.outcome().end();
            found = examine(session, hosts, Refusal.NONE);
            if (end != RunOutcome.End.COMPLETED || !found.findings().needsMending()) {
                break;
            }
        }
        return new MendedResult(found, steps, left, end);
    }
}
