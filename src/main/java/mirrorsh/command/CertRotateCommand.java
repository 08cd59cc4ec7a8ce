package mirrorsh.command;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.effect.Stage;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import mirrorsh.run.RunRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cert rotate}: a new certificate without an interruption of the trust in a host. */
@Command(
        name = "rotate",
        description = "Renew a host's certificate: peers first, then its endpoint",
        footer = "  cert rotate --on HOST_A --expiry 2031-12-31")
final class CertRotateCommand implements Doing {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The new certificate's name, by default the old one's with the next number")
    private String name = "";

    @Option(
            names = "--expiry",
            paramLabel = "DATE",
            description = "Last day of validity, yyyy-mm-dd; by default a year from now")
    private @Nullable LocalDate expiry;

    @Option(names = "--keep-old", description = "Leave the old certificate where it is")
    private boolean keepOld;

    @Mixin
    private HostScope scope = new HostScope();

    @Override
    public Result run(Session session) {
        String host = scope.host(session);
        Observation seen = session.observe(session.hosts().names());
        Rotation rotation = Rotation.of(seen, host, name, Optional.ofNullable(expiry));
        List<String> unknown = rotation.missingPartners();
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "Not all that trust " + host + " are connected: " + String.join(", ", unknown)
                            + ". They would no longer believe " + host + " afterwards.",
                    "connect NAME SERVER for each of them, then cert rotate --on " + host);
        }
        String title = "cert rotate " + host;
        List<Stage> stages = rotation.stages(keepOld);
        return EffectRun.of(session, new RunRequest(title, title, Map.of(), rotation.warnings(), stages), false);
    }
}
