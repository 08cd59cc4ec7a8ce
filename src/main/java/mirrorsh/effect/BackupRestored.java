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
import mirrorsh.tsql.BackupStatements;
import mirrorsh.tsql.DatabaseStatements;

/**
 * The mirror has a restoring copy of the principal's database (procedure.md MIR-5).
 *
 * @param host the mirror
 * @param path of the full backup on its disk
 */
public record BackupRestored(String host, String database, String path, String principalHost) implements Effect {
    @Override
    public String title() {
        return "Restore " + Sight.bracketed(database) + " WITH NORECOVERY";
    }

    @Override
    public String why() {
        return "The mirror's copy has to stay RESTORING, so that more log can be applied to it.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host, principalHost);
    }

    @Override
    public Set<String> files() {
        return Set.of(path);
    }

    @Override
    public Optional<Ground> ground() {
        return Optional.of(Ground.making(Fact.database(host, database))
                .needing(Fact.database(principalHost, database), Fact.file(host, path)));
    }

    @Override
    public Verdict assess(Observation observation) {
        Copies copies = new Copies(observation, principalHost, host, database);
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
        String prepare = "db prepare " + database + " --from " + principalHost + " --on " + host;
        if (copies.newestFull().isEmpty()) {
            return Optional.of(Sight.lacking(
                    principal,
                    "full backup of " + Sight.bracketed(database),
                    "There is nothing to restore yet.",
                    prepare));
        }
        return state.file(path).orElse(true)
                ? Optional.empty()
                : Optional.of(
                        new Blocked(host + " has no file " + path, "The copy is to be restored from it.", prepare));
    }

    @Override
    public List<Action> actions(Observation observation) {
        HostState principal = observation.of(principalHost);
        return List.of(new Action.Execute(
                host,
                BackupStatements.restoreDatabase(
                        database, path, position(principal), moves(principal, observation.of(host)))));
    }

    /** The place of the newest full backup in a file of that name; 1 when the history does not tell. */
    private int position(HostState principal) {
        return principal.database(database).map(Database::backups).orElse(List.of()).stream()
                .filter(backup ->
                        backup.type().equals("D") && Sight.same(FilePath.name(backup.path()), FilePath.name(path)))
                .findFirst()
                .map(Database.Backup::position)
                .orElse(1);
    }

    /** Files that lie in the principal's default folder go to the mirror's; others keep their path. */
    private Map<String, String> moves(HostState principal, HostState state) {
        String from = principal.instance().dataFolder();
        String to = state.instance().dataFolder();
        Map<String, String> moves = new LinkedHashMap<>();
        if (from.isEmpty() || to.isEmpty() || FilePath.isSameFolder(from, to)) {
            return moves;
        }
        for (Database.File file :
                principal.database(database).map(Database::files).orElse(List.of())) {
            if (FilePath.isSameFolder(FilePath.folder(file.path()), from)) {
                moves.put(file.logicalName(), FilePath.in(to, FilePath.name(file.path())));
            }
        }
        return moves;
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
        if (assess(observation) instanceof Verdict.Missing) {
            return actions(observation);
        }
        return List.of(new Action.Execute(
                host,
                BackupStatements.restoreDatabase(
                        database, path, 1, moves(observation.of(principalHost), observation.of(host)))));
    }

    @Override
    public List<Action> foreseenUndo(Observation observation) {
        return List.of(new Action.Execute(host, DatabaseStatements.drop(database)));
    }
}
