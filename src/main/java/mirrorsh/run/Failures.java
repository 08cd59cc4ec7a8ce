package mirrorsh.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mirrorsh.diagnosis.Explanation;
import mirrorsh.diagnosis.Explanations;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.tsql.CertificateStatements;
import mirrorsh.tsql.SecretSource;
import org.jspecify.annotations.Nullable;

/** Says why a step did not come true: what happened, why that usually is, what to type next (style: Errors). */
final class Failures {
    /** Errors that only say that another one happened (errors.md §4). */
    private static final Set<Integer> COMPANIONS = Set.of(3013, 5069);

    /** Of a certificate's file that is not there, or is none (errors.md P10). */
    private static final Set<Integer> BAD_CERTIFICATE_FILE = Set.of(15208, 15297, 15468);
    /** What T-SQL raises by itself: a batch of ours, but a trigger on the server, too. */
    private static final int RAISED = 50000;

    private @Nullable Explanations explanations;

    /** Of a step that cannot be begun. */
    StepFailedException notPossible(PlannedStep step, Verdict verdict, List<PlannedStep> skipped) {
        String title = "\"" + step.effect().title() + "\" on " + step.effect().host();
        if (verdict instanceof Verdict.Blocked blocked) {
            return failure(
                    title + " is not possible: " + blocked.by() + ".",
                    blocked.why() + skippedBefore(skipped),
                    blocked.next());
        }
        return failure(
                title + " is not for a run to do. " + capital(Words.of(verdict)) + ".",
                skippedBefore(skipped),
                "diagnose");
    }

    /** Of a step that a person has to do, and nobody did. */
    StepFailedException nobody(PlannedStep step, String what) {
        return failure(
                "\"" + step.effect().title() + "\" on " + step.effect().host() + " is to be done by hand: " + what,
                "Nobody said that it is done.",
                "do it, then resume");
    }

    /**
     * Of a step that acted and was read back.
     *
     * @param withdrawn whether what it made was taken back
     */
    StepFailedException notTrue(PlannedStep step, Verdict after, boolean withdrawn) {
        String done = "\"" + step.effect().title() + "\" on " + step.effect().host()
                + " ran, but the catalog does not show it. ";
        if (after instanceof Verdict.Blocked blocked) {
            return failure(done + capital(blocked.by()) + ".", blocked.why(), blocked.next());
        }
        String end = withdrawn ? " It was taken back." : "";
        String message = done + capital(Words.of(after)) + "." + end;
        boolean wrongFile = withdrawn && !step.effect().files().isEmpty();
        return new StepFailedException(message, "", "diagnose", 0, wrongFile, null);
    }

    /** Of a statement that the server refused. */
    StepFailedException refused(PlannedStep step, StatementRefusedException e, List<SecretSource> secrets) {
        ServerMessage cause = e.errors().stream()
                .filter(error -> !COMPANIONS.contains(error.number()))
                .findFirst()
                .orElse(e.errors().get(0));
        String text = Masking.mask(cause.text(), secrets);
        if (cause.number() == RAISED && cause.state() == CertificateStatements.ANOTHER_CERTIFICATE) {
            return anotherFile(step, text);
        }
        Optional<Explanation> known = explanations().find(cause.number(), e.host());
        String message = e.host() + " refused \"" + step.effect().title() + "\" with error " + cause.number()
                + ", severity " + cause.severity() + ", state " + cause.state() + ": " + text;
        boolean clean = Masking.mask(e.toString(), secrets).equals(e.toString())
                && e.errors().stream()
                        .allMatch(error -> Masking.mask(error, secrets).equals(error));
        return new StepFailedException(
                message,
                known.map(row -> row.meaning() + " " + row.usually()).orElse(""),
                known.map(Explanation::next).orElse("explain " + cause.number()),
                cause.number(),
                BAD_CERTIFICATE_FILE.contains(cause.number())
                        && !step.effect().files().isEmpty(),
                // a cause whose text holds a secret would carry it into a log of stack traces
                clean ? e : null);
    }

    private static StepFailedException anotherFile(PlannedStep step, String text) {
        String message = "\"" + step.effect().title() + "\" on " + step.effect().host() + " was not done: " + text
                + " Nothing was changed.";
        String usually = "It is another host's, or one from before the certificate was renewed.";
        String next = "cert import without --file, or cert export and carry the file again";
        return new StepFailedException(message, usually, next, RAISED, true, null);
    }

    private Explanations explanations() {
        Explanations loaded = explanations;
        if (loaded == null) {
            loaded = Explanations.load();
            explanations = loaded;
        }
        return loaded;
    }

    private static StepFailedException failure(String message, String usually, String next) {
        return new StepFailedException(message, usually.strip(), next, 0, false, null);
    }

    private static String skippedBefore(List<PlannedStep> skipped) {
        StringBuilder text = new StringBuilder();
        for (PlannedStep step : skipped) {
            text.append(" Step ")
                    .append(step.number())
                    .append(" (")
                    .append(step.effect().title())
                    .append(" on ")
                    .append(step.effect().host())
                    .append(") was skipped.");
        }
        return text.toString();
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
