package mirrorsh.run;

import java.time.Duration;
import java.util.List;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Verdict;
import mirrorsh.host.FileTransport;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.tsql.SecretSource;
import org.jspecify.annotations.Nullable;

/** Performs the actions of steps and tells journal and operator of them. */
final class StepActor {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final HostLocks hosts;
    private final FileTransport files;
    private final Operator operator;
    private final Failures failures;

    /** @param hosts where statements run, under the run's locks */
    StepActor(HostLocks hosts, FileTransport files, Operator operator, Failures failures) {
        this.hosts = hosts;
        this.files = files;
        this.operator = operator;
        this.failures = failures;
    }

    Failures failures() {
        return failures;
    }

    /**
     * Performs the step's actions in order; ends early when the run is to stop.
     *
     * @throws mirrorsh.model.MirrorException of the first action that did not work
     */
    void act(PlannedStep step, View view, Journal journal, Stop stop) {
        for (Action action : step.actions()) {
            if (stop.isRequested()) {
                return;
            }
            operator.acting(step, action);
            journal.acting(step, action);
            long begin = System.nanoTime();
            if (action instanceof Action.Execute execute) {
                execute(step, execute, view, journal, stop);
            } else if (action instanceof Action.CopyFile copy) {
                files.copy(
                        copy.fromHost(),
                        copy.fromPath(),
                        copy.toHost(),
                        copy.toPath(),
                        (bytes, total) -> operator.copied(step, bytes, total));
            } else if (action instanceof Action.Await await) {
                await(step, await.limit(), view, stop);
            } else if (action instanceof Action.ByHand hand && !operator.byHand(step, hand.what())) {
                throw failures.nobody(step, hand.what());
            }
            journal.acted(step, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Tries again what was refused for a reason that passes, as long as the catalog does not show it done. */
    private void execute(PlannedStep step, Action.Execute execute, View view, Journal journal, Stop stop) {
        for (int again = 0; ; again++) {
            StatementRefusedException refusal = refusal(step, execute, journal, stop);
            if (refusal == null) {
                return;
            }
            List<SecretSource> secrets = execute.batch().text().secrets();
            if (again == Transience.TRIES_AGAIN || stop.isRequested() || !Transience.passes(refusal.errors())) {
                throw failures.refused(step, refusal, secrets);
            }
            operator.heard(step, passing(refusal.number()));
            stop.pause(Transience.pauseMillis(again + 1));
            view.refresh(step.effect().hosts());
            if (step.effect().assess(view.observation()).isDone() || stop.isRequested()) {
                return; // the refusal came too late, or somebody else came first
            }
            journal.acting(step, execute);
        }
    }

    private static ServerMessage passing(int number) {
        return new ServerMessage(0, 0, 0, 0, "Error " + number + " usually passes: the same again in a moment.");
    }

    /** What the server said against it, null when it did it. */
    private @Nullable StatementRefusedException refusal(
            PlannedStep step, Action.Execute execute, Journal journal, Stop stop) {
        List<SecretSource> secrets = execute.batch().text().secrets();
        stop.begins(execute.host());
        try {
            hosts.execute(
                    execute.host(), execute.batch(), message -> operator.heard(step, Masking.mask(message, secrets)));
            return null;
        } catch (StatementRefusedException e) {
            journal.refused(
                    step,
                    e.errors().stream()
                            .map(error -> Masking.mask(error, secrets))
                            .toList());
            return e;
        } finally {
            stop.ends(execute.host());
        }
    }

    private void await(PlannedStep step, Duration limit, View view, Stop stop) {
        Effect effect = step.effect();
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (!stop.isRequested()) {
            view.refresh(effect.hosts());
            Verdict verdict = effect.assess(view.observation());
            // what is blocked does not come true by waiting, unless it passes by itself
            boolean over = verdict.isDone()
                    || verdict instanceof Verdict.Blocked && !effect.isObstaclePassing(view.observation());
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (over || left <= 0) {
                return;
            }
            operator.waiting(step, view.observation());
            stop.pause(Math.min(pause, left));
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }
}
