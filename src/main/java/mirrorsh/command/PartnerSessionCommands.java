package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.SessionResumed;
import mirrorsh.effect.SessionSuspended;
import mirrorsh.effect.TimeoutSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pausing a session, and how soon a partner is taken for lost. */
final class PartnerSessionCommands {
    private PartnerSessionCommands() {}

    /** {@code partner suspend}. */
    @Command(
            name = "suspend",
            description = "Suspend mirroring of a database",
            footer = "  partner suspend AdventureWorks --on HOST_A")
    static final class Suspend extends SessionChange {
        Suspend() {
            super("partner suspend", OneDatabase::asPartner, SessionSuspended::new);
        }
    }

    /** {@code partner resume}. */
    @Command(
            name = "resume",
            description = "Resume a suspended session",
            footer = "  partner resume AdventureWorks --on HOST_A")
    static final class Resume extends SessionChange {
        Resume() {
            super("partner resume", OneDatabase::asPrincipal, SessionResumed::new);
        }
    }

    /** {@code partner timeout}. */
    @Command(
            name = "timeout",
            description = "Set after how many seconds a partner is taken for lost",
            footer = "  partner timeout AdventureWorks 20 --on HOST_A")
    static final class Timeout implements Doing {
        @Parameters(index = "0", paramLabel = "DATABASE", description = "The database")
        private String database = "";

        @Parameters(index = "1", paramLabel = "SECONDS", description = "5 to 32767; 10 is usual")
        private int seconds;

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            return EffectRun.of(
                    session,
                    "partner timeout " + database,
                    List.of(new TimeoutSet(scope.host(session), database, seconds)));
        }
    }
}
