package mirrorsh.tsql;

/** Statements that let one run at a time change an instance: an application lock of the session, in master. */
public final class LockStatements {
    private static final String RESOURCE = "mirrorsh";

    private LockStatements() {}

    /**
     * Takes the lock, or does not wait for it. The first result set has the outcome, negative when another session has it; the second
     * one, then, who that is, if the login may see it: login, computer, and since when it is connected.
     */
    public static Batch acquire() {
        return Batch.inMaster(SqlText.keywords("DECLARE @result int;\nEXEC @result = sp_getapplock @Resource = ")
                .string(RESOURCE)
                .and(", @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0;\n"
                        + "SELECT @result AS result;\n"
                        + "IF @result < 0\n"
                        + "BEGIN TRY\n"
                        + "    SELECT s.login_name, s.host_name, CONVERT(nvarchar(19), s.login_time, 120) AS since\n"
                        + "    FROM sys.dm_tran_locks AS l JOIN sys.dm_exec_sessions AS s"
                        + " ON s.session_id = l.request_session_id\n"
                        + "    WHERE l.resource_type = N'APPLICATION' AND l.request_status = N'GRANT'"
                        + " AND l.resource_database_id = DB_ID()\n"
                        + "    AND CHARINDEX(N'[' + ")
                .string(RESOURCE)
                .and(" + N']', l.resource_description) > 0;\n"
                        + "END TRY\n"
                        + "BEGIN CATCH\n"
                        + "    SELECT 1 AS hidden WHERE 1 = 0; -- without VIEW SERVER STATE (300)\n"
                        + "END CATCH"));
    }

    /** Gives it back. It also goes with the session. */
    public static Batch release() {
        return Batch.inMaster(SqlText.keywords("EXEC sp_releaseapplock @Resource = ")
                .string(RESOURCE)
                .and(", @LockOwner = N'Session'"));
    }
}
