package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Database;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.AvailabilityStatements;
import mirrorsh.tsql.AvailabilityStatements.Replica;

/**
 * A database is in a basic availability group of two replicas.
 *
 * @param host the primary replica, the principal before
 * @param secondaryHost the mirror before
 * @param automatic synchronous commit with automatic failover; else asynchronous commit with manual failover
 */
public record AvailabilityGroupCreated(
        String host, String secondaryHost, String database, String group, Urls urls, boolean automatic)
        implements Effect {
    /** Addresses of the two endpoints, {@code TCP://address:port}. */
    public record Urls(String primary, String secondary) {}

    private Question there() {
        return Question.of(host, AvailabilityStatements.exists(group));
    }

    @Override
    public String title() {
        return "Create the availability group " + Sight.bracketed(group) + " for " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return host + " becomes the primary replica, and " + secondaryHost + " is named as the secondary.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, secondaryHost);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(there().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        if (!there().problem(observation).isEmpty()) {
            return new Blocked(
                    "availability groups cannot be read on " + host + ": " + there().problem(observation),
                    "The instance may have none.",
                    "script move-to-availability-group");
        }
        Optional<Database> found = observation.of(host).database(database);
        if (there().isTrue(observation)) {
            return found.filter(Database::inAvailabilityGroup).isPresent()
                    ? new Done("there, with " + Sight.bracketed(database))
                    : new Blocked(
                            "the group " + Sight.bracketed(group) + " is there without " + Sight.bracketed(database),
                            "A basic group has one database only.",
                            "another name: group=NAME");
        }
        return found.flatMap(Database::session).isPresent()
                ? new Blocked(
                        Sight.bracketed(database) + " on " + host + " is mirrored",
                        "A database is either mirrored or in an availability group (error 1468).",
                        "partner off " + database + " --on " + host)
                : new Missing();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(
                host,
                AvailabilityStatements.create(
                        group,
                        database,
                        new Replica(observation.of(host).instance().serverName(), urls.primary()),
                        new Replica(observation.of(secondaryHost).instance().serverName(), urls.secondary()),
                        automatic)));
    }

    @Override
    public Undo undo(Observation observation) {
        return there().isTrue(observation) ? new Undo.By(foreseenUndo(observation)) : new Undo.By(List.of());
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, AvailabilityStatements.drop(group)));
    }
}
