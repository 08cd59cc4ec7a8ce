package mirrorsh.effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * A session has a witness, and both partners are connected to it (procedure.md PAR-4).
 *
 * @param host a partner; the principal when the witness is to be set
 * @param partnerHost the other partner
 * @param url of the witness's endpoint
 */
public record WitnessSet(String host, String partnerHost, String database, String witnessHost, String url)
        implements Effect {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public String title() {
        return "Set " + witnessHost + " as witness of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "With it the mirror takes over by itself when the principal is lost; from now on a partner needs quorum.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, partnerHost, witnessHost);
    }

    @Override
    public Verdict assess(Observation observation) {
        SessionView view = new SessionView(observation, host, database);
        Optional<MirroringSession> own = view.session();
        if (own.isPresent() && own.get().witness().equalsIgnoreCase(url)) {
            return judge(observation, own.get());
        }
        return view.absent("A witness belongs to a session")
                .or(() -> view.notPrincipal("witness set " + witnessHost))
                .or(() -> unready(observation.of(witnessHost)))
                .or(() -> unsynchronized(own))
                .<Verdict>map(blocked -> blocked)
                .orElseGet(() -> own.get().witness().isEmpty()
                        ? new Missing()
                        : new Differs(
                                "witness of " + Sight.bracketed(database),
                                url,
                                own.get().witness(),
                                true));
    }

    private Verdict judge(Observation observation, MirroringSession own) {
        boolean partnerToo = new SessionView(observation, partnerHost, database)
                .session()
                .filter(s -> s.witnessState().equals("CONNECTED"))
                .isPresent();
        if (own.witnessState().equals("CONNECTED") && partnerToo) {
            return new Done("witness " + own.witness() + ", CONNECTED on both partners");
        }
        return new Blocked(
                "the witness " + own.witness() + " is not connected to both partners (" + host + ": "
                        + own.witnessState() + ")",
                "A witness that is not connected cannot help to a failover, and counts against quorum.",
                "diagnose");
    }

    /** Each partner connects to it by itself, and one may be a moment later. */
    @Override
    public boolean isObstaclePassing(Observation observation) {
        return new SessionView(observation, host, database)
                .session()
                .filter(own -> own.witness().equalsIgnoreCase(url))
                .isPresent();
    }

    private Optional<Blocked> unready(HostState witness) {
        Optional<Endpoint> endpoint = witness.endpoint();
        if (endpoint.isEmpty()) {
            return Optional.of(Sight.lacking(
                    witness,
                    "database mirroring endpoint",
                    "Partners reach the witness through it.",
                    "endpoint create --on " + witnessHost));
        }
        if (!endpoint.get().isStarted()) {
            return Optional.of(new Blocked(
                    "the endpoint of " + witnessHost + " is " + endpoint.get().state(),
                    "Partners reach the witness through it.",
                    "endpoint start --on " + witnessHost));
        }
        String role = endpoint.get().role();
        return role.equals("ALL") || role.equals("WITNESS")
                ? Optional.empty()
                : Optional.of(new Blocked(
                        "the endpoint of " + witnessHost + " has role " + role,
                        "A witness's endpoint has role WITNESS or ALL (error 1427).",
                        "endpoint alter --on " + witnessHost));
    }

    private Optional<Blocked> unsynchronized(Optional<MirroringSession> own) {
        return own.filter(MirroringSession::isSynchronized).isPresent()
                ? Optional.empty()
                : Optional.of(new Blocked(
                        "the session of " + Sight.bracketed(database) + " is "
                                + own.map(MirroringSession::state).orElse(""),
                        "A witness is set when the mirror has caught up (error 1426).",
                        "status"));
    }

    @Override
    public boolean isUnsettledBy(Effect earlier) {
        return earlier instanceof WitnessRemoved removed && Sight.same(removed.database(), database);
    }

    @Override
    public List<Action> actions(Observation observation) {
        List<Action> actions = new ArrayList<>();
        if (assess(observation) instanceof Differs) {
            actions.add(new Action.Execute(host, MirroringStatements.witnessOff(database)));
        }
        actions.addAll(foreseen(observation));
        // the statement may return before both partners show the witness (tsql.md §7.1)
        actions.add(new Action.Await("both partners are connected to the witness", LIMIT));
        return actions;
    }

    @Override
    public List<Action> foreseen(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.setWitness(database, url)));
    }

    @Override
    public Undo undo(Observation observation) {
        SessionView view = new SessionView(observation, host, database);
        if (view.session().filter(s -> s.witness().equalsIgnoreCase(url)).isEmpty()) {
            return new Undo.By(List.of());
        }
        String there = view.isPrincipal() ? host : partnerHost;
        return new Undo.By(List.of(new Action.Execute(there, MirroringStatements.witnessOff(database))));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.witnessOff(database)));
    }
}
