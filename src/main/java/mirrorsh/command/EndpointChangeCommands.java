package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.effect.Demanded;
import mirrorsh.effect.Effect;
import mirrorsh.effect.EndpointAltered;
import mirrorsh.effect.EndpointCertificateSet;
import mirrorsh.effect.EndpointDropped;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changing the database mirroring endpoint, and dropping it. */
final class EndpointChangeCommands {
    private EndpointChangeCommands() {}

    /** @throws UsageException when there is no such encryption */
    static EndpointEncryption encryption(String clause) {
        return Arrays.stream(EndpointEncryption.values())
                .filter(each -> each.clause().equalsIgnoreCase(clause))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "There is no encryption '" + clause + "'.",
                        "--encryption \"REQUIRED ALGORITHM AES\", \"SUPPORTED ALGORITHM AES\" or DISABLED"));
    }

    /** @throws UsageException when there is no such role */
    static EndpointRole role(String word) {
        return Arrays.stream(EndpointRole.values())
                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "There is no role '" + word + "' of an endpoint.", "--role ALL, PARTNER or WITNESS"));
    }

    /** {@code endpoint alter}. */
    @Command(
            name = "alter",
            description = "Change port, address, certificate, encryption or role of the endpoint",
            footer = "  endpoint alter --role ALL --encryption \"REQUIRED ALGORITHM AES\" --on HOST_W")
    static final class Alter implements Doing {
        @Option(names = "--port", paramLabel = "NUMBER", description = "Listener port; refused while sessions use it")
        private @Nullable Integer port;

        @Option(names = "--ip", paramLabel = "ADDRESS", description = "Listener address, or ALL")
        private @Nullable String ip;

        @Option(
                names = "--encryption",
                paramLabel = "CLAUSE",
                description = "For example \"REQUIRED ALGORITHM AES\"; both sides have to agree")
        private @Nullable String encryption;

        @Option(names = "--role", paramLabel = "ROLE", description = "ALL, PARTNER or WITNESS")
        private @Nullable String role;

        @Option(
                names = "--certificate",
                paramLabel = "NAME",
                description = "What it proves itself with; cert rotate does that and tells the peers first")
        private String certificate = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            Optional<Integer> newPort = Optional.ofNullable(port);
            Optional<String> newIp = Optional.ofNullable(ip).map(a -> a.equalsIgnoreCase("ALL") ? "" : a);
            Optional<EndpointEncryption> newEncryption =
                    Optional.ofNullable(encryption).map(EndpointChangeCommands::encryption);
            Optional<EndpointRole> newRole = Optional.ofNullable(role).map(EndpointChangeCommands::role);
            boolean alters =
                    newPort.isPresent() || newIp.isPresent() || newEncryption.isPresent() || newRole.isPresent();
            if (!alters && certificate.isEmpty()) {
                throw new UsageException(
                        "It is not said what to change.",
                        "endpoint alter with --port, --ip, --encryption, --role or --certificate");
            }
            List<Effect> effects = new ArrayList<>();
            for (String host : scope.hosts(session)) {
                if (!certificate.isEmpty()) {
                    effects.add(new EndpointCertificateSet(host, certificate, List.of()));
                }
                if (alters) {
                    effects.add(new EndpointAltered(host, newPort, newIp, newEncryption, newRole));
                }
            }
            return EffectRun.of(session, "endpoint alter", effects);
        }
    }

    /** {@code endpoint drop}. */
    @Command(
            name = "drop",
            description = "Drop the database mirroring endpoint that nobody needs",
            footer = "  endpoint drop --on HOST_B")
    static final class Drop implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<Demanded> effects = scope.hosts(session).stream()
                    .map(host -> new Demanded(new EndpointDropped(host)))
                    .toList();
            return EffectRun.of(session, "endpoint drop", effects);
        }
    }
}
