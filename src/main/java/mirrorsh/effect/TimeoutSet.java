package mirrorsh.effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.MirroringStatements;

/**
 * The partners wait so long for a ping before they take the other for lost (procedure.md PAR-5).
 *
 * @param host the principal
 * @param seconds 5 to 32767; the instance makes 5 of less
 */
public record TimeoutSet(String host, String database, int seconds) implements Effect {
    private static final int LEAST = 5;
    private static final int MOST = 32_767;

    /** @throws UsageException when the instance would refuse or change the value */
    public TimeoutSet {
        if (seconds < LEAST || seconds > MOST) {
            throw new UsageException(
                    "A time-out of " + seconds + " s is not possible (error 1476).", "a time-out from 5 to 32767 s");
        }
    }

    @Override
    public String title() {
        return "Set the partner time-out of " + Sight.bracketed(database) + " to " + seconds + " s";
    }

    @Override
    public String why() {
        return "A shorter one notices a loss sooner, a longer one is not misled by a busy network; 10 s is usual.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        SessionView view = new SessionView(observation, host, database);
        Optional<MirroringSession> session = view.session();
        if (session.filter(s -> s.timeoutSeconds() == seconds).isPresent()) {
            return new Done(seconds + " s");
        }
        return view.absent("The time-out is a property of the session")
                .or(() -> view.notPrincipal("partner timeout " + database))
                .<Verdict>map(b -> b)
                .orElseGet(() -> new Differs(
                        "partner time-out of " + view.name(),
                        seconds + " s",
                        session.get().timeoutSeconds() + " s",
                        true));
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(new Action.Execute(host, MirroringStatements.timeout(database, seconds)));
    }

    @Override
    public Undo undo(Observation observation) {
        return new Undo.Impossible("the time-out that it had before is not recorded");
    }

    /** @param before {@code 10 s} */
    @Override
    public Undo undo(Observation observation, String before) {
        Optional<MirroringSession> session = new SessionView(observation, host, database).session();
        String digits = before.replace(" s", "");
        if (session.filter(s -> s.timeoutSeconds() == seconds).isEmpty() || !digits.matches("\\d{1,5}")) {
            return new Undo.By(List.of());
        }
        return session.get().isPrincipal()
                ? new Undo.By(List.of(
                        new Action.Execute(host, MirroringStatements.timeout(database, Integer.parseInt(digits)))))
                : new Undo.Impossible(host + " is not the principal now");
    }
}
