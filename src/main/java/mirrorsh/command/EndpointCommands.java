package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.EndpointListens;
import mirrorsh.effect.EndpointStarted;
import mirrorsh.effect.EndpointStopped;
import mirrorsh.model.Certificate;
import mirrorsh.model.Endpoint;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Participant;
import mirrorsh.tsql.EndpointEncryption;
import mirrorsh.tsql.EndpointRole;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The database mirroring endpoint. */
@Command(
        name = "endpoint",
        description = "The database mirroring endpoint",
        subcommands = {
            EndpointCommands.Create.class,
            EndpointCommands.Show.class,
            EndpointCommands.Start.class,
            EndpointCommands.Stop.class,
            EndpointChangeCommands.Alter.class,
            EndpointChangeCommands.Drop.class
        })
final class EndpointCommands {
    /** {@code endpoint create}. */
    @Command(
            name = "create",
            description = "Create and start the database mirroring endpoint",
            footer = "  endpoint create --port 7024 --on HOST_A,HOST_B")
    static final class Create implements Doing {
        @Option(names = "--name", paramLabel = "NAME", description = "Its name, by default Endpoint_Mirroring")
        private String name = Participant.DEFAULT_ENDPOINT;

        @Option(names = "--port", paramLabel = "NUMBER", description = "Listener port, by default 7024")
        private int port = Participant.DEFAULT_PORT;

        @Option(names = "--ip", paramLabel = "ADDRESS", description = "Listener address, by default all")
        private String ip = "";

        @Option(
                names = "--certificate",
                paramLabel = "NAME",
                description = "What it proves itself with, by default HOST_cert")
        private String certificate = "";

        @Option(
                names = "--encryption",
                paramLabel = "CLAUSE",
                description = "For example \"REQUIRED ALGORITHM AES\", the default")
        private String encryption = EndpointEncryption.REQUIRED_AES.clause();

        @Option(names = "--role", paramLabel = "ROLE", description = "ALL, PARTNER or WITNESS, by default ALL")
        private String role = EndpointRole.ALL.name();

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            EndpointEncryption how = EndpointChangeCommands.encryption(encryption);
            EndpointRole what = EndpointChangeCommands.role(role);
            List<EndpointListens> effects = scope.hosts(session).stream()
                    .map(host -> new EndpointListens(
                            host, name, port, ip, certificate.isEmpty() ? host + "_cert" : certificate, how, what))
                    .toList();
            return EffectRun.of(session, "endpoint create", effects);
        }
    }

    /** {@code endpoint show}. */
    @Command(
            name = "show",
            description = "Show the database mirroring endpoint of hosts",
            footer = "  endpoint show --on HOST_A,HOST_B")
    static final class Show implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<String> hosts = scope.hostsOrAll(session);
            Observation seen = session.observe(hosts);
            List<List<@Nullable String>> rows = new ArrayList<>();
            hosts.forEach(host -> rows.add(row(seen.of(host))));
            return new TableResult(
                    "endpoints",
                    List.of("host", "name", "state", "port", "role", "certificate", "encryption"),
                    rows,
                    "");
        }

        private static List<@Nullable String> row(HostState host) {
            Optional<Endpoint> found = host.endpoint();
            if (found.isEmpty()) {
                return Arrays.asList(host.host(), "none", "", "", "", "", "");
            }
            Endpoint endpoint = found.get();
            return Arrays.asList(
                    host.host(),
                    endpoint.name(),
                    endpoint.state(),
                    String.valueOf(endpoint.port()),
                    endpoint.role(),
                    host.endpointCertificate().map(Certificate::name).orElse(""),
                    endpoint.encryption());
        }
    }

    /** {@code endpoint start}. */
    @Command(
            name = "start",
            description = "Start the database mirroring endpoint",
            footer = "  endpoint start --on HOST_B")
    static final class Start implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            return EffectRun.of(
                    session,
                    "endpoint start",
                    scope.hosts(session).stream().map(EndpointStarted::new).toList());
        }
    }

    /** {@code endpoint stop}. */
    @Command(
            name = "stop",
            description = "Stop the database mirroring endpoint",
            footer = "  endpoint stop --on HOST_B")
    static final class Stop implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            return EffectRun.of(
                    session,
                    "endpoint stop",
                    scope.hosts(session).stream().map(EndpointStopped::new).toList());
        }
    }
}
