package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.host.Authentication;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.HostDefinition.Encryption;
import mirrorsh.host.SftpAddress;
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
                description = "Login, by default sa; DOMAIN\\user with --auth ntlm")
        private String user = "";

        @Option(
                names = "--trust-certificate",
                description = "Accept any TLS certificate of the server: only if you know that it is the right one")
        private boolean trusted;

        @Option(names = "--strict", description = "TDS 8.0: TLS before anything else")
        private boolean strict;

        @Option(
                names = "--auth",
                paramLabel = "METHOD",
                description = {
                    "sql (the usual one), ntlm (a Windows account from any machine), kerberos (this user's ticket), windows",
                    "(this user, on Windows), entra-token (the password is an access token), or with Microsoft's library",
                    "entra-password, entra-application, entra-integrated, entra-browser, entra-machine"
                })
        private String auth = "";

        @Option(names = "--domain", paramLabel = "DOMAIN", description = "Domain of the account, with --auth ntlm")
        private String domain = "";

        @Option(
                names = "--spn",
                paramLabel = "NAME",
                description = "The server's service principal name, with --auth kerberos")
        private String spn = "";

        @Option(
                names = "--password-command",
                paramLabel = "COMMAND",
                description = "A command that prints the password; else MIRRORSH_PASSWORD_<NAME>, else you are asked")
        private String passwordCommand = "";

        @Option(
                names = "--sftp",
                paramLabel = "USER@SERVER[:PORT]",
                description =
                        "Where the host's disk is reached over SFTP; password in MIRRORSH_SFTP_PASSWORD_<NAME>, else you are"
                                + " asked. Without it, files are copied by hand")
        private String sftp = "";

        @Option(names = "--sftp-key", paramLabel = "FILE", description = "File of the private key for SFTP")
        private String sftpKey = "";

        @Option(
                names = "--sftp-folder",
                paramLabel = "FOLDER",
                description = "The host's folder that SFTP shows as its root; without it, its drives")
        private String sftpFolder = "";

        @Override
        public Result run(Session session) {
            Optional<HostFile.Entry> written = session.defined(name);
            String where = server.isEmpty()
                    ? written.map(entry -> entry.definition().server()).orElse("")
                    : server;
            if (where.isEmpty()) {
                throw new UsageException("No server is known for " + name + ".", "connect " + name + " SERVER");
            }
            Authentication authentication = authentication(written);
            String login = login(written, authentication.method());
            String command = passwordCommand.isEmpty()
                    ? written.map(HostFile.Entry::passwordCommand).orElse("")
                    : passwordCommand;
            session.connect(new HostFile.Entry(
                    new HostDefinition(name, where, login, encryption(written), authentication, ""),
                    command,
                    files(written)));
            return HostsResult.of(session.observe(List.of(name)), List.of(name), session.current());
        }

        private @Nullable SftpAddress files(Optional<HostFile.Entry> written) {
            return sftp.isEmpty()
                    ? written.map(HostFile.Entry::sftp).orElse(null)
                    : HostFile.sftp(sftp, sftpKey, sftpFolder);
        }

        private String login(Optional<HostFile.Entry> written, Authentication.Method method) {
            String usual = method == Authentication.Method.SQL ? "sa" : "";
            boolean asWritten = written.filter(
                            entry -> entry.definition().authentication().method() == method)
                    .isPresent();
            String login = !user.isEmpty() || !asWritten
                    ? user
                    : written.map(entry -> entry.definition().user()).orElse("");
            String given = login.isEmpty() ? usual : login;
            if (given.isEmpty() && method.needsUser()) {
                throw new UsageException(
                        method.word() + " needs the account to log in with.",
                        "connect " + name + " SERVER --auth " + method.word() + " --user "
                                + (method == Authentication.Method.NTLM ? "DOMAIN\\user" : "USER"));
            }
            return given;
        }

        private Authentication authentication(Optional<HostFile.Entry> written) {
            Authentication before =
                    written.map(entry -> entry.definition().authentication()).orElse(Authentication.SQL_LOGIN);
            Authentication.Method method = auth.isEmpty() ? before.method() : method(auth);
            refuse(!domain.isEmpty() && method != Authentication.Method.NTLM, "--domain", "ntlm");
            refuse(!spn.isEmpty() && method != Authentication.Method.KERBEROS, "--spn", "kerberos");
            return new Authentication(
                    method, domain.isEmpty() ? before.domain() : domain, spn.isEmpty() ? before.spn() : spn);
        }

        private static void refuse(boolean misplaced, String option, String method) {
            if (misplaced) {
                throw new UsageException(option + " belongs to --auth " + method + ".", "--auth " + method);
            }
        }

        private static Authentication.Method method(String word) {
            return Authentication.Method.named(word)
                    .orElseThrow(() -> new UsageException(
                            "There is no way to log in called " + word + ".",
                            CommandIndex.meant(word, Authentication.Method.words())
                                    .map(meant -> "--auth " + meant)
                                    .orElse("one of " + String.join(", ", Authentication.Method.words()))));
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
            subcommands = {HostFileCommands.Save.class, HostFileCommands.Load.class, ForgetHost.class})
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

    /** {@code hosts forget NAME}. */
    @Command(
            name = "forget",
            description = "Trust a server's TLS certificate no longer",
            footer = "  hosts forget HOST_A")
    static final class ForgetHost implements Doing {
        @Parameters(paramLabel = "NAME", description = "The host, or its server")
        private String name = "";

        @Override
        public Result run(Session session) {
            if (session.forget(name) == 0) {
                throw new UsageException("No certificate was ever trusted for " + name + ".", "hosts");
            }
            return TextResult.of("The TLS certificate of " + name
                    + " is forgotten. The next connect shows what the server has and asks again.");
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
