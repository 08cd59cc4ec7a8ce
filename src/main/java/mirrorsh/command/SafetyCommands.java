package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.SafetySet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Transaction safety. */
@Command(
        name = "safety",
        description = "Transaction safety of a mirroring session",
        subcommands = {SafetyCommands.Full.class, SafetyCommands.Off.class})
final class SafetyCommands {
    private static Result set(Session session, HostScope scope, OneDatabase named, boolean full) {
        String host = scope.host(session);
        String database = named.asPrincipal(session, host);
        String title = "safety " + (full ? "full " : "off ") + database;
        return EffectRun.of(session, title, List.of(new SafetySet(host, database, full)));
    }

    /** {@code safety full}. */
    @Command(
            name = "full",
            description = "Set transaction safety FULL",
            footer = "  safety full AdventureWorks --on HOST_A")
    static final class Full implements Doing {
        @Mixin
        private OneDatabase database = new OneDatabase();

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
        @Mixin
        private OneDatabase database = new OneDatabase();

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            return set(session, scope, database, false);
        }
    }
}
