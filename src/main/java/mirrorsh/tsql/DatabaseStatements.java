package mirrorsh.tsql;

/** Statements on databases as such (tsql.md §7.2, §7.3). */
public final class DatabaseStatements {
    private DatabaseStatements() {}

    public static Batch recoveryFull(String database) {
        return set(database, "RECOVERY FULL");
    }

    public static Batch autoCloseOff(String database) {
        return set(database, "AUTO_CLOSE OFF");
    }

    public static Batch multiUser(String database) {
        return set(database, "MULTI_USER");
    }

    public static Batch readWrite(String database) {
        return set(database, "READ_WRITE");
    }

    public static Batch drop(String database) {
        return Batch.inMaster(SqlText.keywords("DROP DATABASE ").name(database));
    }

    private static Batch set(String database, String option) {
        return Batch.inMaster(SqlText.keywords("ALTER DATABASE ").name(database).and(" SET " + option));
    }
}
