package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * The session runs with transaction safety FULL or OFF (procedure.md PAR-3).
 *
 * @param host the principal
 */
public record SafetySet(String host, String database, boolean full) implements Effect {
    @Override
    public String title() {
        return "Set transaction safety " + wanted();
    }

    private String wanted() {
        return full ? "FULL" : "OFF";
    }

    @Override
    public String why() {
        return full
                ? "A commit waits until the mirror has it: nothing is lost when the principal is."
                : "A commit does not wait for the mirror: faster, but the last transactions may be lost with the principal.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(host, database)));
    }

    @Override
    public Verdict assess(Observation observation) {
        HostState state = observation.of(host);
        Optional<MirroringSession> session = state.session(database);
        if (session.isEmpty()) {
            return Sight.lacking(
                    state,
                    "mirroring session of " + Sight.bracketed(database),
                    "Safety is a property of the session (error 1416).",
                    "partner set --on " + host + " --database " + database);
        }
        if (session.get().safety().equals(wanted())) {
            return new Done(full ? "high-safety mode" : "high-performance mode");
        }
        return refusal(state, session.get())
                .<Verdict>map(blocked -> blocked)
                .orElseGet(() -> new Differs(
                        "transaction safety of " + Sight.bracketed(database),
                        wanted(),
                        session.get().safety(),
                        true));
    }

    private Optional<Blocked> refusal(HostState state, MirroringSession session) {
        String command = "safety " + (full ? "full" : "off") + " " + database;
        if (!session.isPrincipal()) {
            return Optional.of(new Blocked(
                    host + " is not the principal of " + Sight.bracketed(database) + " but "
                            + (session.role().isEmpty() ? "waits for it" : session.role()),
                    "Safety is set on the principal (error 1470).",
                    "status, then " + command + " on the principal"));
        }
        if (!full && state.instance().edition().startsWith("Standard")) {
            return Optional.of(new Blocked(
                    host + " is " + state.instance().edition(),
                    "High-performance mode needs Enterprise or Developer Edition (error 1473).",
                    "leave safety FULL"));
        }
        return session.state().equals("DISCONNECTED")
                ? Optional.of(new Blocked(
                        "the session of " + Sight.bracketed(database) + " is DISCONNECTED",
                        "Both partners have to be connected (error 1447).",
                        "diagnose"))
                : Optional.empty();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.safety(database, full)));
    }

    @Override
    public Undo undo(Observation observation) {
        Optional<MirroringSession> session = observation.of(host).session(database);
        if (session.filter(s -> s.safety().equals(wanted())).isEmpty()) {
            return new Undo.By(List.of());
        }
        return session.get().isPrincipal()
                ? new Undo.By(List.of(new Action.Execute(host, MirroringStatements.safety(database, !full))))
                : new Undo.Impossible(host + " is no longer the principal");
    }

    /** @param before FULL or OFF */
    @Override
    public Undo undo(Observation observation, String before) {
        boolean cut =
                new SessionView(observation, host, database).disconnected().isPresent();
        return cut
                ? new Undo.Impossible(
                        "the partners are not connected; safety goes with the session when that is removed")
                : undo(observation);
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.safety(database, !full)));
    }

    @Override
    public boolean isUnsettledBy(Effect earlier) {
        return earlier instanceof SafetyRaised raised && Sight.same(raised.database(), database)
                || earlier instanceof SafetySet other && Sight.same(other.database(), database) && other.full() != full;
    }
}
