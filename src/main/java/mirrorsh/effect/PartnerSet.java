package mirrorsh.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;
import mirrorsh.tsql.RemovalStatements;

/**
 * A partner knows the other's address (procedure.md PAR-1 on the mirror, PAR-2 on the principal, which starts the session).
 *
 * @param url of the other partner's endpoint
 * @param onMirror whether this is the future mirror, whose turn comes first
 */
public record PartnerSet(String host, String database, String partnerHost, String url, boolean onMirror)
        implements Effect {
    private static final Duration START = Duration.ofSeconds(30);

    @Override
    public String title() {
        return "Set " + partnerHost + " as " + (onMirror ? "principal" : "mirror") + " of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return onMirror
                ? host + " has to wait for its principal before " + partnerHost + " calls."
                : "This starts the session: " + host + " calls " + partnerHost + ", and " + partnerHost
                        + " calls back.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, partnerHost);
    }

    @Override
    public Optional<Ground> ground() {
        Fact here = Fact.database(host, database);
        Fact there = Fact.database(partnerHost, database);
        // the second one starts the session, which changes both
        Ground made = onMirror ? Ground.making(here) : Ground.making(here, there);
        return Optional.of(made.needing(
                there, Fact.endpoint(host), Fact.endpoint(partnerHost), Fact.trust(host), Fact.trust(partnerHost)));
    }

    @Override
    public Verdict assess(Observation observation) {
        return onMirror
                ? new MirrorPartner(this, observation).assess()
                : new PrincipalPartner(this, observation).assess();
    }

    @Override
    public List<Action> actions(Observation observation) {
        List<Action> actions = new ArrayList<>();
        if (session(observation).isPresent()) {
            actions.add(new Action.Execute(host, MirroringStatements.partnerOff(database)));
        }
        actions.add(new Action.Execute(host, MirroringStatements.setPartner(database, url)));
        if (!onMirror) {
            // the statement may return before both partners show the session (tsql.md §7.1)
            actions.add(new Action.Await("both partners show the session", START));
        }
        return actions;
    }

    Optional<MirroringSession> session(Observation observation) {
        return observation.of(host).session(database);
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.By(
                session(observation).isPresent()
                        ? List.of(new Action.Execute(host, MirroringStatements.partnerOff(database)))
                        : List.of());
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.setPartner(database, url)));
    }

    /** The principal ends the session for both; the mirror hears of it a moment later. */
    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return onMirror
                ? List.of()
                : List.of(
                        new Action.Execute(host, MirroringStatements.partnerOff(database)),
                        new Action.Execute(partnerHost, RemovalStatements.awaitEnd(database, START.toSeconds())));
    }
}
