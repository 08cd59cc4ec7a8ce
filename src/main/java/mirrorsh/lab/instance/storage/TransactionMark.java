package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The mark of a transaction begun WITH MARK, as msdb.dbo.logmarkhistory tells of it. */
record TransactionMark(String name, @Nullable String description, String login) {
    /** Where it was left: a row of the history. */
    record Left(TransactionMark mark, String database, long lsn, LocalDateTime at) {}
}
