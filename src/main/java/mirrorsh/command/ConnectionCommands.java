package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.HostDefinition.Encryption;
import mirrorsh.model.HostState;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connecting, disconnecting, listing and choosing hosts. */
final class ConnectionCommands {
    private ConnectionCommands() {}

    /** {@code connect NAME [SERVER]}. */
    @Command(
            name = "connect",
            description = "Connect to an instance and give it a name",
            footer = "  connect HOST_A sql1.example,1433 --user sa")
    static final class Connect implements Doing {
        @Parameters(index = "0", paramLabel = "NAME", description = "What to call the host")
        private String name = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "SERVER",
                description = "host, host,port or host\\instance; not needed for a host in the file of hosts")
        private String server = "";

        @Option(
                names = {"-u", "--user"},
                paramLabel = "LOGIN",
                description = "SQL login, by default sa")
        private String user = "";

        @Option(
                names = "--trust-certificate",
                description = "Accept any TLS certificate of the server: only if you know that it is the right one")
        private boolean trusted;

        @Option(names = "--strict", description = "TDS 8.0: TLS before anything else")
        private boolean strict;

        @Option(
                names = "--password-command",
                paramLabel = "COMMAND",
                description = "A command that prints the password; else MIRRORSH_PASSWORD_<NAME>, else you are asked")
        private String passwordCommand = "";

        @Override
        public Result run(Session session) {
            Optional<HostFile.Entry> written = session.defined(name);
            String where = server.isEmpty()
                    ? written.map(entry -> entry.definition().server()).orElse("")
                    : server;
            if (where.isEmpty()) {
                throw new UsageException("No server is known for " + name + ".", "connect " + name + " SERVER");
            }
            String login = user.isEmpty()
                    ? written.map(entry -> entry.definition().user()).orElse("sa")
                    : user;
            String command = passwordCommand.isEmpty()
                    ? written.map(HostFile.Entry::passwordCommand).orElse("")
                    : passwordCommand;
            session.connect(new HostDefinition(name, where, login, encryption(written)), command);
            return HostsResult.of(session.observe(List.of(name)), List.of(name), session.current());
        }

        private Encryption encryption(Optional<HostFile.Entry> written) {
            if (strict) {
                return Encryption.STRICT;
            }
            return trusted
                    ? Encryption.ANY_CERTIFICATE
                    : written.map(entry -> entry.definition().encryption()).orElse(Encryption.VERIFIED);
        }
    }

    /** {@code disconnect NAME}. */
    @Command(name = "disconnect", description = "Close the connection to a host", footer = "  disconnect HOST_A")
    static final class Disconnect implements Doing {
        @Parameters(paramLabel = "NAME", description = "The host")
        private String name = "";

        @Override
        public Result run(Session session) {
            String host = session.hosts().names().stream()
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> new UsageException(name + " is not connected.", "hosts"));
            session.disconnect(host);
            return TextResult.of(host + " is disconnected.");
        }
    }

    /** {@code hosts}. */
    @Command(
            name = "hosts",
            description = "List the hosts",
            footer = "  hosts",
            subcommands = {HostFileCommands.Save.class, HostFileCommands.Load.class})
    static final class ListHosts implements Doing {
        @Override
        public Result run(Session session) {
            List<String> connected = session.hosts().names();
            if (connected.isEmpty()) {
                List<List<@Nullable String>> rows = new ArrayList<>();
                session.knownHosts().forEach(name -> rows.add(row(session, name)));
                return new TableResult(
                        "hosts",
                        List.of("name", "server", "user"),
                        rows,
                        "No host is connected. Next: connect NAME SERVER");
            }
            return HostsResult.of(session.observe(connected), connected, session.current());
        }

        private static List<@Nullable String> row(Session session, String name) {
            List<@Nullable String> row = new ArrayList<>();
            row.add(name);
            row.add(session.defined(name).map(e -> e.definition().server()).orElse(""));
            row.add(session.defined(name).map(e -> e.definition().user()).orElse(""));
            return row;
        }
    }

    /** {@code use HOST}. */
    @Command(name = "use", description = "Choose the host that commands act on", footer = "  use HOST_B")
    static final class Use implements Doing {
        @Parameters(paramLabel = "HOST", description = "The host")
        private String host = "";

        @Override
        public Result run(Session session) {
            session.use(host);
            HostState state = session.observe(List.of(session.current())).of(session.current());
            return TextResult.of(HostsResult.line(state));
        }
    }
}
