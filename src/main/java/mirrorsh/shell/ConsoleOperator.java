package mirrorsh.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.command.Complaint;
import mirrorsh.command.Console;
import mirrorsh.command.StepList;
import mirrorsh.command.Tone;
import mirrorsh.effect.Action;
import mirrorsh.effect.Note;
import mirrorsh.effect.Verdict;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.model.MirrorException;
import mirrorsh.model.Observation;
import mirrorsh.run.Operator;
import mirrorsh.run.Plan;
import mirrorsh.run.PlannedStep;

/** Shows a run on a console and asks the person there; with {@code --yes} it asks nothing, with nobody there it declines. */
final class ConsoleOperator implements Operator {
    private static final String INDENT = "       ";
    /** N percent processed (tsql.md §1.4). */
    private static final int PERCENT_DONE = 3211;

    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}");
    private static final int GUTTER_LINES = 12;
    private static final int WIDEST = 100;

    private final Console console;
    private final Console.Answers answers;
    private final RunProgress progress;
    private boolean whole;
    private int stages;
    private int shown;

    ConsoleOperator(Console console, Console.Answers answers) {
        this.console = console;
        this.answers = answers;
        this.progress = new RunProgress(console, this::tell, System::nanoTime);
    }

    private void tell(String line) {
        if (answers.json()) {
            console.aside(line);
        } else {
            console.line(line);
        }
    }

    private boolean nobodyToAsk() {
        return answers.json() || !console.interactive();
    }

    @Override
    public boolean begin(Plan plan) {
        whole = !plan.request().origin().runbook().isEmpty();
        if (!whole) {
            return true;
        }
        tell("");
        tell(console.paint(Tone.STRONG, plan.request().title()));
        plan.request().summary().forEach(line -> tell("  " + line));
        int steps = plan.steps().size();
        tell("  " + steps + (steps == 1 ? " step: " : " steps: ") + (plan.toDo() == 0 ? "none" : plan.toDo())
                + " to do.");
        if (answers.yes() || plan.toDo() == 0) {
            return true;
        }
        if (nobodyToAsk()) {
            console.aside("Nothing was begun: the question '[Enter] begin' has no answer, because "
                    + (answers.json() ? "--json asks nothing." : "there is no terminal to ask."));
            console.aside("  Try: --yes, or plan to see the steps");
            return false;
        }
        return askToBegin(plan);
    }

    private boolean askToBegin(Plan plan) {
        while (true) {
            Optional<String> answer = console.ask("  [Enter] begin   [p]lan   [q]uit  ");
            String word = answer.orElse("q").strip().toLowerCase(Locale.ROOT);
            switch (word) {
                case "", "y", "yes", "b", "begin" -> {
                    return true;
                }
                case "p", "plan" -> StepList.of(plan, console).forEach(this::tell);
                case "q", "quit", "n", "no" -> {
                    return false;
                }
                default -> tell("  Enter begins, p shows the plan, q quits.");
            }
        }
    }

    @Override
    public boolean asks() {
        return !answers.yes();
    }

    @Override
    public void stage(String title) {
        if (whole) {
            stages++;
            String head = "── " + stages + " " + title + " ";
            int rule = Math.max(3, Math.min(console.columns(), WIDEST) - 2 - console.width(head));
            tell("");
            tell(console.paint(Tone.FAINT, head + "─".repeat(rule)));
        }
    }

    @Override
    public Answer confirm(PlannedStep step) {
        head(step);
        if (answers.yes()) {
            return Answer.YES;
        }
        tell(INDENT + step.effect().why());
        difference(step.verdict());
        gutter(step, GUTTER_LINES);
        if (nobodyToAsk()) {
            console.aside(
                    INDENT + "Not done: the question '[y]es [s]kip [a]ll-remaining [q]uit' has no answer, because "
                            + (answers.json() ? "--json asks nothing." : "there is no terminal to ask."));
            console.aside(INDENT + "Try: the same with --yes");
            return Answer.QUIT;
        }
        return ask(step);
    }

    private Answer ask(PlannedStep step) {
        while (true) {
            Optional<String> answer = console.ask(INDENT + "[y]es [s]kip [a]ll-remaining [t]sql [e]xplain [q]uit  ");
            switch (answer.orElse("q").strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return Answer.YES;
                }
                case "s", "skip" -> {
                    return Answer.SKIP;
                }
                case "a", "all", "all-remaining" -> {
                    return Answer.ALL_REMAINING;
                }
                case "q", "quit" -> {
                    return Answer.QUIT;
                }
                case "t", "tsql" -> gutter(step, Integer.MAX_VALUE);
                case "e", "explain" -> explain(step);
                default -> tell(INDENT + "One of y, s, a, t, e, q.");
            }
        }
    }

    private void head(PlannedStep step) {
        shown = step.number();
        tell(title(step));
    }

    private String title(PlannedStep step) {
        String number = step.number() + "/" + step.total();
        return (number.length() < 5 ? " ".repeat(5 - number.length()) : "") + number + "  "
                + console.paint(Tone.STRONG, step.effect().host()) + "  "
                + step.effect().title();
    }

    private void difference(Verdict verdict) {
        if (verdict instanceof Verdict.Differs) {
            tell(INDENT + console.paint(Tone.WARNING, "differs  ") + StepList.detail(verdict));
        }
    }

    private void gutter(PlannedStep step, int most) {
        List<String> lines = new ArrayList<>();
        step.actions().forEach(action -> lines.addAll(StepList.lines(action)));
        int room = Math.max(20, console.columns() - INDENT.length() - 3);
        lines.stream().limit(most).forEach(line -> {
            boolean cut = most < Integer.MAX_VALUE && console.width(line) > room;
            tell(INDENT
                    + console.paint(Tone.FAINT, "│ ")
                    + (cut ? line.substring(0, Math.min(room, line.length())) + "…" : line));
        });
        if (lines.size() > most) {
            tell(INDENT + console.paint(Tone.FAINT, "│ ") + "… " + (lines.size() - most) + " more lines: t shows them");
        }
    }

    private void explain(PlannedStep step) {
        tell(INDENT + "Why      " + step.effect().why());
        String found = StepList.detail(step.verdict());
        tell(INDENT + "Found    " + (found.isEmpty() ? "it is not there" : found));
        tell(INDENT + "Looks at "
                + String.join(", ", step.effect().hosts().stream().sorted().toList()));
        tell(INDENT + "After it the catalog is read again; the step counts as done when the catalog says so.");
    }

    /** One line, with what was found where there is room for it. */
    @Override
    public void alreadyDone(PlannedStep step) {
        if (step.effect() instanceof Note) {
            step.effect().title().lines().forEach(line -> tell(INDENT + console.paint(Tone.STRONG, line)));
            return;
        }
        String line = title(step) + "  " + console.paint(Tone.GOOD, "✓") + " already";
        String found = ": " + StepList.detail(step.verdict());
        boolean room = console.width(line) + console.width(found) <= Math.min(console.columns(), WIDEST);
        tell(line + (room ? console.paint(Tone.FAINT, found) : ""));
    }

    @Override
    public void acting(PlannedStep step, Action action) {
        if (shown != step.number()) {
            head(step);
        }
        progress.begin();
        if (action instanceof Action.Await await) {
            tell(INDENT + "… waiting until " + await.what() + ", at most "
                    + await.limit().toSeconds() + " s");
        } else if (action instanceof Action.CopyFile copy) {
            tell(INDENT + "… " + copy.fromPath() + " from " + copy.fromHost() + " to " + copy.toHost());
        }
    }

    @Override
    public void waiting(PlannedStep step, Observation seen) {
        progress.waiting(seen);
    }

    @Override
    public void copied(PlannedStep step, long bytes, long total) {
        progress.copied(bytes, total);
    }

    @Override
    public void heard(PlannedStep step, ServerMessage message) {
        Matcher percent = PERCENT.matcher(message.text());
        if (message.number() == PERCENT_DONE && percent.find()) {
            progress.percent(Integer.parseInt(percent.group()));
            return;
        }
        message.text().lines().forEach(line -> tell(INDENT + console.paint(Tone.FAINT, "» " + line)));
    }

    @Override
    public void done(PlannedStep step, Verdict after, Duration took) {
        if (shown != step.number()) {
            head(step);
        }
        progress.end();
        String found = INDENT + console.paint(Tone.GOOD, "✓") + " " + StepList.detail(after);
        String time = took.toMillis() + " ms";
        int gap = Math.min(console.columns(), WIDEST) - 2 - console.width(found) - time.length();
        tell(found + " ".repeat(Math.max(2, gap)) + console.paint(Tone.FAINT, time));
    }

    @Override
    public void failed(PlannedStep step, MirrorException problem) {
        if (shown != step.number()) {
            head(step);
        }
        progress.end();
        tell(INDENT + console.paint(Tone.BAD, "✗") + " not done");
        Complaint.tell(problem, console, false);
    }

    @Override
    public void skipped(PlannedStep step) {
        tell(INDENT + "– skipped");
    }

    @Override
    public void left(PlannedStep step, String because) {
        if (shown != step.number()) {
            head(step);
        }
        tell(INDENT + console.paint(Tone.WARNING, "– left") + ": " + because);
    }

    @Override
    public boolean byHand(PlannedStep step, String what) {
        what.lines().forEach(line -> tell(INDENT + line));
        if (nobodyToAsk()) {
            return false;
        }
        Optional<String> answer = console.ask(INDENT + "[Enter] it is done   [q]uit  ");
        return answer.filter(text -> !text.strip().toLowerCase(Locale.ROOT).startsWith("q"))
                .isPresent();
    }
}
