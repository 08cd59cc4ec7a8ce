package mirrorsh.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.model.LogLine;
import mirrorsh.model.Observation;
import mirrorsh.tsql.SecretSource;

/** Names what is wrong with hosts that mirror or are to mirror, causes before what follows from them. Immutable. */
public final class Diagnosis {
    private static final List<Rule> RULES = List.of(
            new CopyRules(),
            new MissingCopyRules(),
            new HalfRules(),
            new EndpointRules(),
            new OwnRules(),
            new InboundRules(),
            new LogChainRules(),
            new RunningRules(),
            new AbsenceRules(),
            new NetworkRules());

    private final Function<String, SecretSource> secrets;

    /**
     * @param secrets where the password of an effect comes from, by what it is for: {@code HOST_A master key}, {@code HOST_B_login on
     *     HOST_A}; asked only when a mend is run
     */
    public Diagnosis(Function<String, SecretSource> secrets) {
        this.secrets = secrets;
    }

    /** What the state and the logs of hosts tell. */
    public Findings of(Observation observation, Map<String, List<LogLine>> logs) {
        return of(observation, logs, Refusal.NONE);
    }

    /**
     * The same with an error that a statement met, which may be all that is seen of a cause.
     *
     * @param observation every connected host that may be concerned
     * @param logs error log lines by host; a host whose log may not be read is not among the keys
     */
    public Findings of(Observation observation, Map<String, List<LogLine>> logs, Refusal refusal) {
        return of(observation, Setup.of(observation), logs, refusal);
    }

    /**
     * The same where it was worked out already what the hosts were meant to be.
     *
     * @param setup of these hosts
     */
    public Findings of(Observation observation, Setup setup, Map<String, List<LogLine>> logs, Refusal refusal) {
        Map<String, List<HandshakeLine>> lines = new LinkedHashMap<>();
        logs.forEach((host, log) -> lines.put(host, HandshakeLine.of(log)));
        Case facts = new Case(observation, setup, KnownNames.of(observation), lines, refusal, secrets);
        List<Draft> drafts = new ArrayList<>();
        RULES.forEach(rule -> drafts.addAll(rule.apply(facts)));
        LogEvidence.add(facts, drafts);
        drafts.addAll(new UnexplainedRefusals(facts, drafts).find());
        hide(facts, drafts);
        Refusals.apply(facts, drafts);
        drafts.addAll(new WitnessToSet(facts, drafts).find());
        Unfinished.fold(facts, drafts);
        return new Findings(Folding.fold(observation, drafts), Notes.of(facts, logs.keySet(), drafts));
    }

    /** What a login may not see is not missing; of a host whose sessions run, it is surely there. */
    private static void hide(Case facts, List<Draft> drafts) {
        drafts.removeIf(draft -> isHidden(facts, draft) && facts.isWell(draft.unseenOn()));
        Map<String, Draft> firsts = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            if (isHidden(facts, draft)) {
                draft.hidden(facts.state(draft.unseenOn()).instance().login());
                Optional.ofNullable(firsts.putIfAbsent(draft.unseenOn(), draft))
                        .ifPresent(first -> draft.afterOn(first.host(), first.id()));
            }
        }
    }

    private static boolean isHidden(Case facts, Draft draft) {
        return !draft.unseenOn().isEmpty()
                && !facts.state(draft.unseenOn()).instance().sysadmin();
    }
}
