package mirrorsh.lab.instance.storage;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.DatabaseStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement.AddFile;
import mirrorsh.lab.sql.ast.DatabaseStatement.CreateDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.DropDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.RenameDatabase;
import mirrorsh.lab.sql.ast.DatabaseStatement.SetDatabaseOption;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.SqlFailure;

/** CREATE, DROP and ALTER DATABASE (tsql.md §7.2, §7.3; refusals: errors.md §5, §7). */
final class DatabaseStatements {
    private final DatabaseList databases;
    private final DatabaseMaker maker;
    private final InstanceFolders folders;
    private final Occupancy occupancy;
    private final DatabaseOptionChanges options;
    private final Installation installation;
    private final Clock clock;

    DatabaseStatements(
            DatabaseList databases,
            DatabaseMaker maker,
            InstanceFolders folders,
            Occupancy occupancy,
            Encryption encryption,
            Installation installation) {
        this.databases = databases;
        this.maker = maker;
        this.folders = folders;
        this.occupancy = occupancy;
        this.options = new DatabaseOptionChanges(
                occupancy,
                encryption,
                installation.version().major() * 10,
                installation.machine().clock());
        this.installation = installation;
        this.clock = installation.machine().clock();
    }

    void execute(DatabaseStatement statement, Caller caller, Cancellation cancellation) {
        if (caller.inTransaction()) {
            // the number is unconfirmed between 226 and 574 (tsql.md §1.3)
            throw SqlFailure.of(226, statement.kind().name().replace('_', ' '));
        }
        if (statement instanceof CreateDatabase create) {
            if (!caller.rights().onServer("CRDB")) {
                throw SqlFailure.of(262, "CREATE DATABASE", "master");
            }
            maker.create(create, caller.login());
        } else if (statement instanceof DropDatabase drop) {
            if (drop.ifExists() && !installation.version().atLeast(Version.SQL_2016)) {
                throw SqlFailure.of(156, "IF");
            }
            drop.names().forEach(name -> drop(name, drop.ifExists(), caller));
        } else {
            try {
                alter(statement, caller, cancellation);
            } catch (SqlFailure e) {
                throw e.followedBy(5069);
            }
        }
    }

    private void alter(DatabaseStatement statement, Caller caller, Cancellation cancellation) {
        if (statement instanceof SetDatabaseOption set) {
            options.set(owned(set.database(), caller), set, caller, cancellation);
        } else if (statement instanceof AddFile add) {
            addFile(owned(add.database(), caller), add);
        } else if (statement instanceof RenameDatabase rename) {
            rename(owned(rename.database(), caller), rename.newName(), caller);
        }
    }

    /** The database to alter; 5011 when it is absent or the caller may not. */
    private StoredDatabase owned(String name, Caller caller) {
        return databases
                .find(name)
                .filter(database -> isOwner(database, caller) || caller.rights().in(database.security(), "AL"))
                .orElseThrow(() -> SqlFailure.of(5011, name));
    }

    private static boolean isOwner(StoredDatabase database, Caller caller) {
        return database.state().options().owner().equalsIgnoreCase(caller.login());
    }

    private void drop(String name, boolean ifExists, Caller caller) {
        StoredDatabase database = databases.find(name).orElse(null);
        if (database == null) {
            if (ifExists) {
                return;
            }
            throw SqlFailure.of(3701, "database", name);
        }
        DatabaseState now = database.state();
        if (now.isSystem()) {
            throw SqlFailure.of(3708, now.name());
        }
        if (!isOwner(database, caller)
                && !caller.rights().onServer("ALDB")
                && !caller.rights().in(database.security(), "CL")) {
            throw SqlFailure.of(3701, "database", name);
        }
        if (now.availability() != null) {
            throw SqlFailure.of(3752, now.name());
        }
        if (now.mirroring() != null) {
            throw SqlFailure.of(3743, now.name());
        }
        if (occupancy.isUsed(now.name(), caller)) {
            throw SqlFailure.of(3702, now.name());
        }
        databases.remove(database);
        database.closeWriter();
        database.evict();
        if (now.status() != DatabaseStatus.OFFLINE) {
            now.files().forEach(file -> folders.remove(file.path()));
        }
    }

    private void rename(StoredDatabase database, String newName, Caller caller) {
        DatabaseState now = database.state();
        if (now.isSystem()) {
            throw SqlFailure.of(5058, "NAME", now.name());
        }
        if (now.availability() != null) {
            throw SqlFailure.of(1468, now.name());
        }
        if (now.mirroring() != null) {
            throw SqlFailure.of(957, now.name());
        }
        if (now.status() != DatabaseStatus.ONLINE) {
            throw SqlFailure.of(5052, now.status());
        }
        if (occupancy.isUsedByOthers(now.name(), caller.sessionId())) {
            throw SqlFailure.of(5030, now.name());
        }
        databases.rename(database, newName);
        database.change(state -> state.withIdentity(state.identity().renamed(newName, LocalTimes.now(clock))));
    }

    private void addFile(StoredDatabase database, AddFile statement) {
        DatabaseState now = database.state();
        database.checkOpen();
        int id = now.files().stream().mapToInt(DatabaseFile::id).max().orElse(0) + 1;
        String logical = statement.file().logicalName();
        if (now.files().stream().anyMatch(file -> file.logicalName().equalsIgnoreCase(logical))) {
            throw SqlFailure.of(1828, logical);
        }
        DatabaseFile file = new DatabaseFile(
                id,
                UUID.randomUUID(),
                logical,
                statement.file().path(),
                statement.file().log(),
                now.end() + 1);
        maker.checkFiles(List.of(file));
        folders.place(file.path());
        database.record(List.of(new LogChange.FileAdded(file)), state -> {
            List<DatabaseFile> files = new ArrayList<>(state.files());
            files.add(file);
            return state.withFiles(files);
        });
    }
}
