package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.GrantRevoked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code revoke HOST}. */
@Command(
        name = "revoke",
        description = "Let another host's login no longer connect to the endpoint",
        footer = "  revoke HOST_B --on HOST_A")
final class RevokeCommand implements Doing {
    @Parameters(arity = "0..1", paramLabel = "HOST", description = "The other host")
    private String peer = "";

    @Option(names = "--login", paramLabel = "LOGIN", description = "Its login, by default HOST_login")
    private String login = "";

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        String grantee = PeerNames.of(login, peer, "_login");
        List<GrantRevoked> effects = scope.hosts(session).stream()
                .map(host -> new GrantRevoked(host, grantee, true))
                .toList();
        return EffectRun.of(session, "revoke", effects);
    }
}
