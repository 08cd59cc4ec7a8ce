package mirrorsh.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mirrorsh.effect.BackupFileCopied;
import mirrorsh.effect.BackupRestored;
import mirrorsh.effect.Effect;
import mirrorsh.effect.FullBackupTaken;
import mirrorsh.effect.FullRecoveryModel;
import mirrorsh.effect.LogBackupTaken;
import mirrorsh.effect.LogBackupsForeseen;
import mirrorsh.effect.LogRestored;
import mirrorsh.effect.RoomForCopy;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Databases and the mirror's copy. */
@Command(
        name = "db",
        description = "Databases and the mirror's copy",
        subcommands = {DatabaseCommands.ListAll.class, DatabaseCommands.Prepare.class, DatabaseDropCommand.class})
final class DatabaseCommands {
    /** {@code db list}. */
    @Command(name = "list", description = "List the databases of hosts", footer = "  db list --on HOST_A,HOST_B")
    static final class ListAll implements Doing {
        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            List<String> hosts = scope.hostsOrAll(session);
            Observation seen = session.observe(hosts);
            List<List<@Nullable String>> rows = new ArrayList<>();
            for (String host : hosts) {
                StatusResult.userDatabases(seen.of(host)).forEach(database -> rows.add(row(host, database)));
            }
            return new TableResult(
                    "databases",
                    List.of("host", "name", "state", "recovery model", "role"),
                    rows,
                    "There are no databases besides the instances' own.");
        }

        private static List<@Nullable String> row(String host, Database database) {
            return Arrays.asList(
                    host,
                    database.name(),
                    database.state(),
                    database.recoveryModel(),
                    database.session().map(MirroringSession::role).orElse(""));
        }
    }

    /** {@code db prepare}. */
    @Command(
            name = "prepare",
            description = "Prepare a restoring copy of a database for mirroring",
            footer = "  db prepare AdventureWorks --from HOST_A --on HOST_B")
    static final class Prepare implements Doing {
        @Parameters(paramLabel = "DATABASE", description = "The database")
        private String database = "";

        @Option(names = "--from", required = true, paramLabel = "HOST", description = "The host that has it")
        private String from = "";

        @Option(
                names = "--folder",
                paramLabel = "FOLDER",
                description =
                        "Folder for the backup files on both hosts, by default C:\\; a share, or a container's URL")
        private String folder = "C:\\";

        @Option(names = "--logs-only", description = "Back up and restore the log only")
        private boolean logsOnly;

        @Mixin
        private HostScope scope = new HostScope();

        @Override
        public Result run(Session session) {
            String principal = session.named(from);
            String mirror = scope.host(session);
            if (principal.equals(mirror)) {
                throw new UsageException(
                        "The copy cannot be on the host of the original.",
                        "db prepare " + database + " --from " + principal + " --on ANOTHER");
            }
            return EffectRun.of(session, "db prepare " + database, effects(principal, mirror));
        }

        private List<Effect> effects(String principal, String mirror) {
            String separator = folder.endsWith("\\") || folder.endsWith("/") ? "" : folder.contains("/") ? "/" : "\\";
            String place = folder + separator;
            String full = place + database + ".bak";
            String log = place + database + ".trn";
            List<Optional<Effect>> all = List.of(
                    whole(new RoomForCopy(principal, mirror, database, place)),
                    Optional.of(new LogBackupsForeseen(principal, mirror, database, log)),
                    whole(new FullRecoveryModel(principal, database)),
                    whole(new FullBackupTaken(principal, database, full, mirror)),
                    Optional.of(new LogBackupTaken(principal, database, log, mirror)),
                    whole(new BackupFileCopied(principal, database, full, mirror, full)),
                    Optional.of(new BackupFileCopied(principal, database, log, mirror, log)),
                    whole(new BackupRestored(mirror, database, full, principal)),
                    Optional.of(new LogRestored(mirror, database, log, principal)));
            return all.stream().flatMap(Optional::stream).toList();
        }

        private Optional<Effect> whole(Effect effect) {
            return logsOnly ? Optional.empty() : Optional.of(effect);
        }
    }
}
