package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.Observation;
import mirrorsh.tsql.DatabaseStatements;

/**
 * A copy of a database is gone (procedure.md §12).
 *
 * @param evenOnline whether that may be more than a restoring copy, when an operator asked for it by name
 */
public record DatabaseDropped(String host, String database, boolean evenOnline) implements Effect {
    /** A restoring copy only. */
    public DatabaseDropped(String host, String database) {
        this(host, database, false);
    }

    @Override
    public String title() {
        return "Drop the " + (evenOnline ? "" : "restoring ") + "copy of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "Nothing of it is of use once it is no mirror's copy any more.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<Database> found = observation.of(host).database(database);
        if (found.isEmpty()) {
            return new Done("not there");
        }
        String name = Sight.bracketed(database) + " on " + host;
        if (found.get().session().isPresent()) {
            return new Blocked(
                    name + " is mirrored",
                    "A mirrored database cannot be dropped (error 3743).",
                    "partner off " + database + " --on " + host);
        }
        return new Differs(
                "database " + name,
                "not there",
                found.get().state(),
                evenOnline || found.get().isRestoring());
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, DatabaseStatements.drop(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a dropped copy is restored anew: db prepare " + database);
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }

    @Override
    public boolean isDangerous() {
        return true;
    }

    /** A copy that is mirrored or online stays, and the rest of a tidying goes on. */
    @Override
    public boolean isOptional() {
        return !evenOnline;
    }
}
