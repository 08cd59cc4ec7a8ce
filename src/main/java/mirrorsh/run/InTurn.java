package mirrorsh.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.model.Observation;

/**
 * Tells an operator of steps that are done side by side as if they were done one after another: what is told of a later one is kept
 * until the earlier ones are over. Safe to share.
 */
final class InTurn implements Operator {
    private final Operator operator;
    private String stage = "";
    private final Deque<Integer> order = new ArrayDeque<>();
    private final Set<Integer> over = new HashSet<>();
    private final Map<Integer, List<Runnable>> kept = new LinkedHashMap<>();

    InTurn(Operator operator) {
        this.operator = operator;
    }

    /** These steps follow, in this order. */
    synchronized void expect(Collection<PlannedStep> steps) {
        steps.forEach(step -> order.add(step.number()));
    }

    /** Nothing more is told of a step. */
    synchronized void over(PlannedStep step) {
        over.add(step.number());
        while (!order.isEmpty() && over.contains(order.peek())) {
            over.remove(order.poll());
            if (!order.isEmpty()) {
                tellKept(order.peek());
            }
        }
    }

    /** Nothing more is told at all. */
    synchronized void end() {
        while (!order.isEmpty()) {
            tellKept(order.poll());
        }
        over.clear();
    }

    private void tellKept(int number) {
        List<Runnable> told = kept.remove(number);
        if (told != null) {
            told.forEach(Runnable::run);
        }
    }

    private synchronized void tell(PlannedStep step, Runnable what) {
        Runnable headed = () -> {
            head(step);
            what.run();
        };
        boolean turn = order.isEmpty() || order.peek() == step.number();
        if (turn) {
            headed.run();
        } else {
            kept.computeIfAbsent(step.number(), number -> new ArrayList<>()).add(headed);
        }
    }

    /** Says which stage begins with the step. */
    private synchronized void head(PlannedStep step) {
        if (!step.stage().equals(stage)) {
            stage = step.stage();
            operator.stage(stage);
        }
    }

    @Override
    public boolean asks() {
        return operator.asks();
    }

    @Override
    public boolean begin(Plan plan) {
        return operator.begin(plan);
    }

    @Override
    public synchronized void stage(String title) {
        operator.stage(title);
    }

    /** Not kept: a person who is asked is asked about one step at a time; one who is not, is told only. */
    @Override
    public Answer confirm(PlannedStep step) {
        if (operator.asks()) {
            head(step);
            return operator.confirm(step);
        }
        tell(step, () -> operator.confirm(step));
        return Answer.YES;
    }

    @Override
    public void alreadyDone(PlannedStep step) {
        tell(step, () -> operator.alreadyDone(step));
    }

    @Override
    public void acting(PlannedStep step, Action action) {
        tell(step, () -> operator.acting(step, action));
    }

    @Override
    public void heard(PlannedStep step, ServerMessage message) {
        tell(step, () -> operator.heard(step, message));
    }

    /** Of use only while it is so: what is kept is told too late. */
    @Override
    public synchronized void waiting(PlannedStep step, Observation seen) {
        if (order.isEmpty() || order.peek() == step.number()) {
            head(step);
            operator.waiting(step, seen);
        }
    }

    /** As with {@link #waiting}. */
    @Override
    public synchronized void copied(PlannedStep step, long bytes, long total) {
        if (order.isEmpty() || order.peek() == step.number()) {
            operator.copied(step, bytes, total);
        }
    }

    @Override
    public void done(PlannedStep step, Verdict after, Duration took) {
        tell(step, () -> operator.done(step, after, took));
    }

    @Override
    public void failed(PlannedStep step, MirrorException problem) {
        tell(step, () -> operator.failed(step, problem));
    }

    @Override
    public void skipped(PlannedStep step) {
        tell(step, () -> operator.skipped(step));
    }

    @Override
    public void left(PlannedStep step, String because) {
        tell(step, () -> operator.left(step, because));
    }

    /** Such a step is done with nothing beside it. */
    @Override
    public boolean byHand(PlannedStep step, String what) {
        head(step);
        return operator.byHand(step, what);
    }
}
