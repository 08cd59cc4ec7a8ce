package mirrorsh.trust;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mirrorsh.command.Commands;
import mirrorsh.command.Connections;
import mirrorsh.command.Folders;
import mirrorsh.command.Invocation;
import mirrorsh.command.LabControl;
import mirrorsh.command.Session;
import mirrorsh.host.FileTransport;
import mirrorsh.host.Hosts;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.Faults;
import mirrorsh.lab.LabHost;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Runner;
import mirrorsh.shell.StreamConsole;

/** A shell as the program wires it, without a terminal, for one command line after another. */
public final class Desk implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final JdbcHosts hosts;
    private final Commands commands;

    /** @param between stands between the shell and its hosts */
    public Desk(Path folder, Map<String, String> environment, FileTransport files, UnaryOperator<Hosts> between) {
        this(folder, environment, files, between, new NoLab());
    }

    /** @param lab the one that the lab's commands act on */
    public Desk(
            Path folder,
            Map<String, String> environment,
            FileTransport files,
            UnaryOperator<Hosts> between,
            LabControl lab) {
        StreamConsole console = new StreamConsole(InputStream.nullInputStream(), stream(out), stream(err), 200);
        Clock clock = Clock.systemUTC();
        hosts = new JdbcHosts(clock, Limits.of(environment));
        Hosts seen = between.apply(hosts);
        Folders folders = new Folders(folder.resolve("config"), folder.resolve("state"), Path.of("runbooks"));
        Runner runner = new Runner(seen, files, new JournalFolder(folders.journals()), clock);
        commands = new Commands(new Session(
                console, new Connections(seen, hosts::connect, hosts::disconnect), runner, lab, folders, environment));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Executes a command line; returns its exit code. */
    public int execute(String... words) {
        out.reset();
        err.reset();
        return commands.execute(Invocation.of(List.of(words)));
    }

    public Hosts hosts() {
        return hosts;
    }

    /** What the last command wrote to standard output. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What the last command wrote to standard error. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Both. */
    public String said() {
        return out() + err();
    }

    @Override
    public void close() {
        hosts.close();
    }

    private record NoLab() implements LabControl {
        @Override
        public void choose(String versions, String editions) {
            throw new UsageException("There is nothing to choose.", "");
        }

        @Override
        public boolean running() {
            return false;
        }

        @Override
        public Faults faults() {
            throw new IllegalStateException("There is no lab here.");
        }

        @Override
        public List<LabHost> start() {
            throw new IllegalStateException("There is no lab here.");
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            throw new IllegalStateException("There is no lab here.");
        }
    }
}
