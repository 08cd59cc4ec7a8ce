package mirrorsh.run;

import java.util.List;
import java.util.Locale;
import mirrorsh.effect.Stage;
import mirrorsh.model.UsageException;

/**
 * Which steps of a request are meant.
 *
 * @param from number of the first step; 1 for all
 * @param stage number of the only stage, from 1; 0 for all
 * @param single whether to end after the first step that is done
 * @param together how many steps that do not hinder each other may be done side by side, from 1
 */
public record Selection(int from, int stage, boolean single, int together) {
    /** How many steps are done side by side where nobody says otherwise. */
    public static final int USUALLY_TOGETHER = 8;

    public static final Selection ALL = new Selection(1, 0, false, USUALLY_TOGETHER);

    /** @throws UsageException when {@code together} is not from 1 to 16 */
    public Selection {
        if (together < 1 || together > 16) {
            throw new UsageException(
                    together + " steps cannot be done side by side.", "--parallel with a number from 1 to 16");
        }
    }

    /** The same, but only the next step that is to do. */
    public Selection oneStep() {
        return new Selection(from, stage, true, 1);
    }

    /** The same with so many steps side by side at most. */
    public Selection sideBySide(int most) {
        return new Selection(from, stage, single, most);
    }

    /**
     * A selection as an operator gives it.
     *
     * @param from number of the first step; empty for all
     * @param only title of the only stage, its beginning, or its number; empty for all
     * @throws UsageException when there is no such step or stage
     */
    public static Selection of(List<Stage> stages, String from, String only) {
        int steps = stages.stream().mapToInt(stage -> stage.effects().size()).sum();
        int first = from.isEmpty() ? 1 : number(from);
        if (first < 1 || first > steps) {
            throw new UsageException("There is no step " + from + ".", "--from with a number from 1 to " + steps);
        }
        return new Selection(first, only.isEmpty() ? 0 : stage(stages, only), false, USUALLY_TOGETHER);
    }

    /** The steps that a run had, so that who carries it on does no others. */
    public static Selection of(List<Stage> stages, RecordedRun run) {
        if (run.steps().isEmpty()) {
            return ALL;
        }
        RecordedStep first = run.steps().get(0);
        int steps = stages.stream().mapToInt(stage -> stage.effects().size()).sum();
        boolean ofOneStage = run.steps().stream().allMatch(step -> step.stage().equals(first.stage()));
        int stage = ofOneStage ? stages.stream().map(Stage::title).toList().indexOf(first.stage()) + 1 : 0;
        return new Selection(Math.max(1, Math.min(first.number(), steps)), stage, false, USUALLY_TOGETHER);
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static int stage(List<Stage> stages, String wanted) {
        int number = number(wanted);
        if (number >= 1 && number <= stages.size()) {
            return number;
        }
        String begins = wanted.toLowerCase(Locale.ROOT);
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).title().toLowerCase(Locale.ROOT).startsWith(begins)) {
                return i + 1;
            }
        }
        throw new UsageException(
                "There is no stage " + wanted + ".",
                "--only with one of: "
                        + String.join(", ", stages.stream().map(Stage::title).toList()));
    }

    /**
     * Whether a step is meant.
     *
     * @param number of the step, from 1
     * @param ofStage number of its stage, from 1
     */
    boolean includes(int number, int ofStage) {
        return number >= from && (stage == 0 || stage == ofStage);
    }
}
