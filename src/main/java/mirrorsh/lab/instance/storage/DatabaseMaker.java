package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.instance.storage.DatabaseOptions.Access;
import mirrorsh.lab.instance.storage.DatabaseOptions.Recovery;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.sql.ast.DatabaseStatement.CreateDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.FileSpecification;
import mirrorsh.lab.type.SqlFailure;

/** Makes the system databases at start and new databases later (tsql.md §7.3). */
final class DatabaseMaker {
    /** The collation of the lab's instances. */
    static final String COLLATION = "SQL_Latin1_General_CP1_CI_AS";

    private final Installation installation;
    private final DatabaseList databases;
    private final InstanceFolders folders;
    private final Clock clock;

    DatabaseMaker(Installation installation, DatabaseList databases, InstanceFolders folders) {
        this.installation = installation;
        this.databases = databases;
        this.folders = folders;
        this.clock = installation.machine().clock();
    }

    void makeSystemDatabases(DatabaseSecurity master) {
        // model is FULL, but SIMPLE on Express (unconfirmed, tsql.md §7.3)
        Recovery model = installation.edition() == Edition.EXPRESS ? Recovery.SIMPLE : Recovery.FULL;
        makeSystem("master", "mastlog", Recovery.SIMPLE, master);
        makeSystem("tempdb", "templog", Recovery.SIMPLE, DatabaseSecurity.freshWithGuest());
        makeSystem("model", "modellog", model, DatabaseSecurity.fresh());
        makeSystem("msdb", "MSDBLog", Recovery.SIMPLE, DatabaseSecurity.freshWithGuest());
    }

    private void makeSystem(String name, String logName, Recovery recovery, DatabaseSecurity security) {
        List<DatabaseFile> files = List.of(
                file(1, name.equals("msdb") ? "MSDBData" : name, folders.data() + "\\" + name + ".mdf", false),
                file(2, logName, folders.data() + "\\" + logName + ".ldf", true));
        files.forEach(file -> folders.place(file.path()));
        make(name, options(recovery, "sa"), files, security);
    }

    void create(CreateDatabase statement, String owner) {
        String name = statement.name();
        if (databases.find(name).isPresent()) {
            throw SqlFailure.of(1801, name);
        }
        Recovery recovery = databases
                .find("model")
                .map(model -> model.state().options().recovery())
                .orElse(Recovery.FULL);
        DatabaseOptions options = options(recovery, owner).broker(true);
        if (statement.collation() != null) {
            options = options.collation(checkedCollation(statement.collation()));
        }
        List<DatabaseFile> files = filesOf(statement);
        try {
            checkFiles(files);
            files.forEach(file -> folders.place(file.path()));
        } catch (SqlFailure e) {
            throw e.followedBy(1802);
        }
        make(name, options, files, DatabaseSecurity.fresh());
    }

    private static String checkedCollation(String collation) {
        if (!collation.matches("[A-Za-z0-9_]+_(C[IS]_A[IS].*|BIN2?)")) {
            throw SqlFailure.of(448, collation);
        }
        return collation;
    }

    private List<DatabaseFile> filesOf(CreateDatabase statement) {
        List<FileSpecification> data = new ArrayList<>();
        List<FileSpecification> log = new ArrayList<>();
        statement.files().forEach(file -> (file.log() ? log : data).add(file));
        String name = statement.name();
        if (data.isEmpty()) {
            data.add(new FileSpecification(name, folders.data() + "\\" + name + ".mdf", false));
        }
        if (log.isEmpty()) {
            log.add(new FileSpecification(name + "_log", folders.data() + "\\" + name + "_log.ldf", true));
        }
        List<FileSpecification> ordered = new ArrayList<>();
        ordered.add(data.get(0));
        ordered.add(log.get(0));
        ordered.addAll(data.subList(1, data.size()));
        ordered.addAll(log.subList(1, log.size()));
        List<DatabaseFile> files = new ArrayList<>();
        for (FileSpecification file : ordered) {
            files.add(file(files.size() + 1, file.logicalName(), file.path(), file.log()));
        }
        return files;
    }

    /** Refuses logical names that are there twice (1828), missing folders (5133) and paths that are taken (5170). */
    void checkFiles(List<DatabaseFile> files) {
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (DatabaseFile file : files) {
            if (!names.add(file.logicalName().toLowerCase(Locale.ROOT))) {
                throw SqlFailure.of(1828, file.logicalName());
            }
            folders.checkFolder(file.path());
            boolean twice = !paths.add(file.path().replace('/', '\\').toLowerCase(Locale.ROOT));
            if (twice || folders.disk().exists(file.path())) {
                throw SqlFailure.of(5170, file.path());
            }
        }
    }

    static DatabaseFile file(int id, String logicalName, String path, boolean log) {
        return new DatabaseFile(id, UUID.randomUUID(), logicalName, path, log, 0);
    }

    private DatabaseOptions options(Recovery recovery, String owner) {
        int compatibility = installation.version().major() * 10;
        return new DatabaseOptions(
                recovery, Access.MULTI_USER, false, false, false, false, compatibility, COLLATION, owner);
    }

    private void make(String name, DatabaseOptions options, List<DatabaseFile> files, DatabaseSecurity security) {
        DatabaseIdentity identity = DatabaseIdentity.fresh(name, LocalTimes.now(clock));
        Image image = new Image(
                Content.empty(),
                LogChain.NONE,
                RecoveryForks.start(UUID.randomUUID()),
                MirroredCopy.writeSecurity(security),
                null);
        StoredDatabase made = databases.add(
                name,
                id -> new DatabaseState(
                        id,
                        identity,
                        options,
                        DatabaseStatus.ONLINE,
                        null,
                        files,
                        image,
                        1,
                        0,
                        0,
                        true,
                        null,
                        null,
                        security));
        made.locked(log -> log.note(new LogChange.Checkpoint()));
    }
}
