package mirrorsh.lab.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stream in which a batch answers, in order (tds.md §10.1). The caller says what happened; flags that say "more follows" are
 * the implementation's business. Used by one thread.
 */
public interface ResponseSink {
    /** Opens a result set. */
    void columns(List<Column> columns);

    /** One row of the open result set; values as {@link SqlType} says. May block on a slow client. */
    void row(@Nullable Object[] values);

    /** A message: information or error. */
    void message(SqlMessage message);

    /** The session's environment changed. */
    void environment(EnvironmentChange change);

    /**
     * One statement ended.
     *
     * @param command which kind of statement, for the wire's command code
     * @param rows affected or returned rows, -1 where there is no count (also under SET NOCOUNT ON)
     * @param failed whether it raised an error
     */
    void done(StatementKind command, long rows, boolean failed);

    /** Sends what is buffered now (RAISERROR WITH NOWAIT). */
    void flush();

    /** A change of the session's environment (tds.md §8). */
    record EnvironmentChange(Kind kind, String newValue, String oldValue) {
        /** Which part changed. */
        public enum Kind {
            DATABASE,
            LANGUAGE,
            BEGIN_TRANSACTION,
            COMMIT_TRANSACTION,
            ROLLBACK_TRANSACTION
        }
    }
}
