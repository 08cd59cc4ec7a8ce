package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;

/** Two hosts are the partners of one session that runs, whichever is the principal (procedure.md PAR-2). Looks only. */
public record Mirrored(String host, String partnerHost, String database) implements Look {
    @Override
    public String title() {
        return "See that " + Sight.bracketed(database) + " is mirrored between " + host + " and " + partnerHost;
    }

    @Override
    public String why() {
        return "Both partners have to tell of the same session, in different roles.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, partnerHost);
    }

    /** Links are made anew after an endpoint was changed or a host was away. */
    @Override
    public boolean isObstaclePassing(Observation observation) {
        Optional<MirroringSession> own = new SessionView(observation, host, database).session();
        Optional<MirroringSession> theirs = new SessionView(observation, partnerHost, database).session();
        return own.isPresent()
                && theirs.isPresent()
                && own.get().guid().equals(theirs.get().guid())
                && (own.get().state().equals("DISCONNECTED")
                        || theirs.get().state().equals("DISCONNECTED"));
    }

    @Override
    public Verdict assess(Observation observation) {
        SessionView one = new SessionView(observation, host, database);
        SessionView other = new SessionView(observation, partnerHost, database);
        Optional<Blocked> absent = one.absent("It is to be mirrored").or(() -> other.absent("It is to be mirrored"));
        if (absent.isPresent()) {
            return absent.get();
        }
        MirroringSession own = one.session().orElseThrow();
        MirroringSession theirs = other.session().orElseThrow();
        String found = host + " is " + own.role() + " (" + own.state() + "), " + partnerHost + " is " + theirs.role()
                + " (" + theirs.state() + ")";
        boolean together = own.guid().equals(theirs.guid()) && one.isPrincipal() != other.isPrincipal();
        boolean running = !List.of("SUSPENDED", "DISCONNECTED").contains(own.state())
                && !List.of("SUSPENDED", "DISCONNECTED").contains(theirs.state());
        return together && running
                ? new Done(found + ", safety " + own.safety())
                : new Blocked(
                        found,
                        together
                                ? "The session does not run, so the mirror falls behind."
                                : "These are not two halves of one session.",
                        "diagnose");
    }
}
