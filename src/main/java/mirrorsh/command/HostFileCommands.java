package mirrorsh.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeping the definitions of hosts in a file. */
final class HostFileCommands {
    private HostFileCommands() {}

    /** {@code hosts save}. */
    @Command(
            name = "save",
            description = "Save how the connected hosts are reached, without passwords",
            footer = "  hosts save hosts.toml")
    static final class Save implements Doing {
        @Parameters(arity = "0..1", paramLabel = "FILE", description = "By default the user's own file of hosts")
        private @Nullable Path file;

        @Override
        public Result run(Session session) {
            Path target = file == null ? session.folders().hostFile() : file;
            List<HostFile.Entry> entries = session.reached();
            if (entries.isEmpty()) {
                throw new UsageException(
                        session.lab().running()
                                ? "The lab's hosts end with the lab, so they are not saved, and no other is connected."
                                : "No host is connected.",
                        "connect NAME SERVER");
            }
            if (Files.exists(target)) {
                HostFile.read(target); // what cannot be read is not ours to change
            }
            HostFileText.write(target, entries);
            session.define(HostFile.read(target));
            return TextResult.of("Saved "
                    + String.join(
                            ", ",
                            entries.stream().map(e -> e.definition().name()).toList()) + " to " + target
                    + ", without passwords.");
        }
    }

    /** {@code hosts load}. */
    @Command(
            name = "load",
            description = "Take the hosts of a file; each is connected when it is needed",
            footer = "  hosts load hosts.toml")
    static final class Load implements Doing {
        @Parameters(arity = "0..1", paramLabel = "FILE", description = "By default the user's own file of hosts")
        private @Nullable Path file;

        @Override
        public Result run(Session session) {
            Path source = file == null ? session.folders().hostFile() : file;
            HostFile loaded = HostFile.read(source);
            session.define(loaded);
            return TextResult.of(
                    loaded.names().isEmpty()
                            ? source + " defines no host."
                            : "Known now: " + String.join(", ", loaded.names()) + ".");
        }
    }
}
