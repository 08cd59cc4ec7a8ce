package mirrorsh.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Note;
import mirrorsh.effect.Verdict;
import mirrorsh.model.Observation;
import mirrorsh.tsql.SqlcmdWriter;

/**
 * What a plan would do, as T-SQL for another client, and what takes it back. What is known only when earlier steps are done is
 * foreseen.
 *
 * @param text for sqlcmd and clients that understand its commands
 * @param rollback the same, backwards
 */
public record Script(String text, String rollback) {
    static Script of(Plan plan, Observation observation, Map<String, String> servers) {
        SqlcmdWriter forward = new SqlcmdWriter(servers);
        String stage = "";
        List<Effect> made = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            if (!step.stage().equals(stage)) {
                stage = step.stage();
                forward.space();
                forward.comment("---- " + stage);
            }
            boolean settled = step.verdict().isDone() && made.stream().noneMatch(step.effect()::isUnsettledBy);
            write(forward, step, settled, observation);
            if (!settled) {
                made.add(step.effect().plain());
            }
        }
        return new Script(head(plan, forward, "What it does") + forward.text(), rollback(plan, observation, servers));
    }

    private static void write(SqlcmdWriter script, PlannedStep step, boolean settled, Observation observation) {
        Effect effect = step.effect();
        String title = step.number() + "/" + step.total() + " " + effect.host() + ": " + effect.title();
        if (effect instanceof Note) {
            script.comment(effect.title());
            return;
        }
        if (settled) {
            script.comment(title + ": done already");
            return;
        }
        script.comment(title);
        if (step.verdict() instanceof Verdict.Differs differs && !differs.repairable()) {
            script.comment("not for a script: " + Words.of(differs));
            return;
        }
        List<Action> actions = effect.foreseen(observation);
        if (actions.isEmpty()) {
            script.comment("to be looked at: " + effect.why());
        }
        actions.forEach(action -> write(script, action));
    }

    private static void write(SqlcmdWriter script, Action action) {
        if (action instanceof Action.Execute execute) {
            script.batch(execute.host(), execute.batch());
        } else if (action instanceof Action.CopyFile copy) {
            script.comment("BY HAND: copy " + copy.fromPath() + " on " + copy.fromHost() + " to " + copy.toPath()
                    + " on " + copy.toHost());
        } else if (action instanceof Action.ByHand hand) {
            script.comment("BY HAND: " + hand.what());
        } else if (action instanceof Action.Await await) {
            script.comment("wait until " + await.what());
        }
    }

    private static String rollback(Plan plan, Observation observation, Map<String, String> servers) {
        SqlcmdWriter backward = new SqlcmdWriter(servers);
        List<PlannedStep> steps = new ArrayList<>(plan.steps());
        Collections.reverse(steps);
        for (PlannedStep step : steps) {
            List<Action> actions =
                    step.verdict().isDone() ? List.of() : step.effect().foreseenUndo(observation);
            if (!actions.isEmpty()) {
                backward.comment(
                        "Take back " + step.number() + ": " + step.effect().title());
                actions.forEach(action -> write(backward, action));
            }
        }
        return head(plan, backward, "Takes back what the script does") + backward.text();
    }

    private static String head(Plan plan, SqlcmdWriter script, String what) {
        StringBuilder head = new StringBuilder();
        head.append("-- ").append(plan.request().title()).append('\n');
        plan.request().summary().forEach(line -> head.append("-- ").append(line).append('\n'));
        head.append("-- ").append(what).append(", for sqlcmd or a client in its mode.\n");
        if (!script.passwords().isEmpty()) {
            head.append("-- Passwords to be given as variables (-v or the environment): ")
                    .append(String.join(", ", script.passwords()))
                    .append('\n');
        }
        return head.toString();
    }
}
