package mirrorsh;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mirrorsh.command.Complaint;
import mirrorsh.command.Console;
import mirrorsh.command.ExitCode;
import mirrorsh.command.Folders;
import mirrorsh.command.HelpText;
import mirrorsh.command.Invocation;
import mirrorsh.command.Mishap;
import mirrorsh.model.MirrorException;
import mirrorsh.model.UsageException;
import mirrorsh.shell.StreamConsole;
import mirrorsh.shell.TerminalConsole;

/** Entry point: reads the command line and ends the process with its exit code. */
public final class Main {
    private static final int KILLED = 130;

    private Main() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the locale says: the signs in our output are part of it
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setProperty("java.util.logging.config.class", Silence.class.getName());
        System.exit(run(List.of(arguments), out, err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Invocation line;
        try {
            line = Invocation.of(arguments);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println("  Try: " + e.next());
            return ExitCode.USAGE;
        }
        if (line.version()) {
            out.println("mirrorsh " + version());
            return ExitCode.DONE;
        }
        // from the index alone: the command model takes ten times as long
        if (line.help() && line.words().isEmpty() || line.words().equals(List.of("help")) && !line.json()) {
            HelpText.overview().forEach(out::println);
            return ExitCode.DONE;
        }
        return start(line, out, err);
    }

    private static int start(Invocation line, PrintStream out, PrintStream err) {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("user.home", "."));
        Path installation = Path.of(System.getProperty("mirrorsh.home", "."));
        Folders folders = Folders.of(environment, home, System.getProperty("os.name", ""), installation);
        try (EmbeddedLab lab = EmbeddedLab.of(environment)) {
            Ending ending = new Ending(lab::close);
            Runtime.getRuntime().addShutdownHook(ending);
            if (line.lab()) {
                lab.begin(); // beside the terminal, which takes as long
            }
            boolean person = isTerminal("stdin") && isTerminal("stdout") && !line.json();
            if (!person) {
                int columns = number(environment.getOrDefault("COLUMNS", ""));
                Console plain = new StreamConsole(System.in, out, err, columns);
                return run(new Program(plain, folders, line, environment, lab), line, ending);
            }
            boolean color =
                    line.color() && environment.getOrDefault("NO_COLOR", "").isEmpty();
            try (TerminalConsole terminal = TerminalConsole.open(color, environment.getOrDefault("TERM", ""))) {
                return run(new Program(terminal, folders, line, environment, lab), line, ending);
            }
        } catch (MirrorException problem) {
            return Complaint.tell(problem, new StreamConsole(System.in, out, err, 0), line.json());
        } catch (RuntimeException e) {
            return Mishap.tell(e, folders, err::println);
        }
    }

    private static int run(Program started, Invocation line, Ending ending) {
        try (Program program = started) {
            ending.becomes(program::close);
            if (!line.words().isEmpty()) {
                program.interruptible(() -> Runtime.getRuntime().halt(KILLED));
            }
            return program.run(System.in);
        }
    }

    /** Closes what there is when the process is told to end. */
    private static final class Ending extends Thread {
        private volatile Runnable closing;

        Ending(Runnable closing) {
            super("close");
            this.closing = closing;
        }

        void becomes(Runnable other) {
            closing = other;
        }

        @Override
        public void run() {
            closing.run();
        }
    }

    /** The launcher knows; without it, the JVM's own guess. */
    private static boolean isTerminal(String stream) {
        String told = System.getProperty("mirrorsh." + stream, "");
        return told.isEmpty() ? System.console() != null : told.equals("terminal");
    }

    private static int number(String text) {
        return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : 0;
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(built from source)" : version;
    }
}
