package mirrorsh.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.diagnosis.Confidence;
import mirrorsh.diagnosis.Finding;
import mirrorsh.diagnosis.Findings;
import mirrorsh.diagnosis.Mend;
import mirrorsh.effect.DatabaseDropped;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;

/**
 * What of a diagnosis is to be mended now: a stage for each finding that can be mended from here. What is only possible is not answered by
 * {@code --yes}, and what drops a copy wants its name typed; such findings are left, with what follows from them, and it is said.
 */
final class Mending {
    private final Session session;
    private final Set<Effect> known = new LinkedHashSet<>();
    private final Set<String> agreed;
    private final List<Stage> stages = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /** @param agreed keys of findings whose loss was agreed to by name in this command; added to */
    Mending(Session session, Findings findings, Set<String> agreed) {
        this.session = session;
        this.agreed = agreed;
        Set<Finding> passedOver = new LinkedHashSet<>();
        for (Findings.Cause cause : findings.causes()) {
            Optional<String> reason = reasonToLeave(cause.finding());
            if (reason.isPresent()) {
                left.add(reason.get());
                passedOver.add(cause.finding());
                passedOver.addAll(cause.symptoms());
                continue;
            }
            for (Finding symptom : cause.symptoms()) {
                reasonToLeave(symptom).ifPresent(why -> {
                    left.add(why);
                    passedOver.add(symptom);
                });
            }
        }
        findings.inMendingOrder().stream()
                .filter(finding -> !passedOver.contains(finding))
                .forEach(this::stage);
    }

    private void stage(Finding finding) {
        List<Effect> effects = new ArrayList<>();
        if (finding.confidence() != Confidence.HARMLESS) {
            finding.mends().stream()
                    .flatMap(mend -> mend.effects().stream())
                    .filter(known::add)
                    .forEach(effects::add);
        }
        if (!effects.isEmpty()) {
            stages.add(new Stage(finding.id() + " " + finding.cause(), effects));
        }
    }

    private Optional<String> reasonToLeave(Finding finding) {
        boolean effective = finding.mends().stream().anyMatch(Mend::isDoable);
        if (!effective) {
            return Optional.empty();
        }
        if (finding.confidence() == Confidence.POSSIBLE && session.invocation().yes()) {
            return Optional.of(finding.id() + " on " + finding.host()
                    + " is only possible, so --yes does not answer for it: diagnose --fix without --yes asks.");
        }
        Optional<DatabaseDropped> drop = finding.mends().stream()
                .flatMap(mend -> mend.effects().stream())
                .filter(DatabaseDropped.class::isInstance)
                .map(DatabaseDropped.class::cast)
                .findFirst();
        return drop.flatMap(loss -> refused(finding, loss));
    }

    private Optional<String> refused(Finding finding, DatabaseDropped loss) {
        if (agreed.contains(finding.key())) {
            return Optional.empty();
        }
        String what = finding.id() + " is mended by dropping the copy of [" + loss.database() + "] on " + loss.host()
                + " and making it anew. It cannot be taken back.";
        try {
            if (TypedConfirmation.given(session, what, List.of(loss.database(), loss.host()))) {
                agreed.add(finding.key());
                return Optional.empty();
            }
        } catch (StoppedException nobody) {
            return Optional.of(what + " --yes does not answer that: diagnose --fix --confirm " + loss.database());
        }
        return Optional.of("The copy of [" + loss.database() + "] on " + loss.host() + " is left as it is.");
    }

    List<Stage> stages() {
        return stages;
    }

    Set<Effect> effects() {
        return known;
    }

    /** What is not mended and why, a sentence each. */
    List<String> left() {
        return left;
    }
}
