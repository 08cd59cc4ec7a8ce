package mirrorsh.lab.sql;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import org.jspecify.annotations.Nullable;

/**
 * The instance as one session's interpreter sees it. Every method may refuse with a {@link mirrorsh.lab.type.SqlFailure}. Used by
 * one thread.
 */
public interface Engine {
    /** Name of the current database, as the server spells it. */
    String currentDatabase();

    /** Changes the current database; 911, 916, 927, 942, 954, 955. */
    void use(String database);

    /**
     * Takes on another login's rights; 916, 15406.
     *
     * @param level how deep the text is nested in which it stands
     */
    void executeAs(String login, int level);

    /** Ends the last {@link #executeAs} of that level, if there is one; 15357 in another database than that began in. */
    void revert(int level);

    /** Ends those of that level and of deeper ones: the text in which they stand is over. */
    void leave(int level);

    /** A catalog view or a table, seen from the current database and with the caller's rights; 208. */
    Relation relation(ObjectName name);

    /** A function that needs the instance, by its upper-cased name ({@code SERVERPROPERTY}, {@code @@SERVERNAME}, ...). */
    Optional<ScalarFunction> function(String name);

    /** A table-valued function with evaluated arguments. */
    Optional<Relation> tableFunction(Expression.Call call, List<Object> arguments);

    /** A system procedure, whatever database and schema it is called with. */
    Optional<Procedure> procedure(ObjectName name);

    /**
     * Executes a statement of administration; its expressions are literals.
     *
     * @param inTransaction whether a user transaction is open (226, 574, 3021)
     */
    void administer(AdminStatement statement, boolean inTransaction, ResponseSink sink, Cancellation cancellation);

    void createTable(Statement.CreateTable statement);

    /** Drops one table; 3701. */
    void dropTable(ObjectName name);

    /**
     * Makes every change applied to tables since the last commit or rollback durable. May wait for a mirror (transaction safety
     * FULL). Nothing to do is fine.
     */
    void commit();

    /** Lets the next commit leave a mark in the log of each database that it changes. */
    void mark(String name, @Nullable String description);

    /** Takes back every change applied to tables since the last commit. */
    void rollback();

    /** Remembers the present point of the open transaction. */
    Object savepoint();

    /** Takes back every change since the point. */
    void rollbackTo(Object savepoint);

    /** The year of the release whose language is understood; younger functions and clauses are unknown (tsql.md §12). */
    default int release() {
        return 2022;
    }

    /** A number for a new temporary table, which no other session has; of a session alone, that of its own tables. */
    default int temporaryNumber(int ofSession) {
        return ofSession;
    }

    /** The temporary tables that the session has now, for the catalog of tempdb. */
    default void temporaryTables(List<TemporaryTable> present) {}

    /** The host's own clock; its zone is the host's local zone. */
    Clock clock();
}
