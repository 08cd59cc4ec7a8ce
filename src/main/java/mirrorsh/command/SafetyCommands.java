package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.SafetySet;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Transaction safety. */
@Command(
        name = "safety",
        description = "Transaction safety of a mirroring session",
        subcommands = {SafetyCommands.Full.class, SafetyCommands.Off.class})
final class SafetyCommands {
    private static Result set(Session session, HostScope scope, String named, boolean full) {
        String host = scope.host(session);
        String database = named.isEmpty() ? onlyMirrored(session, host) : named;
        return EffectRun.of(
                session,
                "safety " + (full ? "full " : "off ") + database,
                List.of(new SafetySet(host, database, full)));
    }

    private static String onlyMirrored(Session session, String host) {
        Observation seen = session.observe(List.of(host));
        List<String> principals = seen.of(host).databases().stream()
                .filter(d -> d.session().filter(MirroringSession::isPrincipal).isPresent())
                .map(Database::name)
                .toList();
        if (principals.size() == 1) {
            return principals.get(0);
        }
        throw new UsageException(
                principals.isEmpty()
                        ? host + " is the principal of no database."
                        : host + " is the principal of several databases: " + String.join(", ", principals) + ".",
                principals.isEmpty() ? "status, then --on the principal" : "the same with a database's name");
    }

    /** {@code safety full}. */
    @Command(
            name = "full",
            description = "Set transaction safety FULL",
            footer = "  safety full AdventureWorks --on HOST_A")
    static final class Full implements Doing {
        @Parameters(
                arity = "0..1",
                paramLabel = "DATABASE",
                description = "The database; not needed where only one is mirrored")
        private String database = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            return set(session, scope, database, true);
        }
    }

    /** {@code safety off}. */
    @Command(
            name = "off",
            description = "Set transaction safety OFF",
            footer = "  safety off AdventureWorks --on HOST_A")
    static final class Off implements Doing {
        @Parameters(
                arity = "0..1",
                paramLabel = "DATABASE",
                description = "The database; not needed where only one is mirrored")
        private String database = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            return set(session, scope, database, false);
        }
    }
}
