package mirrorsh.effect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.effect.Ground.Fact;
import mirrorsh.effect.Verdict.Blocked;
import mirrorsh.effect.Verdict.Differs;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.model.Database;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.BackupStatements;
import mirrorsh.tsql.DatabaseStatements;
import mirrorsh.tsql.StorageQueries;

/**
 * The mirror has a restoring copy of the principal's database (procedure.md MIR-5).
 *
 * @param host the mirror
 * @param path of the full backup on its disk, a share, or a URL
 */
public record BackupRestored(String host, String database, String path, String principalHost) implements CopyStep {
    @Override
    public String title() {
        return "Restore " + Sight.bracketed(database) + " WITH NORECOVERY";
    }

    @Override
    public String why() {
        return "The mirror's copy has to stay RESTORING, so that more log can be applied to it.";
    }

    @Override
    public String mirrorHost() {
        return host;
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(host, database))
                .needing(Fact.database(principalHost, database), Fact.file(host, path)));
    }

    @Override
    public Verdict assess(Observation observation) {
        Copies copies = copies(observation);
        Optional<Database> copy = copies.copy();
        if (copy.isPresent()) {
            return judge(copies, copy.get());
        }
        HostState state = observation.of(host);
        return blocked(state, observation.of(principalHost), copies)
                .<Verdict>map(obstacle -> obstacle)
                .orElseGet(() -> Sight.missing(state, "database " + Sight.bracketed(database)));
    }

    private Verdict judge(Copies copies, Database copy) {
        if (copies.areMirrored() || copy.session().isPresent()) {
            return new Done("mirrored already");
        }
        String expected = "a RESTORING copy of " + principalHost + "'s database";
        if (!copies.areRelated()) {
            return differs(expected, copy.state() + ", of another family (error 1407)", false);
        }
        if (!copy.isRestoring() || copy.standby()) {
            return differs(
                    expected,
                    (copy.standby() ? "in standby" : copy.state()) + "; it may hold data, so it is left alone",
                    false);
        }
        return copies.isSeeded()
                ? new Done("RESTORING, a copy of " + principalHost + "'s")
                // RESTORING without a trace in the history: a restore was cut off (4319)
                : differs(expected, "RESTORING, but no restore has come to its end", true);
    }

    private Differs differs(String expected, String found, boolean repairable) {
        return new Differs("database " + Sight.bracketed(database) + " on " + host, expected, found, repairable);
    }

    private Optional<Blocked> blocked(HostState state, HostState principal, Copies copies) {
        if (state.instance().majorVersion() < principal.instance().majorVersion()) {
            return Optional.of(new Blocked(
                    host + " is older (" + state.instance().version() + ") than " + principalHost + " ("
                            + principal.instance().version() + ")",
                    "A backup can be restored on the same or a newer version only (error 3169).",
                    "hosts"));
        }
        Optional<Blocked> edition = Mirrorable.edition(state);
        if (edition.isPresent()) {
            return edition;
        }
        if (copies.newestFull().isEmpty()) {
            return Optional.of(Sight.lacking(
                    principal,
                    "full backup of " + Sight.bracketed(database),
                    "There is nothing to restore yet.",
                    prepare()));
        }
        return state.file(path).orElse(true)
                ? Optional.empty()
                : Optional.of(
                        new Blocked(host + " has no file " + path, "The copy is to be restored from it.", prepare()));
    }

    private Question fileList(Observation seen) {
        return Question.of(host, StorageQueries.fileList(path, position(seen)));
    }

    private Question drives() {
        return Question.of(host, StorageQueries.drives());
    }

    /** What the backup itself holds, once there is something to restore. */
    @Override
    public Set<Probe> probes(Observation seen) {
        Copies copies = copies(seen);
        boolean readable = copies.copy().isEmpty()
                && copies.newestFull().isPresent()
                && FilePath.isThere(seen.of(host), path, true);
        return readable ? Set.of(fileList(seen).probe(), drives().probe()) : Set.of();
    }

    @Override
    public List<Action> actions(Observation observation) {
        return List.of(restore(observation, position(observation)));
    }

    private Action restore(Observation observation, int position) {
        return new Action.Execute(host, BackupStatements.restoreDatabase(database, path, position, moves(observation)));
    }

    /** The place of the newest full backup in a file of that name; 1 when the history does not tell. */
    private int position(Observation observation) {
        return copies(observation).original().map(Database::backups).orElse(List.of()).stream()
                .filter(backup ->
                        backup.type().equals("D") && Sight.same(FilePath.name(backup.path()), FilePath.name(path)))
                .findFirst()
                .map(Database.Backup::position)
                .orElse(1);
    }

    /** Files that lie in the principal's default folder, or on a drive that the mirror lacks, go to its own; others keep their path. */
    private Map<String, String> moves(Observation observation) {
        String from = observation.of(principalHost).instance().dataFolder();
        String to = observation.of(host).instance().dataFolder();
        Map<String, String> moves = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : files(observation).entrySet()) {
            String folder = FilePath.folder(file.getValue());
            boolean own = !from.isEmpty() && FilePath.isSameFolder(folder, from);
            if (!to.isEmpty()
                    && !FilePath.isSameFolder(folder, to)
                    && (own || lacksDrive(observation, FilePath.drive(folder)))) {
                moves.put(file.getKey(), FilePath.in(to, FilePath.name(file.getValue())));
            }
        }
        return moves;
    }

    private boolean lacksDrive(Observation observation, String drive) {
        List<List<String>> drives = drives().rows(observation, 1);
        return !drive.isEmpty() && !drives.isEmpty() && drives.stream().noneMatch(row -> Sight.same(row.get(0), drive));
    }

    /** Logical names and paths, as the backup has them; as the principal has them now where it cannot be read yet. */
    private Map<String, String> files(Observation observation) {
        Map<String, String> files = new LinkedHashMap<>();
        for (List<String> row : fileList(observation).rows(observation, 2)) {
            files.put(row.get(0), row.get(1));
        }
        if (files.isEmpty()) {
            copies(observation)
                    .original()
                    .map(Database::files)
                    .orElse(List.of())
                    .forEach(file -> files.put(file.logicalName(), file.path()));
        }
        return files;
    }

    @Override
    public Undo undo(Observation observation) {
        Optional<Database> copy = observation.of(host).database(database);
        if (copy.isEmpty()) {
            return new Undo.By(List.of());
        }
        if (copy.get().session().isPresent()) {
            return new Undo.Impossible("it is mirrored; partner off " + database + " --on " + host + " ends that");
        }
        return copy.get().isRestoring()
                ? new Undo.By(List.of(new Action.Execute(host, DatabaseStatements.drop(database))))
                : new Undo.Impossible("it is " + copy.get().state() + " and may hold data");
    }

    /** A full backup that an earlier step takes is the first on fresh media. */
    @Override
    public List<Action> foreseen(Observation observation) {
        boolean known = assess(observation) instanceof Verdict.Missing;
        return List.of(restore(observation, known ? position(observation) : 1));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, DatabaseStatements.drop(database)));
    }
}
