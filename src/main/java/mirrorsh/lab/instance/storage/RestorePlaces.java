package mirrorsh.lab.instance.storage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mirrorsh.lab.sql.ast.BackupStatement.Move;
import mirrorsh.lab.type.SqlFailure;

/** Where a restore puts the files of a database (MOVE; procedure.md MIR-5, errors.md P52). */
final class RestorePlaces {
    private final DatabaseList databases;
    private final InstanceFolders folders;

    RestorePlaces(DatabaseList databases, InstanceFolders folders) {
        this.databases = databases;
        this.folders = folders;
    }

    /** 3234 for a MOVE of a file that the database does not have. */
    void checkMoves(Restores.Request request, List<DatabaseFile> files) {
        for (Move move : request.statement().moves()) {
            String logical = Literals.text(move.logicalName());
            if (files.stream().noneMatch(file -> file.logicalName().equalsIgnoreCase(logical))) {
                throw SqlFailure.of(3234, logical, request.database());
            }
        }
    }

    /** The file at the place that MOVE gives it. */
    DatabaseFile moved(Restores.Request request, DatabaseFile file) {
        DatabaseFile result = file;
        for (Move move : request.statement().moves()) {
            if (Literals.text(move.logicalName()).equalsIgnoreCase(file.logicalName())) {
                result = file.at(Literals.text(move.path()));
            }
        }
        return result;
    }

    /** The files at their new places, each checked: 3234, 3176, 5133, 1834, 3142; behind the last three 3156 and 3119. */
    List<DatabaseFile> plan(Restores.Request request, List<DatabaseFile> files) {
        checkMoves(request, files);
        List<DatabaseFile> planned = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (DatabaseFile file : files) {
            DatabaseFile target = moved(request, file);
            if (!paths.add(target.path().replace('/', '\\').toLowerCase(Locale.ROOT))) {
                throw SqlFailure.of(3176, target.path(), target.logicalName());
            }
            try {
                check(request, target);
            } catch (SqlFailure e) {
                throw e.followedBy(3156, target.logicalName(), target.path()).followedBy(3119);
            }
            planned.add(target);
        }
        return planned;
    }

    private void check(Restores.Request request, DatabaseFile file) {
        folders.checkFolder(file.path());
        Optional<StoredDatabase> user = databases.userOf(file.path());
        boolean own = user.filter(database -> database.name().equalsIgnoreCase(request.database()))
                .isPresent();
        if (user.isPresent() && !own) {
            throw SqlFailure.of(1834, file.path(), user.get().name());
        }
        boolean replace = request.options().has("REPLACE");
        if (!own
                && folders.disk().exists(file.path())
                && (!replace || folders.disk().isDirectory(file.path()))) {
            throw SqlFailure.of(3142, file.path());
        }
    }

    /** Refuses with 5133 when the folder of a path is missing. */
    void checkFolder(String path) {
        folders.checkFolder(path);
    }

    void place(String path) {
        folders.place(path);
    }

    void remove(String path) {
        folders.remove(path);
    }

    /** Removes the undo file of a database that was readable between restores. */
    void removeStandby(DatabaseState state) {
        String undoFile = state.standbyFile();
        if (undoFile != null) {
            folders.remove(undoFile);
        }
    }
}
