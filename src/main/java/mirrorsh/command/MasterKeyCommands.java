package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.MasterKeyExists;
import mirrorsh.model.MasterKey;
import mirrorsh.model.Observation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The database master key of master. */
@Command(
        name = "masterkey",
        description = "The database master key of master",
        subcommands = {MasterKeyCommands.Create.class, MasterKeyCommands.Show.class})
final class MasterKeyCommands {
    /** {@code masterkey create}. */
    @Command(
            name = "create",
            description = "Create the database master key of master",
            footer = "  masterkey create --on HOST_A,HOST_B")
    static final class Create implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<MasterKeyExists> effects = scope.hosts(session).stream()
                    .map(host -> new MasterKeyExists(host, session.secrets().named("masterkey", host)))
                    .toList();
            return EffectRun.of(session, "masterkey create", effects);
        }
    }

    /** {@code masterkey show}. */
    @Command(
            name = "show",
            description = "Show the database master key of hosts",
            footer = "  masterkey show --on HOST_A")
    static final class Show implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<String> hosts = scope.hostsOrAll(session);
            Observation seen = session.observe(hosts);
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (String host : hosts) {
                Optional<MasterKey> key = seen.of(host).masterKey();
                rows.add(Arrays.asList(
                        host,
                        key.map(MasterKey::algorithm).orElse("none"),
                        key.map(k -> k.opensByItself() ? "yes" : "no").orElse("")));
            }
            return new TableResult("master_keys", List.of("host", "algorithm", "opens by itself"), rows, "");
        }
    }
}
