package mirrorsh.lab.instance.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.TemporaryTable;
import mirrorsh.lab.sql.ast.BackupStatement;
import mirrorsh.lab.sql.ast.DatabaseStatement;
import mirrorsh.lab.sql.ast.Statement.CreateTable;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;

/** The databases of one instance. Safe to share between threads. */
public interface Storage {
    /** By name, without regard to case. */
    Optional<Database> find(String name);

    /** All, by id: master 1, tempdb 2, model 3, msdb 4, then the users'. */
    List<Database> all();

    /** CREATE, DROP and ALTER DATABASE other than mirroring; a change of options may wait for other sessions until it is cancelled. */
    void execute(DatabaseStatement statement, Caller caller, Cancellation cancellation);

    /** BACKUP and RESTORE, with their messages and result sets. */
    void execute(BackupStatement statement, Caller caller, ResponseSink sink, Cancellation cancellation);

    /**
     * A view that shows storage: sys.databases, sys.master_files, sys.database_files, sys.database_recovery_status,
     * sys.database_mirroring, sys.tables, sys.objects, sys.columns, sys.indexes, sys.types, sys.schemas and msdb.dbo.backupset,
     * backupmediaset, backupmediafamily, backupfile, restorehistory, restorefile, sysjobs, sysjobsteps...
     *
     * @param database the database whose copy of the view is meant
     * @param schema lower case
     * @param view lower case
     */
    Optional<Relation> view(Database database, String schema, String view, Caller caller);

    /** Says where the views of tempdb learn of the temporary tables that a caller may see. */
    default void temporary(Function<Caller, List<TemporaryTable>> source) {}

    /**
     * Writes the present users, permissions and keys of a database to its log, so that its mirror and its log backups carry them. To be
     * called after each statement that changed them.
     */
    void securityChanged(String database);

    /**
     * Refuses a change of the database encryption key of a database: 33102, 33118, 33123.
     *
     * @param present whether a key is altered or dropped
     */
    void checkEncryptionKeyChange(String database, boolean present);

    /** Whether a certificate with this thumbprint protects the encryption key of a database. */
    boolean encrypts(byte[] certificate);

    /** Makes a login the owner of a database; 15151 when there is no such database. */
    void changeOwner(String database, String login);

    /** Whether a login owns a database. */
    boolean isOwner(String login);

    /** The Agent jobs of msdb. */
    AgentJobs jobs();

    /** A new transaction over tables. */
    Transaction begin();

    /** Changes of one session that become durable together. Used by one thread. */
    interface Transaction {
        /** Makes the changes durable and tells the mirror; may wait for it. */
        void commit();

        void rollback();

        /** Lets the commit leave a mark in the log of each database that it changes, for RESTORE ... WITH STOPATMARK. */
        void mark(String name, @org.jspecify.annotations.Nullable String description, String login);

        Object savepoint();

        void rollbackTo(Object savepoint);

        /** The transaction that keeps this one waiting now; safe to call from any thread. */
        Optional<Transaction> waitsFor();
    }

    /** One database. */
    interface Database {
        int id();

        String name();

        DatabaseSecurity security();

        /** MULTI_USER, SINGLE_USER or RESTRICTED_USER (catalog.md §6.1). */
        String userAccess();

        /** Refuses to be opened: 927, 942, 954, 955, ... */
        void checkOpen();

        /** A user table, changed through the transaction; schema null for dbo. */
        Optional<Table> table(@org.jspecify.annotations.Nullable String schema, String name, Transaction transaction);

        /** 2714 when it exists. */
        void createTable(CreateTable statement, Transaction transaction);

        /** 3701 when it is absent. */
        void dropTable(@org.jspecify.annotations.Nullable String schema, String name, Transaction transaction);

        /** The database as mirroring sees it. */
        MirroredDatabase mirrored();

        /** Called when sessions inside the database must end (role change, DROP). */
        void onEviction(Runnable evict);
    }
}
