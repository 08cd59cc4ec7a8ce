package mirrorsh.tsql;

/** Statements on the database master key of master (tsql.md §2). */
public final class KeyStatements {
    private KeyStatements() {}

    public static Batch createMasterKey(SecretSource password) {
        return Batch.inMaster(
                SqlText.keywords("CREATE MASTER KEY ENCRYPTION BY PASSWORD = ").secret(password));
    }

    /** Opens it for this connection only. */
    public static Batch openMasterKey(SecretSource password) {
        return Batch.inMaster(
                SqlText.keywords("OPEN MASTER KEY DECRYPTION BY PASSWORD = ").secret(password));
    }

    /** Lets it open by itself from now on; it has to be open in this connection. */
    public static Batch addServiceMasterKey() {
        return Batch.inMaster(SqlText.keywords("ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY"));
    }

    /**
     * Makes the password of a database's own master key known to this instance, or forgets it (tsql.md §2.5): an instance that did
     * not make the key opens it with that.
     */
    public static Batch databasePassword(String database, SecretSource password, boolean known) {
        return Batch.inMaster(SqlText.keywords("EXEC sp_control_dbmasterkey_password @db_name = ")
                .string(database)
                .and(", @password = ")
                .secret(password)
                .and(", @action = N'" + (known ? "add" : "drop") + "'"));
    }

    public static Batch dropMasterKey() {
        return Batch.inMaster(SqlText.keywords("DROP MASTER KEY"));
    }

    /** The three that let a key open by itself, in one batch: it is open only for the session that opened it. */
    public static Batch openByItself(SecretSource password) {
        return Batch.inMaster(openMasterKey(password)
                .text()
                .and(";\nALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;\nCLOSE MASTER KEY"));
    }

    /** The opposite: it opens with its password only. */
    public static Batch takeFromServiceMasterKey(SecretSource password) {
        return Batch.inMaster(openMasterKey(password)
                .text()
                .and(";\nALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY;\nCLOSE MASTER KEY"));
    }
}
