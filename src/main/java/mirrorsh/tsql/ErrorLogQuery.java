package mirrorsh.tsql;

import java.util.List;

/**
 * The one batch that reads what the error log says of mirroring lately (errors.md §10): first how many minutes local time is ahead
 * of UTC, then one result set for each word that is looked for. Needs membership of sysadmin or securityadmin.
 */
public final class ErrorLogQuery {
    private static final int HOURS = 48;

    /**
     * Links, handshakes and sessions; own certificates and keys; listeners; refused configuration; and the lines with number,
     * severity and state that stand before a message.
     */
    private static final List<String> WORDS = List.of(
            "irroring", "certificate", "listen", "configure", "master key", "Error: 14", "Error: 96", "Error: 154");

    private ErrorLogQuery() {}

    /** Lines of the last two days in the current log file, oldest first in each result set. */
    public static Batch recent() {
        SqlText text = SqlText.keywords("DECLARE @since datetime = DATEADD(hour, -" + HOURS + ", GETDATE());\n"
                + "SELECT DATEDIFF(minute, GETUTCDATE(), GETDATE()) AS minutes_ahead");
        for (String word : WORDS) {
            text = text.and(";\nEXEC master.dbo.xp_readerrorlog 0, 1, ")
                    .string(word)
                    .and(", NULL, @since, NULL, N'asc'");
        }
        return Batch.inMaster(text);
    }
}
