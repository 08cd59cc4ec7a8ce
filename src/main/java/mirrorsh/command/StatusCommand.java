package mirrorsh.command;

import java.util.List;
import mirrorsh.model.HostState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status}. */
@Command(
        name = "status",
        description = "Show databases with role, state and operating mode",
        footer = "  status --on HOST_A,HOST_B")
final class StatusCommand implements Doing {
    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "Only this database")
    private String database = "";

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        List<String> hosts = scope.hostsOrAll(session);
        Examination examined = Examination.ofStates(session, hosts).orRefusal();
        List<HostState> answered = hosts.stream()
                .flatMap(host -> examined.seen().find(host).stream())
                .toList();
        return new StatusResult(answered, database, examined.silence());
    }
}
