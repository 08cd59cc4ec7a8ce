package mirrorsh.effect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.LoginQueries;

/**
 * Every user of the principal's database finds a login by its SID on the mirror, too (procedure.md §10, "After any role switch").
 * Looks only.
 *
 * @param host the mirror
 */
public record UsersHaveLogins(String host, String principalHost, String database) implements Look {
    private Question users() {
        return Question.of(principalHost, LoginQueries.usersBySid(database));
    }

    @Override
    public String title() {
        return "See that the users of " + Sight.bracketed(database) + " have logins on " + host;
    }

    @Override
    public String why() {
        return "A user whose login is not there, or has another SID, is locked out after a switch of roles.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, principalHost);
    }

    @Override
    public Set<Probe> probes() {
        return Set.of(users().probe());
    }

    @Override
    public Verdict assess(Observation observation) {
        if (!users().problem(observation).isEmpty()) {
            return new Blocked(
                    "the users of " + Sight.bracketed(database) + " cannot be read on " + principalHost + ": "
                            + users().problem(observation),
                    "They are read where the database is open: on the principal.",
                    "status");
        }
        Set<String> known = observation.of(host).logins().stream()
                .map(login -> login.sid().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> users = users().lines(observation);
        List<String> orphans = users.stream()
                .filter(line -> !known.contains(line.split(" ", 2)[0].toUpperCase(Locale.ROOT)))
                .map(line -> line.split(" ", 2)[1])
                .toList();
        return orphans.isEmpty()
                ? new Done(users.isEmpty() ? "no users of logins" : users.size() + " users, all with their logins")
                : new Blocked(
                        host + " has no logins with the SIDs of the users " + bracketed(orphans) + " of "
                                + Sight.bracketed(database),
                        "After a switch of roles they could not come in.",
                        "logins sync " + String.join(" ", orphans) + " --from " + principalHost + " --on " + host);
    }

    static String bracketed(List<String> names) {
        return names.stream().map(Sight::bracketed).collect(Collectors.joining(", "));
    }
}
