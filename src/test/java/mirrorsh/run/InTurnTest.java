package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import mirrorsh.effect.Note;
import mirrorsh.effect.Verdict;
import org.junit.jupiter.api.Test;

class InTurnTest {
    private final FakeOperator operator = FakeOperator.yes();
    private final InTurn told = new InTurn(operator);
    private final PlannedStep one = step(1);
    private final PlannedStep two = step(2);

    private static PlannedStep step(int number) {
        return step(number, "Stage");
    }

    private static PlannedStep step(int number, String stage) {
        return new PlannedStep(number, 2, stage, new Note("A", "n"), new Verdict.Done("so"), List.of());
    }

    @Test
    void keepsWhatIsToldOfALaterStepUntilTheEarlierOneIsOver() {
        told.expect(List.of(one, two));

        told.done(two, two.verdict(), Duration.ZERO);
        told.over(two);
        told.alreadyDone(one);
        assertThat(operator.told).containsExactly("stage Stage", "already 1");
        told.over(one);

        assertThat(operator.told).containsExactly("stage Stage", "already 1", "done 2");
    }

    @Test
    void tellsAtOnceOfTheStepWhoseTurnItIs() {
        told.expect(List.of(one, two));
        told.over(one);

        told.alreadyDone(two);

        assertThat(operator.told).containsExactly("stage Stage", "already 2");
    }

    @Test
    void tellsWhatIsLeftAtTheEndInOrder() {
        told.expect(List.of(one, two, step(3)));
        told.alreadyDone(step(3));
        told.alreadyDone(two);

        told.end();

        assertThat(operator.told).containsExactly("stage Stage", "already 2", "already 3");
    }

    @Test
    void tellsEverythingAtOnceWhereNothingIsDoneSideBySide() {
        told.alreadyDone(two);
        told.alreadyDone(one);

        assertThat(operator.told).containsExactly("stage Stage", "already 2", "already 1");
    }

    @Test
    void tellsOfAStageWhenItsFirstStepIsTold() {
        PlannedStep next = step(2, "Next");
        told.expect(List.of(one, next));

        told.alreadyDone(next);
        told.over(next);
        told.alreadyDone(one);
        told.over(one);

        assertThat(operator.told).containsExactly("stage Stage", "already 1", "stage Next", "already 2");
    }
}
