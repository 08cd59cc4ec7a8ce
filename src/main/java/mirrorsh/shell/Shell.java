package mirrorsh.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import mirrorsh.command.Commands;
import mirrorsh.command.Complaint;
import mirrorsh.command.ExitCode;
import mirrorsh.command.Glance;
import mirrorsh.command.Invocation;
import mirrorsh.command.Session;
import mirrorsh.command.Tone;
import mirrorsh.model.MirrorException;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** The interactive shell: reads a line, has it executed, until the person leaves. Ctrl-C stops what is running. */
public final class Shell {
    private static final long PROMPT_FIRST = Duration.ofMillis(200).toNanos();
    private static final String NOT_REMEMBERED = "*PASSWORD*=*:*password*=*:*Password*=*";

    private final TerminalConsole console;
    private final Session session;
    private final Commands commands;
    private final Invocation options;
    private final LineReader reader;

    /**
     * @param options in force for every command
     * @param history where lines are remembered
     */
    public Shell(TerminalConsole console, Session session, Commands commands, Invocation options, Path history) {
        this.console = console;
        this.session = session;
        this.commands = commands;
        this.options = options;
        protect(history);
        reader = LineReaderBuilder.builder()
                .terminal(console.terminal())
                .appName("mirrorsh")
                .parser(new LineParser())
                .highlighter(new LineHighlighter(console, session::namesAtHand))
                .completer((ignored, line, candidates) -> commands.completions(
                                line.words().subList(0, line.wordIndex()), line.word())
                        .forEach(each -> candidates.add(candidate(each))))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_IGNORE, NOT_REMEMBERED)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                .build();
        console.remembers(() -> StreamSupport.stream(reader.getHistory().spliterator(), false)
                .map(History.Entry::line)
                .toList());
    }

    private static Candidate candidate(Commands.Completion completion) {
        boolean whole = !completion.value().endsWith("=");
        String about = completion.about();
        return new Candidate(
                completion.value(), completion.value(), null, about.isEmpty() ? null : about, null, null, whole);
    }

    /** The history is for its owner alone, from its first line. */
    private void protect(Path history) {
        try {
            Path folder = history.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (Files.notExists(history)) {
                Files.createFile(history);
            }
            if (Files.getFileStore(history).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            console.aside("What is typed cannot be remembered in " + history + ".");
        }
    }

    /**
     * Runs until {@code exit} or Ctrl-D.
     *
     * @return one of {@link ExitCode}
     */
    public int run() {
        Thread warmUp = new Thread(this::warmUp, "command-model");
        warmUp.setDaemon(true);
        warmUp.start();
        console.line(console.paint(Tone.FAINT, "help shows the commands, Tab completes, Ctrl-D leaves."));
        while (true) {
            List<String> words;
            Glance glance = session.glance();
            chooseKeys();
            try {
                words = CommandLineWords.of(reader.readLine(
                        Prompt.of(glance, console), Prompt.aside(glance, console), (Character) null, null));
            } catch (UserInterruptException e) {
                continue; // Ctrl-C at the prompt drops the line
            } catch (EndOfFileException e) {
                return ExitCode.DONE;
            }
            if (words.equals(List.of("exit")) || words.equals(List.of("quit"))) {
                return ExitCode.DONE;
            }
            if (!words.isEmpty() && !words.get(0).startsWith("#")) {
                execute(words);
            }
        }
    }

    /** The keys of the line editor, as the person wants them now. */
    private void chooseKeys() {
        String wanted = session.editsLikeVi() ? LineReader.VIINS : LineReader.EMACS;
        reader.getKeyMaps().put(LineReader.MAIN, reader.getKeyMaps().get(wanted));
    }

    /** Once the prompt is on the screen: until then it would take the processor from it. */
    private void warmUp() {
        LockSupport.parkNanos(PROMPT_FIRST);
        commands.warmUp();
    }

    private void execute(List<String> words) {
        Terminal terminal = console.terminal();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> session.cancel());
        try {
            Invocation line = Invocation.of(words);
            commands.execute(line.words().isEmpty() ? Invocation.of(List.of("help")) : line.under(options));
        } catch (MirrorException problem) {
            Complaint.tell(problem, console, false);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }
}
