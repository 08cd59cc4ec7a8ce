package mirrorsh.tsql;

/** Statements on mirroring sessions: ALTER DATABASE ... SET PARTNER and SET WITNESS (tsql.md §7.1). */
public final class MirroringStatements {
    private MirroringStatements() {}

    /** @param url {@code TCP://address:port} of the other partner's endpoint */
    public static Batch setPartner(String database, String url) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER = ").string(url));
    }

    public static Batch partnerOff(String database) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER OFF"));
    }

    public static Batch safety(String database, boolean full) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER SAFETY " + (full ? "FULL" : "OFF")));
    }

    public static Batch failover(String database) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER FAILOVER"));
    }

    /** Makes the mirror the principal though the principal cannot be asked; what it had not sent is lost. */
    public static Batch forceService(String database) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER FORCE_SERVICE_ALLOW_DATA_LOSS"));
    }

    public static Batch suspend(String database) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER SUSPEND"));
    }

    public static Batch resume(String database) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER RESUME"));
    }

    public static Batch timeout(String database, int seconds) {
        return Batch.inMaster(alter(database).and("\n   SET PARTNER TIMEOUT ").number(seconds));
    }

    /** @param url {@code TCP://address:port} of the witness's endpoint */
    public static Batch setWitness(String database, String url) {
        return Batch.inMaster(alter(database).and("\n   SET WITNESS = ").string(url));
    }

    public static Batch witnessOff(String database) {
        return Batch.inMaster(alter(database).and("\n   SET WITNESS OFF"));
    }

    private static SqlText alter(String database) {
        return SqlText.keywords("ALTER DATABASE ").name(database);
    }

    /** Waits until the session is SYNCHRONIZED, and raises an error when it is not in time: for scripts, which cannot look. */
    public static Batch awaitSynchronized(String database, long seconds) {
        SqlText there = SqlText.keywords("SELECT 1 FROM sys.database_mirroring WHERE database_id = DB_ID(")
                .string(database)
                .and(") AND mirroring_state_desc = N'SYNCHRONIZED'");
        return Batch.inMaster(SqlText.keywords("DECLARE @until datetime2 = DATEADD(second, ")
                .number(seconds)
                .and(", SYSUTCDATETIME());\nWHILE SYSUTCDATETIME() < @until\n   AND NOT EXISTS (")
                .and(there.masked())
                .and(")\n    WAITFOR DELAY '00:00:01';\nIF NOT EXISTS (")
                .and(there.masked())
                .and(")\n    RAISERROR(N'The session is not SYNCHRONIZED yet.', 16, 1)"));
    }
}
