package mirrorsh.run;

import java.time.Duration;
import java.util.List;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Verdict;
import mirrorsh.host.FileTransport;
import mirrorsh.host.Hosts;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.tsql.SecretSource;

/** Performs the actions of steps and tells journal and operator of them. */
final class StepActor {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final Hosts hosts;
    private final FileTransport files;
    private final Operator operator;
    private final Failures failures;

    StepActor(Hosts hosts, FileTransport files, Operator operator, Failures failures) {
        this.hosts = hosts;
        this.files = files;
        this.operator = operator;
        this.failures = failures;
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
                execute(step, execute, journal, stop);
            } else if (action instanceof Action.CopyFile copy) {
                files.copy(copy.fromHost(), copy.fromPath(), copy.toHost(), copy.toPath());
            } else if (action instanceof Action.Await await) {
                await(step, await.limit(), view, stop);
            } else if (action instanceof Action.ByHand hand && !operator.byHand(step, hand.what())) {
                throw failures.nobody(step, hand.what());
            }
            journal.acted(step, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private void execute(PlannedStep step, Action.Execute execute, Journal journal, Stop stop) {
        List<SecretSource> secrets = execute.batch().text().secrets();
        stop.busy(execute.host());
        try {
            hosts.execute(
                    execute.host(),
                    execute.batch(),
                    message -> operator.heard(step, Masking.mask(message, secrets)),
                    null);
        } catch (StatementRefusedException e) {
            List<ServerMessage> errors = e.errors().stream()
                    .map(error -> Masking.mask(error, secrets))
                    .toList();
            journal.refused(step, errors);
            throw failures.refused(step, e, secrets);
        } finally {
            stop.busy(null);
        }
    }

    private void await(PlannedStep step, Duration limit, View view, Stop stop) {
        Effect effect = step.effect();
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (!stop.isRequested()) {
            view.refresh(effect.hosts());
            Verdict verdict = effect.assess(view.observation());
            // what is blocked does not come true by waiting
            boolean over = verdict.isDone() || verdict instanceof Verdict.Blocked;
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
