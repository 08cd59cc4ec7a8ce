package mirrorsh.command;

import java.util.List;
import mirrorsh.model.Observation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trust}: who accepts whom, by thumbprint, owner and grant. */
@Command(name = "trust", description = "Show which host trusts which", footer = "  trust --on HOST_A,HOST_B")
final class TrustCommand implements Doing {
    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        List<String> hosts = scope.hostsOrAll(session);
        Observation seen = session.observe(hosts);
        return new TrustResult(hosts.stream().map(seen::of).toList());
    }
}
