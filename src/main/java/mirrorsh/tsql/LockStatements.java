package mirrorsh.tsql;

/** Statements that let one run at a time change an instance: an application lock of the session, in master. */
public final class LockStatements {
    private static final String RESOURCE = "mirrorsh";

    private LockStatements() {}

    /**
     * Takes the lock, or does not wait for it. The first result set has the outcome, negative when another session has it; the second
     * one, then, the other sessions of this program: login, computer, and since when they are connected.
     */
    public static Batch acquire() {
        return Batch.inMaster(SqlText.keywords("DECLARE @result int;\nEXEC @result = sp_getapplock @Resource = ")
                .string(RESOURCE)
                .and(", @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0;\n"
                        + "SELECT @result AS result;\n"
                        + "IF @result < 0\n"
                        + "    SELECT login_name, host_name, CONVERT(nvarchar(19), login_time, 120) AS since\n"
                        + "    FROM sys.dm_exec_sessions WHERE program_name = ")
                .string(RESOURCE)
                .and(" AND session_id <> @@SPID ORDER BY login_time"));
    }

    /** Gives it back. It also goes with the session. */
    public static Batch release() {
        return Batch.inMaster(SqlText.keywords("EXEC sp_releaseapplock @Resource = ")
                .string(RESOURCE)
                .and(", @LockOwner = N'Session'"));
    }
}
