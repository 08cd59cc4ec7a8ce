package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Verdict;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;

/** A finding in the making. */
final class Draft {
    private final Step step;
    private final String host;
    private String id;
    private String cause = "";
    private String unseen = "";
    private boolean promoted;
    private Confidence confidence = Confidence.CERTAIN;
    private final List<String> evidence = new ArrayList<>();
    private final List<Todo> todo = new ArrayList<>();
    private final Set<String> dependsOn = new LinkedHashSet<>();
    private final Set<Integer> reasons = new LinkedHashSet<>();
    private final Set<String> concerned = new LinkedHashSet<>();

    private record Todo(String command, List<Batch> batches, List<Effect> effects) {}

    private Draft(String id, Step step, String host) {
        this.id = id;
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
        unseen = what;
        return this;
    }

    Draft mend(String command, Effect... effects) {
        todo.add(new Todo(command, List.of(), List.of(effects)));
        return this;
    }

    Draft mend(String command, List<Batch> batches) {
        todo.add(new Todo(command, batches, List.of()));
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
        cause = unseen + " is not visible on " + host + " to login " + Typed.name(login)
                + ", which is no sysadmin; it may be there all the same.";
        confidence = Confidence.POSSIBLE;
        evidence.clear();
        todo.clear();
        mend(Typed.connect(host));
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

    /** What is missing as far as this login sees; empty when it does not rest on that. */
    String unseen() {
        return unseen;
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
                todo.stream()
                        .map(each -> new Mend(each.command(), tsql(each, observation), each.effects()))
                        .toList(),
                dependsOn);
    }

    private static List<String> tsql(Todo todo, Observation observation) {
        List<String> texts = new ArrayList<>(
                todo.batches().stream().map(batch -> batch.text().masked()).toList());
        for (Effect effect : todo.effects()) {
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
