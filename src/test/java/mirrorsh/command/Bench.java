package mirrorsh.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.HostException;
import mirrorsh.lab.Faults;
import mirrorsh.lab.LabHost;
import mirrorsh.model.UsageException;
import mirrorsh.run.JournalFolder;
import mirrorsh.run.Runner;

/** A session over fake hosts, to execute command lines in. */
public final class Bench {
    public final FakeHosts hosts;
    public final Session session;
    public final Commands commands;
    public final List<HostDefinition> connected = new ArrayList<>();
    public final List<String> passwords = new ArrayList<>();
    private final Console console;

    public Bench(FakeHosts hosts, Console console, Path folder, Map<String, String> environment) {
        this.hosts = hosts;
        this.console = console;
        Folders folders = new Folders(folder.resolve("config"), folder.resolve("state"), Path.of("runbooks"));
        Connections connections = new Connections(
                hosts,
                (definition, password) -> {
                    connected.add(definition);
                    passwords.add(new String(password.reveal()));
                    hosts.add(definition.name());
                    return hosts.observe(List.of(definition.name()), List.of())
                            .of(definition.name())
                            .instance();
                },
                hosts::remove);
        Runner runner =
                new Runner(hosts, new NoTransport(), new JournalFolder(folder.resolve("runs")), Clock.systemUTC());
        session = new Session(console, connections, runner, new OneHostLab(folder), folders, environment);
        commands = new Commands(session);
    }

    int execute(String... words) {
        return commands.execute(Invocation.of(List.of(words)));
    }

    String text() {
        return ((PaperConsole) console).text();
    }

    String asideText() {
        return ((PaperConsole) console).asideText();
    }

    private record NoTransport() implements FileTransport {
        @Override
        public String description() {
            return "not at all";
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            throw new HostException(toHost, "Nothing is carried here.", "", "", null);
        }
    }

    private static final class OneHostLab implements LabControl {
        private final Path disk;
        private boolean running;

        OneHostLab(Path disk) {
            this.disk = disk;
        }

        @Override
        public void choose(String versions, String editions) {
            throw new UsageException("There is nothing to choose.", "");
        }

        @Override
        public boolean running() {
            return running;
        }

        @Override
        public List<LabHost> start() {
            running = true;
            return List.of(new LabHost("HOST_A", "127.0.0.11,1433", "sa", "p", "TCP://HOST_A:7024", disk));
        }

        @Override
        public void copy(String fromHost, String fromPath, String toHost, String toPath) {
            throw new HostException(toHost, "There is one host only.", "", "", null);
        }

        @Override
        public Faults faults() {
            throw new HostException("HOST_A", "Nothing breaks here.", "", "", null);
        }
    }
}
