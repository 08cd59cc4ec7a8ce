package mirrorsh.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.model.HostState;
import mirrorsh.model.MirrorException;
import mirrorsh.run.Plan;
import mirrorsh.run.RunOutcome;
import mirrorsh.run.RunRequest;

/** Makes effects true through the runner. */
final class EffectRun {
    private EffectRun() {}

    /** The effects of one command. */
    static StepsResult of(Session session, String title, List<? extends Effect> effects) {
        List<Effect> all = List.copyOf(effects);
        return of(session, new RunRequest(title, title, Map.of(), List.of(), List.of(new Stage(title, all))), false);
    }

    /**
     * The effects of one command that loses something.
     *
     * @param guard asks for the typed name; who has typed it is not asked again
     */
    static StepsResult guarded(Session session, String title, List<? extends Effect> effects, Predicate<Plan> guard) {
        List<Effect> all = List.copyOf(effects);
        RunRequest request = new RunRequest(title, title, Map.of(), List.of(), List.of(new Stage(title, all)));
        return of(session, request, false, true, guard);
    }

    /** @param readBack whether to read the hosts again at the end, to show the mirrored databases */
    static StepsResult of(Session session, RunRequest request, boolean readBack) {
        return of(session, request, readBack, plan -> true);
    }

    /** @param guard whether the plan may run at all, asked before the operator is */
    static StepsResult of(Session session, RunRequest request, boolean readBack, Predicate<Plan> guard) {
        return of(session, request, readBack, session.invocation().yes(), guard);
    }

    /** What was answered yes to as a whole: each step is done without another question. */
    static StepsResult confirmed(Session session, RunRequest request) {
        return of(session, request, true, true, plan -> true);
    }

    private static StepsResult of(
            Session session, RunRequest request, boolean readBack, boolean yes, Predicate<Plan> guard) {
        List<String> hosts = hosts(session, request);
        Console.Answers answers = new Console.Answers(yes, session.invocation().json());
        RecordingOperator operator = new RecordingOperator(session.console().operator(answers), guard);
        RunOutcome outcome = session.runner().run(request, operator);
        List<String> pairs = List.of();
        if (readBack && outcome.end() == RunOutcome.End.COMPLETED) {
            pairs = pairs(session, hosts);
        }
        boolean single = request.selection().single();
        return new StepsResult(outcome, operator.steps(), pairs, readBack, single)
                .hinting(hint(session, outcome, hosts));
    }

    /** Connects what the effects need. */
    static List<String> hosts(Session session, RunRequest request) {
        Set<String> hosts = new LinkedHashSet<>();
        for (Stage stage : request.stages()) {
            stage.effects().forEach(effect -> hosts.addAll(effect.hosts()));
        }
        return session.named(List.copyOf(hosts));
    }

    /** For a person who has just changed something: the hosts are read back, so that the prompt is right, too. */
    private static String hint(Session session, RunOutcome outcome, List<String> hosts) {
        boolean wanted = session.console().interactive()
                && !session.invocation().json()
                && session.settings().isOn(Setting.HINTS);
        if (!wanted || outcome.end() != RunOutcome.End.COMPLETED) {
            return "";
        }
        try {
            if (outcome.done() > 0) {
                session.observe(hosts);
            }
        } catch (MirrorException e) {
            return "status"; // it is done; whoever wants to know more is told there what is wrong
        }
        List<HostState> states = session.hosts().names().stream()
                .flatMap(host -> session.seen().find(host).stream())
                .toList();
        // of hosts that were never read nothing sensible can be said
        return states.size() < session.hosts().names().size() ? "status" : new NextStep(states).sentence();
    }

    private static List<String> pairs(Session session, List<String> hosts) {
        try {
            List<HostState> states =
                    hosts.stream().sorted().map(session.observe(hosts)::of).toList();
            return new PairView(states).lines(session.console());
        } catch (MirrorException e) {
            return List.of(" The hosts could not be read back: " + e.getMessage()); // the run itself is done
        }
    }
}
