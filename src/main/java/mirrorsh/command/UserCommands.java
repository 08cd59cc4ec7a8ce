package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.UserExists;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users of master that own other hosts' certificates. */
@Command(
        name = "user",
        description = "Users of master that own other hosts' certificates",
        subcommands = {UserCommands.Create.class})
final class UserCommands {
    /** {@code user create}. */
    @Command(
            name = "create",
            description = "Create the user that owns another host's certificate",
            footer = "  user create HOST_B --on HOST_A")
    static final class Create implements Doing {
        @Parameters(arity = "0..1", paramLabel = "HOST", description = "The other host")
        private String peer = "";

        @Option(names = "--name", paramLabel = "USER", description = "Its name, by default HOST_user")
        private String name = "";

        @Option(names = "--login", paramLabel = "LOGIN", description = "Its login, by default HOST_login")
        private String login = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String user = PeerNames.of(name, peer, "_user");
            String mappedTo = PeerNames.of(login, peer, "_login");
            List<UserExists> effects = scope.hosts(session).stream()
                    .map(host -> new UserExists(host, user, mappedTo))
                    .toList();
            return EffectRun.of(session, "user create", effects);
        }
    }
}
