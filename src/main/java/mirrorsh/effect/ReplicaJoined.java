package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Database;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.AvailabilityStatements;

/**
 * The former mirror is the secondary replica of an availability group, and its copy is in it.
 *
 * @param host the former mirror
 * @param primaryHost where the group was created
 */
public record ReplicaJoined(String host, String primaryHost, String database, String group) implements Effect {
    private Question there(String on) {
        return Question.of(on, AvailabilityStatements.exists(group));
    }

    @Override
    public String title() {
        return "Join " + Sight.bracketed(database) + " on " + host + " to the availability group "
                + Sight.bracketed(group);
    }

    @Override
    public String why() {
        return "The restoring copy goes on from where mirroring and the last log backup left it.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, primaryHost);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(there(host).probe(), there(primaryHost).probe());
    }

    private boolean isIn(Observation observation) {
        return observation
                .of(host)
                .database(database)
                .filter(Database::inAvailabilityGroup)
                .isPresent();
    }

    @Override
    public Verdict assess(Observation observation) {
        if (isIn(observation)) {
            return new Done("in the group");
        }
        return there(primaryHost).isTrue(observation)
                ? new Missing()
                : new Blocked(
                        "there is no group " + Sight.bracketed(group) + " on " + primaryHost,
                        "A replica joins a group that is there.",
                        "");
    }

    @Override
    public List<Action> actions(Observation observation) {
        List<Action> actions = new ArrayList<>();
        if (!there(host).isTrue(observation)) {
            actions.add(new Action.Execute(host, AvailabilityStatements.join(group)));
        }
        actions.add(new Action.Execute(host, AvailabilityStatements.joinDatabase(group, database)));
        return actions;
    }

    @Override
    public Undo undo(Observation observation) {
        return isIn(observation) ? new Undo.By(foreseenUndo(observation)) : new Undo.By(List.of());
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, AvailabilityStatements.leaveDatabase(database)));
    }
}
