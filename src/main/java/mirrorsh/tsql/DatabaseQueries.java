package mirrorsh.tsql;

/** What is asked of a database beyond what is always read, before it is mirrored or after its roles were switched. */
public final class DatabaseQueries {
    private DatabaseQueries() {}

    /** Whether it has a master key of its own: 1 or 0. */
    public static Batch hasMasterKey(String database) {
        return new Batch(
                database,
                SqlText.keywords("SELECT COUNT(*) FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##'"));
    }

    /** How many passwords of its master key the instance knows (catalog.md §4.5). */
    public static Batch knownPasswords(String database) {
        return Batch.inMaster(SqlText.keywords("SELECT COUNT(*) FROM sys.master_key_passwords AS p"
                        + " JOIN sys.database_recovery_status AS r ON r.family_guid = p.family_guid"
                        + " WHERE r.database_id = DB_ID(")
                .string(database)
                .and(")"));
    }

    /** Whether TRUSTWORTHY is ON: 1 or 0. */
    public static Batch isTrustworthy(String database) {
        return Batch.inMaster(
                SqlText.keywords("SELECT CONVERT(int, is_trustworthy_on) FROM sys.databases WHERE name = ")
                        .string(database));
    }

    /** The thumbprint of what protects its encryption key, as 0x and digits; empty when it is not encrypted. */
    public static Batch encryptor(String database) {
        return Batch.inMaster(
                SqlText.keywords("IF EXISTS (SELECT 1 FROM sys.databases WHERE is_encrypted = 1 AND name = ")
                        .string(database)
                        .and(
                                ")\n    SELECT CONVERT(nvarchar(130), encryptor_thumbprint, 1) FROM sys.dm_database_encryption_keys"
                                        + " WHERE database_id = DB_ID(")
                        .string(database)
                        .and(")\nELSE\n    SELECT N''"));
    }
}
