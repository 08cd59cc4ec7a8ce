package mirrorsh.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import mirrorsh.run.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trust}: who accepts whom, by thumbprint, owner and grant; or makes hosts accept each other. */
@Command(
        name = "trust",
        description = "Show which host trusts which, or make hosts trust each other",
        footer = "  trust HOST_A,HOST_B,HOST_W")
final class TrustCommand implements Doing {
    @Parameters(
            arity = "0..*",
            split = ",",
            paramLabel = "HOST",
            description = "Make these hosts trust each other; without them the matrix is shown")
    private List<String> partners = new ArrayList<>();

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        return partners.isEmpty() ? shown(session) : made(session);
    }

    private Result shown(Session session) {
        List<String> hosts = scope.hostsOrAll(session);
        Observation seen = session.observe(hosts);
        return new TrustResult(hosts.stream().map(seen::of).toList());
    }

    private Result made(Session session) {
        List<String> hosts = session.named(partners).stream().distinct().toList();
        if (hosts.size() < 2) {
            throw new UsageException("Trust takes two hosts or more.", "trust HOST_A,HOST_B");
        }
        Observation seen = session.observe(hosts);
        List<HostState> states = hosts.stream().map(seen::of).toList();
        String command = "trust " + String.join(",", hosts);
        return EffectRun.of(
                session,
                new RunRequest(
                        "Trust between " + String.join(", ", hosts),
                        command,
                        Map.of(),
                        List.of(),
                        new TrustEffects(states, session.secrets()).stages()),
                false);
    }
}
