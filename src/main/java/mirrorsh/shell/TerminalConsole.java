package mirrorsh.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mirrorsh.command.Console;
import mirrorsh.command.LiveScreen;
import mirrorsh.command.Tone;
import mirrorsh.model.UsageException;
import mirrorsh.run.Operator;
import mirrorsh.tsql.Secret;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** A person at a terminal. */
public final class TerminalConsole implements Console, Interruptible, AutoCloseable {
    private static final int COLUMNS = 80;

    private final Terminal terminal;
    private final Object asking = new Object();
    private volatile boolean color;
    private boolean progressing;
    private volatile boolean answering;
    private volatile @Nullable LineReader questions;
    private Supplier<List<String>> typed = List::of;
    private volatile Consumer<String> listener = line -> {};

    /** @param color whether the person wants color; a dumb terminal has none anyway */
    public TerminalConsole(Terminal terminal, boolean color) {
        this.terminal = terminal;
        this.color = color && !isDumb();
    }

    /**
     * The terminal that the program was started from.
     *
     * @param type its kind, for example xterm-256color; empty when it is not known
     * @throws UsageException when it cannot be used
     */
    public static TerminalConsole open(boolean color, String type) {
        try {
            return new TerminalConsole(system(type), color);
        } catch (IOException e) {
            throw new UsageException("The terminal cannot be used.", "the same with < /dev/null");
        }
    }

    private static Terminal system(String type) throws IOException {
        if (!type.isEmpty() && !type.startsWith(Terminal.TYPE_DUMB)) {
            try {
                return SystemTerminal.open(type);
            } catch (IOException | RuntimeException | LinkageError other) {
                // no library for this system, or no terminal of its kind: JLine's other ways, then
            }
        }
        String known = InfoCmp.getDefaultInfoCmp(type);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(type, known); // else a program is started to ask what it can do
        }
        try {
            // one of the other ways is not here, would be looked for, and its absence logged at length; another starts
            // a program to find out whether this is a terminal, even where it is not taken
            return builder().ffm(false).exec(false).dumb(false).build();
        } catch (IllegalStateException | IOException noLibrary) {
            return builder().build(); // none for this system: the other ways, then
        }
    }

    private static TerminalBuilder builder() {
        // no questions to the terminal: a silent one costs 0.3 s (ecosystem.md §1.3)
        return TerminalBuilder.builder().system(true).graphemeCluster(false).encoding(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UsageException("The terminal could not be put back as it was.", "reset");
        }
    }

    Terminal terminal() {
        return terminal;
    }

    void remembers(Supplier<List<String>> history) {
        typed = history;
    }

    /** A reader of answers, which are not remembered. */
    private LineReader questions() {
        LineReader known = questions;
        if (known == null) {
            known = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new LineParser())
                    .variable(LineReader.DISABLE_HISTORY, true)
                    .variable(LineReader.DISABLE_COMPLETION, true)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .option(LineReader.Option.BRACKETED_PASTE, false)
                    .build();
            questions = known;
        }
        return known;
    }

    /** While somebody is asked, above the question: steps that are done side by side may have to tell something meanwhile. */
    @Override
    public synchronized void line(String text) {
        LineReader asker = answering ? questions : null;
        if (asker != null) {
            asker.printAbove(Harmless.colored(text));
        } else {
            progress("");
            terminal.writer().println(Harmless.colored(text));
            terminal.flush();
        }
        listener.accept(text);
    }

    @Override
    public boolean showsProgress() {
        return !isDumb();
    }

    @Override
    public synchronized void progress(String text) {
        if (isDumb() || answering || text.isEmpty() && !progressing) {
            return;
        }
        terminal.writer().print('\r');
        terminal.writer()
                .print(AttributedString.fromAnsi(Harmless.colored(text)).columnSubSequence(0, columns() - 1));
        terminal.puts(Capability.clr_eol);
        terminal.flush();
        progressing = !text.isEmpty();
    }

    @Override
    public void aside(String text) {
        line(text);
    }

    @Override
    public int columns() {
        return terminal.getColumns() > 0 ? terminal.getColumns() : COLUMNS;
    }

    @Override
    public int width(String text) {
        return AttributedString.fromAnsi(text).columnLength();
    }

    @Override
    public String paint(Tone tone, String text) {
        return color ? Palette.paint(tone, text) : text;
    }

    private boolean isDumb() {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    @Override
    public void colored(boolean wanted) {
        color = wanted && !isDumb();
    }

    @Override
    public boolean drawsLines() {
        return !isDumb() && terminal.encoding().equals(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<LiveScreen> liveScreen() {
        return isDumb() ? Optional.empty() : Optional.of(new TerminalScreen(terminal));
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public Optional<String> ask(String question) {
        Optional<String> answer = read(question, null);
        listener.accept(question + answer.orElse("(no answer)"));
        return answer;
    }

    @Override
    public Optional<Secret> askSecret(String question) {
        return read(question, '•').map(Secret::of);
    }

    /** One question at a time: steps that are done side by side may each need a password. */
    private Optional<String> read(String question, @Nullable Character mask) {
        synchronized (asking) {
            progress("");
            LineReader asker = questions();
            answering = true;
            try {
                return Optional.of(asker.readLine(question, mask));
            } catch (UserInterruptException | EndOfFileException e) {
                return Optional.empty(); // Ctrl-C and Ctrl-D are answers: no answer
            } finally {
                answering = false;
            }
        }
    }

    /**
     * Neither a transcript nor anybody else who listens is told. It is part of the question, so that nothing told meanwhile comes
     * between, and the screen forgets both with the answer, where it can.
     */
    @Override
    public boolean showOnce(String what, Secret secret) {
        synchronized (asking) {
            LineReader asker = questions();
            asker.option(LineReader.Option.ERASE_LINE_ON_FINISH, !isDumb());
            try {
                String shown = Harmless.colored(what) + ", shown once:  " + new String(secret.reveal());
                return read(shown + "\n  Enter when it is in a safe place, Ctrl-C to leave it: ", null)
                        .isPresent();
            } finally {
                asker.option(LineReader.Option.ERASE_LINE_ON_FINISH, false);
            }
        }
    }

    @Override
    public void clear() {
        terminal.puts(Capability.clear_screen);
        terminal.flush();
    }

    @Override
    public List<String> history() {
        return new ArrayList<>(typed.get());
    }

    @Override
    public void heardBy(Consumer<String> to) {
        listener = to;
    }

    @Override
    public void awaitEnd() {
        Optional<String> answer;
        do {
            answer = ask("");
        } while (answer.isPresent());
    }

    @Override
    public void onInterrupt(Runnable action) {
        terminal.handle(Terminal.Signal.INT, signal -> action.run());
    }

    @Override
    public Operator operator(Answers answers) {
        return new ConsoleOperator(this, answers);
    }
}
