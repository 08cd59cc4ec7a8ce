package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.WitnessRemoved;
import mirrorsh.effect.WitnessSet;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The witness of a mirroring session. */
@Command(
        name = "witness",
        description = "The witness of a mirroring session",
        subcommands = {WitnessCommands.Set.class, WitnessCommands.Off.class})
final class WitnessCommands {
    /** {@code witness set}. */
    @Command(
            name = "set",
            description = "Set the witness of a session, for automatic failover",
            footer = "  witness set HOST_W --on HOST_A --database AdventureWorks")
    static final class Set implements Doing {
        @Parameters(paramLabel = "HOST", description = "The witness")
        private String witness = "";

        @Option(names = "--database", required = true, paramLabel = "NAME", description = "The database")
        private String database = "";

        @Mixin
        private PartnerAddress address = new PartnerAddress();

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String host = scope.host(session);
            String third = session.named(witness);
            Observation seen = session.observe(session.hosts().names());
            MirroringSession mirrored = seen.of(host)
                    .session(database)
                    .orElseThrow(() -> new UsageException(database + " is not mirrored on " + host + ".", "status"));
            String partner = OneDatabase.otherPartner(seen, host, mirrored)
                    .orElseThrow(() -> new UsageException(
                            "The other partner of " + database + " at " + mirrored.partner() + " is not connected.",
                            "connect NAME SERVER for it first"));
            if (third.equals(host) || third.equals(partner)) {
                throw new UsageException(
                        third + " is a partner of " + database + " and cannot be its witness (error 1429).",
                        "witness set ANOTHER --on " + host + " --database " + database);
            }
            return EffectRun.of(
                    session,
                    "witness set " + third,
                    List.of(new WitnessSet(host, partner, database, third, address.url(seen.of(third)))));
        }
    }

    /** {@code witness off}. */
    @Command(
            name = "off",
            description = "Remove the witness of a session",
            footer = "  witness off AdventureWorks --on HOST_A")
    static final class Off extends SessionChange {
        Off() {
            super("witness off", OneDatabase::asPartner, WitnessRemoved::new);
        }
    }
}
