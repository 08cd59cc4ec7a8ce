package mirrorsh.effect;

import java.util.List;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.tsql.MirroringStatements;

/**
 * A mirroring session is paused (procedure.md §11).
 *
 * @param host either partner
 */
public record SessionSuspended(String host, String database) implements Effect {
    @Override
    public String title() {
        return "Suspend mirroring of " + Sight.bracketed(database);
    }

    @Override
    public String why() {
        return "The principal goes on alone and keeps all log until the session is resumed.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        SessionView view = new SessionView(observation, host, database);
        return view.absent("Only a session can be suspended")
                .<Verdict>map(b -> b)
                .orElseGet(() -> {
                    String state = view.session().map(MirroringSession::state).orElse("");
                    return state.equals("SUSPENDED")
                            ? new Done("SUSPENDED")
                            : view.disconnected()
                                    .<Verdict>map(b -> b)
                                    .orElseGet(
                                            () -> new Differs("session of " + view.name(), "SUSPENDED", state, true));
                });
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.suspend(database)));
    }

    @Override
    public Undo undo(Observation observation) {
        return undo(observation, "");
    }

    @Override
    public Undo undo(Observation observation, String before) {
        SessionView view = new SessionView(observation, host, database);
        boolean suspended =
                view.session().filter(s -> s.state().equals("SUSPENDED")).isPresent();
        if (!suspended) {
            return new Undo.By(List.of());
        }
        return view.isPrincipal()
                ? new Undo.By(List.of(new Action.Execute(host, MirroringStatements.resume(database))))
                : new Undo.Impossible(host + " is not the principal, which resumes");
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.resume(database)));
    }
}
