package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.MirroringEnded;
import mirrorsh.effect.PartnerSet;
import mirrorsh.effect.RolesSwitched;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Partners of a mirroring session. */
@Command(
        name = "partner",
        description = "Partners of a mirroring session",
        subcommands = {
            PartnerCommands.Set.class,
            PartnerCommands.Off.class,
            PartnerCommands.Failover.class,
            PartnerForceCommand.class,
            PartnerSessionCommands.Suspend.class,
            PartnerSessionCommands.Resume.class,
            PartnerSessionCommands.Timeout.class
        })
final class PartnerCommands {
    /** {@code partner set}. */
    @Command(
            name = "set",
            description = "Set a host's partner for a database",
            footer = "  partner set HOST_A --on HOST_B --database AdventureWorks")
    static final class Set implements Doing {
        @Parameters(
                paramLabel = "HOST",
                description = "The partner: first the principal on the mirror, then the mirror")
        private String partner = "";

        @Option(names = "--database", required = true, paramLabel = "NAME", description = "The database")
        private String database = "";

        @Mixin
        private PartnerAddress address = new PartnerAddress();

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String host = scope.host(session);
            String peer = session.named(partner);
            if (host.equals(peer)) {
                throw new UsageException(
                        host + " cannot be its own partner.",
                        "partner set " + peer + " --on ANOTHER --database " + database);
            }
            Observation seen = session.observe(List.of(host, peer));
            boolean onMirror = seen.of(host)
                    .database(database)
                    .filter(d -> d.isRestoring()
                            || d.session().filter(MirroringSession::isMirror).isPresent())
                    .isPresent();
            return EffectRun.of(
                    session,
                    "partner set " + peer,
                    List.of(new PartnerSet(host, database, peer, address.url(seen.of(peer)), onMirror)));
        }
    }

    /** {@code partner off}. */
    @Command(
            name = "off",
            description = "End mirroring of a database",
            footer = "  partner off AdventureWorks --on HOST_A")
    static final class Off implements Doing {
        @Parameters(paramLabel = "DATABASE", description = "The database")
        private String database = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            return EffectRun.of(
                    session,
                    "partner off " + database,
                    scope.hosts(session).stream()
                            .map(host -> new MirroringEnded(host, database))
                            .toList());
        }
    }

    /** {@code partner failover}. */
    @Command(
            name = "failover",
            description = "Let the mirror become the principal",
            footer = "  partner failover AdventureWorks --on HOST_A")
    static final class Failover implements Doing {
        @Parameters(paramLabel = "DATABASE", description = "The database")
        private String database = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String principal = scope.host(session);
            Observation seen = session.observe(session.knownHosts());
            MirroringSession mirrored = seen.of(principal)
                    .session(database)
                    .orElseThrow(
                            () -> new UsageException(database + " is not mirrored on " + principal + ".", "status"));
            if (!mirrored.isPrincipal()) {
                throw new UsageException(
                        principal + " is not the principal of " + database + ".", "status, then --on the principal");
            }
            String mirror = OneDatabase.otherPartner(seen, principal, mirrored)
                    .orElseThrow(() -> new UsageException(
                            "The mirror of " + database + " at " + mirrored.partner() + " is not connected.",
                            "connect NAME SERVER for the mirror first"));
            return EffectRun.of(
                    session, "partner failover " + database, List.of(new RolesSwitched(principal, mirror, database)));
        }
    }
}
