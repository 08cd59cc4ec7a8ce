package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.ConnectGranted;
import mirrorsh.model.Participant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grant HOST}. */
@Command(
        name = "grant",
        description = "Let another host's login connect to the endpoint",
        footer = "  grant HOST_B --on HOST_A")
final class GrantCommand implements Doing {
    @Parameters(arity = "0..1", paramLabel = "HOST", description = "The other host")
    private String peer = "";

    @Option(names = "--login", paramLabel = "LOGIN", description = "Its login, by default HOST_login")
    private String login = "";

    @Option(
            names = "--endpoint",
            paramLabel = "NAME",
            description = "The endpoint; there is one at most, so this is seldom needed")
    private String endpoint = Participant.DEFAULT_ENDPOINT;

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        String grantee = PeerNames.of(login, peer, "_login");
        List<ConnectGranted> effects = scope.hosts(session).stream()
                .map(host -> new ConnectGranted(host, endpoint, grantee))
                .toList();
        return EffectRun.of(session, "grant", effects);
    }
}
