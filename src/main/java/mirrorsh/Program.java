package mirrorsh;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mirrorsh.command.Commands;
import mirrorsh.command.Complaint;
import mirrorsh.command.Connections;
import mirrorsh.command.Console;
import mirrorsh.command.ExitCode;
import mirrorsh.command.Folders;
import mirrorsh.command.HostFile;
import mirrorsh.command.Invocation;
import mirrorsh.command.Session;
import mirrorsh.command.SftpTrust;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.host.SftpFiles;
import mirrorsh.lab.LabHost;
import mirrorsh.model.MirrorException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Runner;
import mirrorsh.shell.ByHand;
import mirrorsh.shell.Interruptible;
import mirrorsh.shell.Script;
import mirrorsh.shell.Shell;
import mirrorsh.shell.TerminalConsole;

/** The rooms wired together for one start of the program. */
final class Program implements AutoCloseable {
    private final Console console;
    private final Folders folders;
    private final Invocation options;
    private final JdbcHosts hosts;
    private final EmbeddedLab lab;
    private final SftpFiles sftp;
    private final Session session;
    private final Commands commands;

    /** @param environment variables of the process */
    Program(Console console, Folders folders, Invocation options, Map<String, String> environment) {
        this(console, folders, options, environment, EmbeddedLab.of(environment));
    }

    /**
     * @param environment variables of the process
     * @param lab closed with the program
     */
    Program(Console console, Folders folders, Invocation options, Map<String, String> environment, EmbeddedLab lab) {
        this.console = console;
        this.folders = folders;
        this.options = options;
        Clock clock = Clock.systemUTC();
        hosts = new JdbcHosts(clock, Limits.of(environment));
        this.lab = lab;
        sftp = new SftpFiles(new SftpTrust(console, folders, environment), hosts::limits);
        Runner runner = new Runner(
                hosts, new Carrier(lab, sftp, new ByHand(console)), new JournalFolder(folders.journals()), clock);
        session = new Session(
                console,
                new Connections(hosts, hosts::connect, hosts::disconnect, hosts::limits, sftp::reach),
                runner,
                lab,
                folders,
                environment);
        commands = new Commands(session);
    }

    /**
     * Does what the command line asks for.
     *
     * @param input lines of commands, where there is neither a command nor a terminal
     * @return one of {@link ExitCode}
     */
    int run(InputStream input) {
        try {
            defineHosts();
            if (options.words().isEmpty() && console instanceof TerminalConsole terminal) {
                // before the lab is asked for, which may still be starting
                Shell shell = new Shell(terminal, session, commands, options, folders.history());
                enterLab(true);
                return shell.run();
            }
            enterLab(false);
            return options.words().isEmpty() ? new Script(commands, options).run(input) : commands.execute(options);
        } catch (MirrorException problem) {
            return Complaint.tell(problem, console, options.json());
        }
    }

    private void defineHosts() {
        Path file = options.hostFile().isEmpty() ? folders.hostFile() : Path.of(options.hostFile());
        if (!options.hostFile().isEmpty() || Files.exists(file)) {
            session.define(HostFile.read(file));
        }
    }

    private void enterLab(boolean prompt) {
        if (!options.lab()) {
            return;
        }
        List<LabHost> running = prompt ? session.enterLabSoon() : session.enterLab();
        String names = running.stream().map(LabHost::name).collect(Collectors.joining(", "));
        List<String> greeting = List.of(
                "Lab: " + names + " are up, imitations of SQL Server.",
                "AdventureWorks is on " + running.get(0).name() + ".");
        if (options.json()) {
            console.aside(String.join(" ", greeting));
        } else {
            greeting.forEach(console::line);
        }
    }

    /** Ctrl-C stops what is running; a second one, while that is still not over, is the caller's. */
    void interruptible(Runnable second) {
        if (console instanceof Interruptible told) {
            told.onInterrupt(new Runnable() {
                private boolean once;

                @Override
                public void run() {
                    if (once) {
                        second.run();
                    }
                    once = true;
                    session.cancel();
                }
            });
        }
    }

    @Override
    public void close() {
        hosts.close();
        sftp.close();
        lab.close();
    }
}
