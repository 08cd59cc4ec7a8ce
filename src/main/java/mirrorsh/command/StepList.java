package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.effect.Action;
import mirrorsh.effect.Verdict;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/** Planned steps as lines, one each. */
public final class StepList {
    private StepList() {}

    /** Every step with a sign: ✓ done, + to do, ~ to be mended, ! in the way. */
    public static List<String> of(Plan plan, Console console) {
        List<String> lines = new ArrayList<>();
        String stage = "";
        int digits = String.valueOf(plan.steps().size()).length();
        int widest = plan.steps().stream()
                .mapToInt(step -> console.width(step.effect().host()))
                .max()
                .orElse(0);
        boolean undone = false;
        for (PlannedStep step : plan.steps()) {
            if (!stage.equals(step.stage())) {
                stage = step.stage();
                lines.add(console.paint(Tone.FAINT, "── " + stage));
            }
            String host = step.effect().host();
            String number = " ".repeat(digits - String.valueOf(step.number()).length()) + step.number();
            // what an earlier step of the same plan removes is the normal course of things
            boolean waits = undone && step.verdict() instanceof Verdict.Blocked;
            String detail = waits ? "" : detail(step.verdict());
            String sign = waits ? "+" : sign(step.verdict(), console);
            undone |= !step.verdict().isDone();
            String beginning =
                    " " + number + "  " + sign + " " + host + " ".repeat(widest - console.width(host)) + "  ";
            int indent = 6 + digits + widest;
            add(lines, beginning, step.effect().title(), indent, detail, console);
        }
        return lines;
    }

    /** The step, and what was found beside it, or where that is too long, below. */
    private static void add(
            List<String> lines, String beginning, String title, int indent, String detail, Console console) {
        String beside = detail.isEmpty() ? "" : "  (" + detail + ")";
        if (console.width(beginning + title + beside) <= console.columns()) {
            lines.add(beginning + title + (beside.isEmpty() ? "" : console.paint(Tone.FAINT, beside)));
            return;
        }
        int room = Math.max(20, console.columns() - indent);
        String before = beginning;
        for (String line : Paragraph.of(title, room, console)) {
            lines.add(before + line);
            before = " ".repeat(indent);
        }
        if (!detail.isEmpty()) {
            Paragraph.of("(" + detail + ")", room, console)
                    .forEach(line -> lines.add(" ".repeat(indent) + console.paint(Tone.FAINT, line)));
        }
    }

    private static String sign(Verdict verdict, Console console) {
        if (verdict.isDone()) {
            return console.paint(Tone.GOOD, "✓");
        }
        if (verdict instanceof Verdict.Missing) {
            return "+";
        }
        if (verdict instanceof Verdict.Differs differs && differs.repairable()) {
            return console.paint(Tone.WARNING, "~");
        }
        // blocked by an earlier step of the same plan is the normal course of things
        boolean later =
                verdict instanceof Verdict.Blocked blocked && blocked.next().isEmpty();
        return later ? "+" : console.paint(Tone.BAD, "!");
    }

    /** What was found, in a few words; empty when there is nothing to say. */
    public static String detail(Verdict verdict) {
        if (verdict instanceof Verdict.Done done) {
            return done.found();
        }
        if (verdict instanceof Verdict.Differs differs) {
            return differs.what() + ": expected " + differs.expected() + ", found " + differs.found();
        }
        if (verdict instanceof Verdict.Blocked blocked) {
            return blocked.by();
        }
        return "";
    }

    /** What an action is, as a person reads it: T-SQL with its secrets masked, or a sentence. */
    public static List<String> lines(Action action) {
        if (action instanceof Action.Execute execute) {
            return execute.batch().masked().lines().toList();
        }
        if (action instanceof Action.CopyFile copy) {
            return List.of("-- copy " + copy.fromPath() + " on " + copy.fromHost() + " to " + copy.toPath() + " on "
                    + copy.toHost());
        }
        if (action instanceof Action.ByHand hand) {
            return ("by hand: " + hand.what()).lines().map(line -> "-- " + line).toList();
        }
        Action.Await await = (Action.Await) action;
        return List.of(
                "-- wait until " + await.what() + ", at most " + await.limit().toSeconds() + " s");
    }
}
