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
import mirrorsh.command.Paragraph;
import mirrorsh.command.RequestHead;
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

    private int columns() {
        return Math.min(console.columns(), WIDEST) - 2;
    }

    /** A text behind a mark, below which its further lines begin. */
    private void marked(String mark, Tone tone, String text) {
        marked(mark, tone, text, "");
    }

    /** @param margin what stands at the right end of the first line */
    private void marked(String mark, Tone tone, String text, String margin) {
        int start = INDENT.length() + console.width(mark) + 1;
        int room = Math.max(20, columns() - start - (margin.isEmpty() ? 0 : margin.length() + 2));
        List<String> lines = Paragraph.of(text, room, console);
        String first = lines.get(0);
        tell(INDENT + console.paint(tone, mark) + " " + first
                + (margin.isEmpty()
                        ? ""
                        : " ".repeat(Math.max(2, columns() - start - console.width(first) - margin.length()))
                                + console.paint(Tone.FAINT, margin)));
        lines.stream().skip(1).forEach(line -> tell(" ".repeat(start) + line));
    }

    private boolean nobodyToAsk() {
        return answers.json() || !console.interactive();
    }

    @Override
    public boolean begin(Plan plan) {
        shown = 0;
        whole = !plan.request().origin().runbook().isEmpty();
        if (!whole) {
            return true;
        }
        tell("");
        RequestHead.of(plan.request(), console).forEach(this::tell);
        int steps = plan.steps().size();
        tell("  " + steps + (steps == 1 ? " step: " : " steps: ")
                + (plan.outstanding() == 0 ? "none" : plan.outstanding()) + " to do.");
        if (answers.yes() || plan.outstanding() == 0) {
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
            int rule = Math.max(3, columns() - console.width(head));
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
        Paragraph.of(step.effect().why(), columns() - INDENT.length(), console).forEach(line -> tell(INDENT + line));
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

    /** Says which step it is, once. */
    private void head(PlannedStep step) {
        if (shown != step.number()) {
            shown = step.number();
            tell(title(step));
        }
    }

    private String title(PlannedStep step) {
        String number = step.number() + "/" + step.total();
        return (number.length() < 5 ? " ".repeat(5 - number.length()) : "") + number + "  "
                + console.paint(Tone.STRONG, step.effect().host()) + "  "
                + step.effect().title();
    }

    private void difference(Verdict verdict) {
        if (verdict instanceof Verdict.Differs) {
            marked("differs", Tone.WARNING, StepList.detail(verdict));
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
        marked("Why     ", Tone.PLAIN, step.effect().why());
        String found = StepList.detail(step.verdict());
        marked("Found   ", Tone.PLAIN, found.isEmpty() ? "it is not there" : found);
        marked(
                "Looks at",
                Tone.PLAIN,
                String.join(", ", step.effect().hosts().stream().sorted().toList()));
        marked("After it", Tone.PLAIN, "the catalog is read again; the step counts as done when the catalog says so");
    }

    /** One line where there is room for it, with what was found where there is more room. */
    @Override
    public void alreadyDone(PlannedStep step) {
        if (step.effect() instanceof Note) {
            step.effect().title().lines().forEach(line -> tell(INDENT + console.paint(Tone.STRONG, line)));
            return;
        }
        if (shown == step.number()) {
            marked("✓", Tone.GOOD, StepList.detail(step.verdict()));
            return;
        }
        String line = title(step) + "  " + console.paint(Tone.GOOD, "✓") + " already";
        if (console.width(line) > console.columns()) {
            tell(title(step));
            marked("✓", Tone.GOOD, "already");
            return;
        }
        String found = ": " + StepList.detail(step.verdict());
        boolean room = console.width(line) + console.width(found) <= Math.min(console.columns(), WIDEST);
        tell(line + (room ? console.paint(Tone.FAINT, found) : ""));
    }

    @Override
    public void acting(PlannedStep step, Action action) {
        head(step);
        progress.begin();
        if (action instanceof Action.Await await) {
            String limit = ", at most " + await.limit().toSeconds() + " s";
            marked("…", Tone.FAINT, "waiting until " + await.what() + limit);
        } else if (action instanceof Action.CopyFile copy) {
            marked("…", Tone.FAINT, copy.fromPath() + " from " + copy.fromHost() + " to " + copy.toHost());
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
        head(step);
        Matcher percent = PERCENT.matcher(message.text());
        if (message.number() == PERCENT_DONE && percent.find()) {
            progress.percent(Integer.parseInt(percent.group()));
            return;
        }
        message.text().lines().forEach(line -> marked("»", Tone.FAINT, line));
    }

    @Override
    public void done(PlannedStep step, Verdict after, Duration took) {
        head(step);
        progress.end();
        marked("✓", Tone.GOOD, StepList.detail(after), took.toMillis() + " ms");
    }

    @Override
    public void failed(PlannedStep step, MirrorException problem) {
        head(step);
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
        head(step);
        marked("– left:", Tone.WARNING, because);
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
