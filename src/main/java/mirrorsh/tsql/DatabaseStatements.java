package mirrorsh.tsql;

import java.util.List;
import mirrorsh.model.UsageException;

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

    public static Batch trustworthy(String database, boolean on) {
        return set(database, "TRUSTWORTHY " + (on ? "ON" : "OFF"));
    }

    public static Batch drop(String database) {
        return Batch.inMaster(SqlText.keywords("DROP DATABASE ").name(database));
    }

    private static Batch set(String database, String option) {
        return Batch.inMaster(SqlText.keywords("ALTER DATABASE ").name(database).and(" SET " + option));
    }

    /**
     * @param model FULL, BULK_LOGGED or SIMPLE, as the catalog spells it
     * @throws UsageException for any other word
     */
    public static Batch recovery(String database, String model) {
        if (!List.of("FULL", "BULK_LOGGED", "SIMPLE").contains(model)) {
            throw new UsageException("'" + model + "' is no recovery model.", "FULL, BULK_LOGGED or SIMPLE");
        }
        return set(database, "RECOVERY " + model);
    }
}
