package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Verdict;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;

/** A finding in the making. */
final class Draft {
    private final Step step;
    private final String host;
    private final String kind;
    private String id;
    private String cause = "";
    private String unseen = "";
    private String unseenOn = "";
    private boolean promoted;
    private @Nullable Draft chief;
    private Confidence confidence = Confidence.CERTAIN;
    private final List<String> evidence = new ArrayList<>();
    private final List<Cure> cures = new ArrayList<>();
    private final Set<String> dependsOn = new LinkedHashSet<>();
    private final Set<Integer> reasons = new LinkedHashSet<>();
    private final Set<String> concerned = new LinkedHashSet<>();

    private record Cure(String command, List<Batch> batches, List<Effect> effects) {}

    private Draft(String id, Step step, String host) {
        this.id = id;
        kind = id;
        this.step = step;
        this.host = host;
        concerned.add(host);
    }

    static Draft of(String id, Step step, String host) {
        return new Draft(id, step, host);
    }

    Draft cause(String sentence) {
        cause = sentence;
        return this;
    }

    /** What shows it; a blank text is left out. */
    Draft seen(String... texts) {
        Arrays.stream(texts).filter(text -> !text.isBlank()).forEach(evidence::add);
        return this;
    }

    Draft confidence(Confidence other) {
        confidence = other;
        return this;
    }

    /** It rests on something not being there, which a login that is no sysadmin cannot tell from not seeing it. */
    Draft absent(String what) {
        return absentOn(host, what);
    }

    /** The same of another host. */
    Draft absentOn(String other, String what) {
        unseen = what;
        unseenOn = other;
        return this;
    }

    Draft mend(String command, Effect... effects) {
        cures.add(new Cure(command, List.of(), List.of(effects)));
        return this;
    }

    Draft mend(String command, List<Batch> batches) {
        cures.add(new Cure(command, batches, List.of()));
        return this;
    }

    /** It follows from any of these findings on the same host, if they are found. */
    Draft after(String... ids) {
        return afterOn(host, ids);
    }

    Draft afterOn(String other, String... ids) {
        Arrays.stream(ids).map(each -> Finding.key(each, other)).forEach(dependsOn::add);
        return this;
    }

    /** It is told under that one, which comes before it. */
    Draft under(Draft other) {
        chief = other;
        return this;
    }

    /** Reasons of refused handshakes that this cause shows itself by, in the log of its host. */
    Draft logged(Integer... numbers) {
        reasons.addAll(List.of(numbers));
        return this;
    }

    /** Another host that it is about. */
    Draft concerning(String other) {
        if (!other.isEmpty()) {
            concerned.add(other);
        }
        return this;
    }

    Draft renamed(String other) {
        id = other;
        return this;
    }

    /** The same told by a login that may not see whether it is so. */
    void hidden(String login) {
        cause = unseen + " is not visible on " + unseenOn + " to login " + Typed.name(login)
                + ", which is no sysadmin; it may be there all the same.";
        confidence = Confidence.POSSIBLE;
        evidence.clear();
        cures.clear();
        dependsOn.clear();
        mend(Typed.connect(unseenOn));
    }

    /** Told before all others: the error that the operator met speaks of it. */
    void promote() {
        promoted = true;
    }

    boolean isPromoted() {
        return promoted;
    }

    String id() {
        return id;
    }

    /** The row that it was found as; between a partner and a witness its {@link #id} is another. */
    String kind() {
        return kind;
    }

    /** What it is told under whatever it depends on. */
    Optional<Draft> chief() {
        return Optional.ofNullable(chief);
    }

    String host() {
        return host;
    }

    Step step() {
        return step;
    }

    Confidence confidence() {
        return confidence;
    }

    String key() {
        return Finding.key(id, host);
    }

    /** The host on which something is missing as far as our login sees; empty when it does not rest on that. */
    String unseenOn() {
        return unseenOn;
    }

    Set<String> dependsOn() {
        return dependsOn;
    }

    Set<Integer> reasons() {
        return reasons;
    }

    Set<String> concerned() {
        return concerned;
    }

    Finding finding(Observation observation) {
        return new Finding(
                id,
                host,
                cause,
                evidence,
                confidence,
                cures.stream()
                        .map(each -> new Mend(each.command(), tsql(each, observation), each.effects()))
                        .toList(),
                follows());
    }

    private Set<String> follows() {
        Set<String> keys = new LinkedHashSet<>(dependsOn);
        chief().ifPresent(other -> keys.add(other.key()));
        return keys;
    }

    private static List<String> tsql(Cure cure, Observation observation) {
        List<String> texts = new ArrayList<>(
                cure.batches().stream().map(batch -> batch.text().masked()).toList());
        for (Effect effect : cure.effects()) {
            Verdict verdict = effect.assess(observation);
            boolean actable = verdict instanceof Verdict.Missing
                    || verdict instanceof Verdict.Differs differs && differs.repairable();
            if (actable) {
                effect.actions(observation).stream()
                        .filter(Action.Execute.class::isInstance)
                        .map(action -> ((Action.Execute) action).batch().text().masked())
                        .forEach(texts::add);
            }
        }
        return texts;
    }
}
