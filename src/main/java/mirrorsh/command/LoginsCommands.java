package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import mirrorsh.effect.LoginCopied;
import mirrorsh.host.Hosts.ResultTable;
import mirrorsh.model.Database;
import mirrorsh.model.EndpointPermission;
import mirrorsh.model.HostState;
import mirrorsh.model.Login;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import mirrorsh.run.RunOutcome;
import mirrorsh.tsql.LoginQueries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The logins of a database's users, on both partners. */
@Command(
        name = "logins",
        description = "The logins of a database's users, on both partners",
        subcommands = {LoginsCommands.Sync.class})
final class LoginsCommands {
    /** {@code logins sync}. */
    @Command(
            name = "sync",
            description = "Copy SQL logins to the other partner, with SID and password",
            footer = "  logins sync --from HOST_A --on HOST_B")
    static final class Sync implements Doing {
        private static final String SA = "01";

        @Parameters(
                arity = "0..*",
                paramLabel = "LOGIN",
                description = "The logins; by default all SQL logins but sa and those that stand for other hosts")
        private List<String> logins = new ArrayList<>();

        @Option(names = "--from", required = true, paramLabel = "HOST", description = "The host that has them")
        private String from = "";

        @Option(
                names = "--replace",
                description = "Drop a login of the same name that has another SID; its users there lose it")
        private boolean replace;

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String source = session.named(from);
            String host = scope.host(session);
            if (source.equals(host)) {
                throw new UsageException(
                        "The logins cannot be copied to the host that they are of.",
                        "logins sync --from " + source + " --on ANOTHER");
            }
            Observation seen = session.observe(List.of(source, host));
            List<LoginCopied> effects = (logins.isEmpty() ? standard(seen.of(source)) : logins)
                    .stream()
                            .map(login -> new LoginCopied(host, login, source, replace))
                            .toList();
            StepsResult steps = effects.isEmpty()
                    ? new StepsResult(
                            new RunOutcome(RunOutcome.End.COMPLETED, "", 0, 0, 0, null), List.of(), List.of(), false)
                    : EffectRun.of(session, "logins sync", effects);
            return new LoginsResult(steps, host, effects.size(), orphans(session, source, host));
        }

        private static List<String> standard(HostState state) {
            Set<Integer> peers = state.permissions().stream()
                    .map(EndpointPermission::granteeId)
                    .collect(Collectors.toSet());
            return state.logins().stream()
                    .filter(login -> login.type().equals("S") && !login.sid().equals(SA) && !peers.contains(login.id()))
                    .map(Login::name)
                    .sorted()
                    .toList();
        }

        /** Users of the principal's databases whose SID no login of the other partner has. */
        private static List<LoginsResult.Orphan> orphans(Session session, String source, String host) {
            Observation seen = session.observe(List.of(source, host));
            Set<String> known = seen.of(host).logins().stream()
                    .map(login -> login.sid().toUpperCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            List<LoginsResult.Orphan> orphans = new ArrayList<>();
            seen.of(source).databases().stream()
                    .filter(d ->
                            d.session().filter(MirroringSession::isPrincipal).isPresent())
                    .map(Database::name)
                    .forEach(database -> users(session, source, database).rows().stream()
                            .filter(row -> !known.contains(sid(row)))
                            .map(row -> new LoginsResult.Orphan(database, String.valueOf(row.get(0)), sid(row)))
                            .forEach(orphans::add));
            return orphans;
        }

        private static String sid(List<@Nullable String> row) {
            return String.valueOf(row.get(1)).toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
        }

        private static ResultTable users(Session session, String host, String database) {
            List<ResultTable> tables = session.hosts()
                    .execute(host, LoginQueries.users(database), message -> {}, null)
                    .tables();
            return tables.isEmpty() ? new ResultTable(List.of(), List.of()) : tables.get(0);
        }
    }
}
