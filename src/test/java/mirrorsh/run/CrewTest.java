package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mirrorsh.effect.BackupFileCopied;
import mirrorsh.effect.Effect;
import mirrorsh.effect.FullBackupTaken;
import mirrorsh.effect.FullRecoveryModel;
import mirrorsh.effect.Note;
import mirrorsh.effect.UserExists;
import mirrorsh.effect.Verdict;
import mirrorsh.run.RunOutcome.End;
import org.junit.jupiter.api.Test;

class CrewTest {
    private final Stop stop = new Stop(new FakeHosts());
    private final List<Integer> begun = Collections.synchronizedList(new ArrayList<>());

    private static PlannedStep step(int number, Effect effect) {
        return step(number, "Stage", effect);
    }

    private static PlannedStep step(int number, String stage, Effect effect) {
        return new PlannedStep(number, 9, stage, effect, new Verdict.Missing(), List.of());
    }

    private static PlannedStep on(String host, int number) {
        return step(number, new Note(host, "step " + number));
    }

    private Crew crew(int size) {
        return new Crew(size, stop, step -> false);
    }

    /** Meets the others, or says that they did not come. */
    private static End meet(CyclicBarrier meeting) {
        try {
            meeting.await(20, TimeUnit.SECONDS);
            return End.COMPLETED;
        } catch (Exception e) {
            return End.FAILED;
        }
    }

    @Test
    void doesStepsOfDifferentHostsAtOnce() {
        CyclicBarrier meeting = new CyclicBarrier(2);

        try (Crew crew = crew(4)) {
            assertThat(crew.work(List.of(on("A", 1), on("B", 2)), step -> meet(meeting)))
                    .isEqualTo(End.COMPLETED);
        }
    }

    @Test
    void doesStepsOnDifferentDatabasesOfOneHostAtOnce() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        List<PlannedStep> steps =
                List.of(step(1, new FullRecoveryModel("A", "One")), step(2, new FullRecoveryModel("A", "Other")));

        try (Crew crew = crew(4)) {
            assertThat(crew.work(steps, step -> meet(meeting))).isEqualTo(End.COMPLETED);
        }
    }

    @Test
    void doesKnownStepsOfDifferentStagesAtOnceThatNeedNothingOfEachOther() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        List<PlannedStep> steps = List.of(
                step(1, "First", new UserExists("A", "u", "l")), step(2, "Second", new FullRecoveryModel("A", "One")));

        try (Crew crew = crew(4)) {
            assertThat(crew.work(steps, step -> meet(meeting))).isEqualTo(End.COMPLETED);
        }
    }

    @Test
    void waitsForWhatAStepNeedsOfAnEarlierOne() {
        Effect full = new FullBackupTaken("A", "One", "C:\\One.bak", "B");
        Effect copied = new BackupFileCopied("A", "One", "C:\\One.bak", "B", "C:\\One.bak");
        List<PlannedStep> steps = List.of(
                step(1, "First", full), step(2, "Second", copied), step(3, "Third", new FullRecoveryModel("C", "Two")));

        assertThat(order(steps)).containsSubsequence(1, 2);
    }

    @Test
    void passesNoStageThatHoldsAStepOfWhichNothingIsKnown() {
        List<PlannedStep> steps = List.of(
                step(1, "First", new FullRecoveryModel("A", "One")),
                step(2, "Second", new Note("B", "look")),
                step(3, "Third", new FullRecoveryModel("C", "Two")));

        assertThat(order(steps)).containsExactly(1, 2, 3);
    }

    private List<Integer> order(List<PlannedStep> steps) {
        try (Crew crew = crew(4)) {
            crew.work(steps, step -> {
                begun.add(step.number());
                return End.COMPLETED;
            });
        }
        return begun;
    }

    @Test
    void keepsTheOrderOfStepsThatHinderEachOther() {
        List<PlannedStep> steps =
                List.of(on("A", 1), on("A", 2), step(3, new FullRecoveryModel("A", "One")), on("A", 4));

        try (Crew crew = crew(4)) {
            crew.work(steps, step -> {
                begun.add(step.number());
                return End.COMPLETED;
            });
        }

        assertThat(begun).containsExactly(1, 2, 3, 4);
    }

    @Test
    void doesNoMoreAtOnceThanItHasHands() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<PlannedStep> steps =
                IntStream.range(0, 12).mapToObj(i -> on("HOST_" + i, i)).toList();

        try (Crew crew = crew(3)) {
            crew.work(steps, step -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.yield();
                now.decrementAndGet();
                return End.COMPLETED;
            });
        }

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void beginsNothingAfterAFailureAndAwaitsWhatRuns() {
        CountDownLatch failed = new CountDownLatch(1);
        List<PlannedStep> steps = List.of(on("A", 1), on("B", 2), on("B", 3));

        try (Crew crew = crew(4)) {
            End end = crew.work(steps, step -> {
                begun.add(step.number());
                if (step.number() == 2) {
                    failed.countDown();
                    return End.FAILED;
                }
                try {
                    failed.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    return End.STOPPED_BY_OPERATOR;
                }
                return End.COMPLETED;
            });

            assertThat(end).isEqualTo(End.FAILED);
        }
        assertThat(begun).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void beginsNothingOnceStopped() {
        stop.request();

        try (Crew crew = crew(2)) {
            End end = crew.work(List.of(on("A", 1)), step -> {
                begun.add(step.number());
                return End.COMPLETED;
            });

            assertThat(end).isEqualTo(End.STOPPED_BY_OPERATOR);
        }
        assertThat(begun).isEmpty();
    }

    @Test
    void passesOnWhatStopsTheWholeRun() {
        try (Crew crew = crew(2)) {
            assertThatThrownBy(() -> crew.work(List.of(on("A", 1)), step -> {
                        throw new JournalException("The disk is full.", "", new java.io.IOException());
                    }))
                    .isInstanceOf(JournalException.class);
        }
        assertThat(stop.isRequested()).isTrue();
    }
}
