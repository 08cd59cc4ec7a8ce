package mirrorsh.lab.instance.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.TemporaryTable;
import mirrorsh.lab.sql.ast.BackupStatement;
import mirrorsh.lab.sql.ast.BackupStatement.Backup;
import mirrorsh.lab.sql.ast.BackupStatement.Restore;
import mirrorsh.lab.sql.ast.BackupStatement.RestoreInfo;
import mirrorsh.lab.sql.ast.DatabaseStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement.CreateDatabase;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;

/** The databases of one imitation instance, in memory, with placeholder files and real backup files on its disk. */
public final class InstanceStorage implements Storage {
    /** How long a change waits for another session's open transaction: 1222 afterwards. */
    private static final long LOCK_TIMEOUT_MILLIS = 5_000;

    private final DatabaseList databases;
    private final DatabaseStatements statements;
    private final Backups backups;
    private final Restores restores;
    private final RestoreInformation information;
    private final StorageViews views;
    private final AgentJobs jobs;
    private final InstanceFolders folders;
    private final BackupHistory history = new BackupHistory();
    private final Principals principals;

    /**
     * Creates the default folders and the system databases.
     *
     * @param master security of master, which the instance's own security made
     * @param occupancy which databases sessions are in
     */
    public InstanceStorage(
            Installation installation, DatabaseSecurity master, Principals principals, Occupancy occupancy) {
        this.principals = principals;
        this.folders = new InstanceFolders(installation);
        Encryption encryption = new Encryption(installation, principals);
        this.databases = new DatabaseList(folders, installation.machine().clock(), encryption);
        DatabaseMaker maker = new DatabaseMaker(installation, databases, folders);
        maker.makeSystemDatabases(master);
        this.statements = new DatabaseStatements(databases, maker, folders, occupancy, encryption, installation);
        BackupDevices devices = new BackupDevices(installation, folders, principals);
        RestorePlaces places = new RestorePlaces(databases, folders);
        this.backups = new Backups(installation, databases, devices, history, occupancy, principals, places);
        this.restores = new Restores(installation, databases, devices, places, history, occupancy, encryption);
        this.information = new RestoreInformation(installation.version(), devices, encryption);
        this.jobs = new AgentJobs(installation.machine().clock());
        this.views = new StorageViews(
                databases,
                history,
                jobs,
                new DatabaseViews(installation.version(), principals, encryption),
                new HistoryViews(installation.version()));
    }

    @Override
    public Optional<Database> find(String name) {
        return databases.find(name).map(database -> database);
    }

    @Override
    public List<Database> all() {
        return List.copyOf(databases.all());
    }

    @Override
    public void execute(DatabaseStatement statement, Caller caller, Cancellation cancellation) {
        statements.execute(statement, caller, cancellation);
        if (statement instanceof CreateDatabase create) {
            makeDbo(create.name(), caller.login());
        }
    }

    @Override
    public void execute(BackupStatement statement, Caller caller, ResponseSink sink, Cancellation cancellation) {
        if (statement instanceof Backup backup) {
            backups.execute(backup, caller, sink, cancellation);
        } else if (statement instanceof Restore restore) {
            restores.execute(restore, caller, sink, cancellation);
        } else if (statement instanceof RestoreInfo info) {
            information.execute(info, caller, sink);
        }
    }

    @Override
    public Optional<Relation> view(Database database, String schema, String view, Caller caller) {
        return views.view((StoredDatabase) database, schema, view, caller);
    }

    @Override
    public void temporary(Function<Caller, List<TemporaryTable>> source) {
        views.temporary(source);
    }

    @Override
    public Transaction begin() {
        return begin(LOCK_TIMEOUT_MILLIS);
    }

    Transaction begin(long lockTimeoutMillis) {
        return new StoredTransaction(lockTimeoutMillis, history::addMark);
    }

    /** Where new data and log files lie unless a statement says otherwise; ends in a back slash (InstanceDefaultDataPath). */
    public String dataFolder() {
        return folders.data() + "\\";
    }

    /** Where backups with a relative path lie; ends in a back slash (InstanceDefaultBackupPath). */
    public String backupFolder() {
        return folders.backup() + "\\";
    }

    @Override
    public AgentJobs jobs() {
        return jobs;
    }

    @Override
    public void changeOwner(String database, String login) {
        stored(database).change(state -> state.withOptions(state.options().owner(login)));
        makeDbo(database, login);
    }

    /** From now on the user dbo of the database stands for the login. */
    private void makeDbo(String database, String login) {
        byte[] sid = principals.sid(login);
        if (sid != null) {
            stored(database).security().ownedBy(sid);
            securityChanged(database);
        }
    }

    @Override
    public boolean isOwner(String login) {
        return databases.all().stream()
                .anyMatch(database -> database.state().options().owner().equalsIgnoreCase(login));
    }

    @Override
    public void checkEncryptionKeyChange(String database, boolean present) {
        Encryption.checkKeyChange(stored(database).state(), present);
    }

    @Override
    public boolean encrypts(byte[] certificate) {
        return databases.all().stream()
                .flatMap(database -> database.security().encryption().stream())
                .anyMatch(encryption -> encryption.isProtectedBy(certificate));
    }

    @Override
    public void securityChanged(String database) {
        StoredDatabase stored = stored(database);
        if (stored.state().status() == MirroredDatabase.DatabaseStatus.ONLINE) {
            stored.recordSecurity();
        }
    }

    private StoredDatabase stored(String name) {
        return databases.find(name).orElseThrow(() -> SqlFailure.of(15151, "find", "database", name));
    }
}
