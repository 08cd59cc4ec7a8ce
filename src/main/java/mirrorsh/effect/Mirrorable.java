package mirrorsh.effect;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.DatabaseStatements;

/** What keeps a database from being mirrored at all (procedure.md §1, errors.md §9 P50, P51). */
final class Mirrorable {
    private static final Set<String> SYSTEM = Set.of("master", "msdb", "tempdb", "model");

    private Mirrorable() {}

    /** Why an instance's database cannot be a principal's, if it cannot. */
    static Optional<Blocked> obstacle(HostState state, Database database) {
        String name = Sight.bracketed(database.name());
        String host = state.host();
        if (SYSTEM.contains(database.name().toLowerCase(Locale.ROOT))) {
            return blocked(
                    name + " is a system database", "System databases cannot be mirrored.", "db list --on " + host);
        }
        if (!database.isOnline()) {
            return blocked(
                    name + " on " + host + " is " + database.state(),
                    "The principal's copy has to be ONLINE.",
                    "db list --on " + host);
        }
        if (database.inAvailabilityGroup()) {
            return blocked(
                    name + " is in an availability group",
                    "A database is either mirrored or in an availability group (error 1468).",
                    "take it out of the group first");
        }
        return option(host, name, database).or(() -> edition(state));
    }

    /** Why a backup of an instance's database would be of no use for a mirror, if it would not. */
    static Optional<Blocked> notFull(HostState state, Optional<Database> original, String database) {
        if (original.isEmpty()) {
            return Optional.of(Sight.lacking(
                    state,
                    "database " + Sight.bracketed(database),
                    "It is the one to be backed up.",
                    "db list --on " + state.host()));
        }
        Optional<Blocked> obstacle = obstacle(state, original.get());
        if (obstacle.isPresent() || original.get().recoveryModel().equals("FULL")) {
            return obstacle;
        }
        return Optional.of(new Blocked(
                "the recovery model of " + Sight.bracketed(database) + " on " + state.host() + " is "
                        + original.get().recoveryModel(),
                "A backup made before it is FULL is of no use for a mirror.",
                "db prepare " + database + " --from " + state.host()));
    }

    private static Optional<Blocked> option(String host, String name, Database database) {
        if (database.readOnly()) {
            return blocked(
                    name + " is read-only",
                    "A read-only database cannot be mirrored (error 1466).",
                    sql(host, DatabaseStatements.readWrite(database.name())));
        }
        if (database.autoClose()) {
            return blocked(
                    "AUTO_CLOSE is on for " + name,
                    "A database that closes by itself cannot be mirrored (error 1469).",
                    sql(host, DatabaseStatements.autoCloseOff(database.name())));
        }
        if (database.userAccess().equals("SINGLE_USER")) {
            return blocked(
                    name + " is in single-user mode",
                    "A single-user database cannot be mirrored (error 1488).",
                    sql(host, DatabaseStatements.multiUser(database.name())));
        }
        return Optional.empty();
    }

    /** Why an instance cannot be a partner, if it cannot. */
    static Optional<Blocked> edition(HostState state) {
        String edition = state.instance().edition();
        return edition.startsWith("Express") || edition.startsWith("Web")
                ? blocked(
                        state.host() + " is " + edition,
                        "That edition can be a witness but not a partner (error 1463).",
                        "hosts")
                : Optional.empty();
    }

    /** Why an instance's platform has no mirroring sessions, if it has none. */
    static Optional<Blocked> platform(HostState state) {
        return state.instance().isOnLinux()
                ? blocked(
                        state.host() + " runs on Linux",
                        "SQL Server on Linux does not support database mirroring sessions.",
                        "hosts")
                : Optional.empty();
    }

    private static Optional<Blocked> blocked(String by, String why, String next) {
        return Optional.of(new Blocked(by, why, next));
    }

    private static String sql(String host, Batch batch) {
        return "sql --on " + host + " \"" + batch.text().masked() + "\"";
    }
}
