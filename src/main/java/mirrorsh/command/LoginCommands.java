package mirrorsh.command;

import java.util.List;
import mirrorsh.effect.LoginExists;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logins that stand for other hosts. */
@Command(
        name = "login",
        description = "Logins that stand for other hosts",
        subcommands = {LoginCommands.Create.class})
final class LoginCommands {
    /** {@code login create}. */
    @Command(
            name = "create",
            description = "Create the login that stands for another host",
            footer = "  login create HOST_B --on HOST_A")
    static final class Create implements Doing {
        @Parameters(arity = "0..1", paramLabel = "HOST", description = "The other host")
        private String peer = "";

        @Option(names = "--name", paramLabel = "LOGIN", description = "Its name, by default HOST_login")
        private String name = "";

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String login = PeerNames.of(name, peer, "_login");
            List<LoginExists> effects = scope.hosts(session).stream()
                    .map(host -> new LoginExists(host, login, session.secrets().generated(login + " on " + host)))
                    .toList();
            return EffectRun.of(session, "login create", effects);
        }
    }
}
