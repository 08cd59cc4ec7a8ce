package mirrorsh.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.DatabaseStatements;

/** No option of the principal's database keeps it from being mirrored: not read-only, not AUTO_CLOSE, not single-user (errors.md P51). */
public record OptionsAllowMirroring(String host, String database) implements Effect {
    private record Hindrance(String found, Batch cure) {}

    @Override
    public String title() {
        return "Set the options of " + Sight.bracketed(database) + " so that it can be mirrored";
    }

    @Override
    public String why() {
        return "A database that is read-only, single-user or closes by itself is refused (errors 1466, 1469, 1488).";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    private static List<Hindrance> hindrances(Database found) {
        List<Hindrance> all = new ArrayList<>();
        if (found.userAccess().equals("SINGLE_USER")) {
            all.add(new Hindrance("SINGLE_USER", DatabaseStatements.multiUser(found.name())));
        }
        if (found.readOnly() && !found.standby()) {
            all.add(new Hindrance("READ_ONLY", DatabaseStatements.readWrite(found.name())));
        }
        if (found.autoClose()) {
            all.add(new Hindrance("AUTO_CLOSE ON", DatabaseStatements.autoCloseOff(found.name())));
        }
        return all;
    }

    @Override
    public Verdict assess(Observation observation) {
        Optional<Database> found = observation.of(host).database(database);
        if (found.isEmpty()) {
            return Sight.lacking(
                    observation.of(host),
                    "database " + Sight.bracketed(database),
                    "It is the one to be mirrored.",
                    "db list --on " + host);
        }
        List<String> hindering =
                hindrances(found.get()).stream().map(Hindrance::found).toList();
        if (hindering.isEmpty()) {
            return new Done("MULTI_USER, READ_WRITE, AUTO_CLOSE OFF");
        }
        return found.get().isOnline()
                ? new Differs(
                        "database " + Sight.bracketed(database) + " on " + host,
                        "MULTI_USER, READ_WRITE, AUTO_CLOSE OFF",
                        String.join(", ", hindering),
                        true)
                : new Blocked(
                        Sight.bracketed(database) + " on " + host + " is "
                                + found.get().state(),
                        "Options are changed on a database that is ONLINE.",
                        "db list --on " + host);
    }

    @Override
    public List<Action> actions(Observation observation) {
        return observation.of(host).database(database).stream()
                .flatMap(found -> hindrances(found).stream())
                .<Action>map(each -> new Action.Execute(host, each.cure()))
                .toList();
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("a mirrored database cannot have those options");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        return undo(observation);
    }
}
