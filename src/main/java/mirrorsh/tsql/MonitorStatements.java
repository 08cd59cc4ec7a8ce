package mirrorsh.tsql;

/** The server's own mirroring monitor: procedures of msdb and the Agent job behind them (tsql.md §10, catalog.md §8). */
public final class MonitorStatements {
    private static final String MSDB = "msdb";

    private MonitorStatements() {}

    /** @param minutes between two updates, 1 to 120 */
    public static Batch add(int minutes) {
        return new Batch(
                MSDB, SqlText.keywords("EXEC sp_dbmmonitoraddmonitoring ").number(minutes));
    }

    /** @param minutes between two updates, 1 to 120 */
    public static Batch period(int minutes) {
        return new Batch(
                MSDB, SqlText.keywords("EXEC sp_dbmmonitorchangemonitoring 1, ").number(minutes));
    }

    public static Batch drop() {
        return new Batch(MSDB, SqlText.keywords("EXEC sp_dbmmonitordropmonitoring"));
    }

    /** Whether the job is there: 1 or 0. */
    public static Batch isThere() {
        return new Batch(
                MSDB,
                SqlText.keywords("SELECT COUNT(*) FROM dbo.sysjobs WHERE name = N'Database Mirroring Monitor Job'"));
    }

    /** The minutes between two updates; refused where there is no job (error 32049). */
    public static Batch currentPeriod() {
        return new Batch(MSDB, SqlText.keywords("EXEC sp_dbmmonitorhelpmonitoring"));
    }

    /**
     * What the monitor wrote down of a database, newest first.
     *
     * @param rows 0 the last row, 1 to 5 the last 2, 4, 8, 24, 48 hours, 6 to 9 the last 100, 500, 1000, 1000000 rows
     * @param refresh whether to bring it up to date before
     */
    public static Batch results(String database, int rows, boolean refresh) {
        return new Batch(
                MSDB,
                SqlText.keywords("EXEC sp_dbmmonitorresults ")
                        .string(database)
                        .and(", ")
                        .number(rows)
                        .and(", ")
                        .number(refresh ? 1 : 0));
    }
}
