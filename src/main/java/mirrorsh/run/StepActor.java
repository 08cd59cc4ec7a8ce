package mirrorsh.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import mirrorsh.effect.Action;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Verdict;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostException;
import mirrorsh.host.Hosts.Focus;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.StatementRefusedException;
import mirrorsh.model.HostState;
import mirrorsh.tsql.Batch;
import mirrorsh.tsql.SecretSource;

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
     * @return the hosts that were looked at after the last action already
     * @throws mirrorsh.model.MirrorException of the first action that did not work
     */
    Set<String> act(PlannedStep step, View view, Journal journal, Stop stop) {
        Set<String> seen = Set.of();
        for (Action action : step.actions()) {
            if (stop.isRequested()) {
                return Set.of();
            }
            seen = Set.of();
            operator.acting(step, action);
            journal.acting(step, action);
            long begin = System.nanoTime();
            if (action instanceof Action.Execute execute) {
                boolean last = step.actions().indexOf(action) == step.actions().size() - 1;
                seen = execute(
                        new Sending(
                                step, execute, last && step.effect().ground().isPresent()),
                        view,
                        journal,
                        stop);
            } else if (action instanceof Action.CopyFile copy) {
                files.copy(copy.fromHost(), copy.fromPath(), copy.toHost(), copy.toPath(), (bytes, total) -> {
                    if (stop.isRequested()) {
                        // a large file may take hours
                        throw new HostException(copy.toHost(), "The copy was stopped.", "", "", null);
                    }
                    operator.copied(step, bytes, total);
                });
            } else if (action instanceof Action.Await await) {
                await(step, await.limit(), view, stop);
                seen = step.effect().hosts();
            } else if (action instanceof Action.ByHand hand && !operator.byHand(step, hand.what())) {
                throw failures.nobody(step, hand.what());
            }
            journal.acted(step, Duration.ofNanos(System.nanoTime() - begin));
        }
        return seen;
    }

    /**
     * A statement of a step.
     *
     * @param looking whether the look after it may come with it
     */
    private record Sending(PlannedStep step, Action.Execute execute, boolean looking) {
        List<SecretSource> secrets() {
            return execute.batch().text().secrets();
        }
    }

    /** Tries again what was refused for a reason that passes, as long as the catalog does not show it done. */
    private Set<String> execute(Sending sending, View view, Journal journal, Stop stop) {
        PlannedStep step = sending.step();
        for (int again = 0; ; again++) {
            try {
                return send(sending, view, stop);
            } catch (StatementRefusedException refusal) {
                journal.refused(
                        step,
                        refusal.errors().stream()
                                .map(error -> Masking.mask(error, sending.secrets()))
                                .toList());
                if (again == Transience.TRIES_AGAIN || stop.isRequested() || !Transience.passes(refusal.errors())) {
                    throw failures.refused(step, refusal, sending.secrets());
                }
                operator.heard(step, passing(refusal.number()));
                stop.pause(Transience.pauseMillis(again + 1));
                view.refresh(step.effect().hosts(), step.effect());
                if (step.effect().assess(view.observation()).isDone() || stop.isRequested()) {
                    return Set.of(); // the refusal came too late, or somebody else came first
                }
                journal.acting(step, sending.execute());
            }
        }
    }

    private static ServerMessage passing(int number) {
        return ServerMessage.aside("Error " + number + " usually passes: the same again in a moment.");
    }

    /** The hosts that were looked at right after it. */
    private Set<String> send(Sending sending, View view, Stop stop) {
        String host = sending.execute().host();
        Batch batch = sending.execute().batch();
        Consumer<ServerMessage> heard =
                message -> operator.heard(sending.step(), Masking.mask(message, sending.secrets()));
        long asked = System.nanoTime();
        stop.begins(host);
        try {
            if (!sending.looking()) {
                hosts.execute(host, batch, heard);
                return Set.of();
            }
            Focus focus = view.focus(sending.step().effect());
            Optional<HostState> after = hosts.executeAndRead(host, batch, heard, focus);
            after.ifPresent(state -> view.saw(state, asked, focus.database()));
            return after.isPresent() ? Set.of(host) : Set.of();
        } finally {
            stop.ends(host);
        }
    }

    private void await(PlannedStep step, Duration limit, View view, Stop stop) {
        Effect effect = step.effect();
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (!stop.isRequested()) {
            view.refresh(effect.hosts(), effect);
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
