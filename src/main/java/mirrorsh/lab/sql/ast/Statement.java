package mirrorsh.lab.sql.ast;

import java.util.List;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** One statement of a batch. */
public sealed interface Statement {
    /** 1-based line in the batch where it begins. */
    int line();

    /** A whole batch. */
    record Batch(List<Statement> statements) {}

    /** Administration of the instance: everything the interpreter hands on. */
    record Administration(AdminStatement action, int line) implements Statement {}

    record Use(String database, int line) implements Statement {}

    /** {@code EXECUTE AS LOGIN = 'name'}; the name is a literal or a variable. */
    record ExecuteAs(Expression login, int line) implements Statement {}

    /** Ends the last {@link ExecuteAs}. */
    record Revert(int line) implements Statement {}

    record Declare(List<Variable> variables, int line) implements Statement {
        /** A scalar variable, or a table variable (then {@code type} is null and {@code columns} is not empty). */
        public record Variable(
                String name,
                @Nullable SqlType type,
                List<ColumnDefinition> columns,
                @Nullable Expression initial) {}
    }

    record SetVariable(String name, Expression value, int line) implements Statement {}

    /**
     * {@code SET NOCOUNT ON}, {@code SET TRANSACTION ISOLATION LEVEL ...} and kin.
     *
     * @param options upper-cased option names (several in {@code SET A, B ON}); ISOLATION LEVEL is the one name
     *     "TRANSACTION ISOLATION LEVEL"
     * @param value upper-cased value text as written
     */
    record SetOption(List<String> options, String value, int line) implements Statement {}

    record If(
            Expression condition, Statement then, @Nullable Statement otherwise, int line) implements Statement {}

    record While(Expression condition, Statement body, int line) implements Statement {}

    record Block(List<Statement> statements, int line) implements Statement {}

    record TryCatch(List<Statement> body, List<Statement> handler, int line) implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}

    /** {@code name:}, where {@link Goto} leads. */
    record Label(String name, int line) implements Statement {}

    record Goto(String label, int line) implements Statement {}

    /** {@code DECLARE name CURSOR FOR query}; {@code local} ends with the batch or text that declares it. */
    record DeclareCursor(String name, boolean local, boolean scroll, Query query, int line) implements Statement {}

    /** OPEN, CLOSE or DEALLOCATE of a cursor. */
    record CursorChange(Action action, String name, int line) implements Statement {
        public enum Action {
            OPEN,
            CLOSE,
            DEALLOCATE
        }
    }

    /** {@code FETCH direction FROM name INTO variables}; without variables the row goes to the client. */
    record Fetch(Direction direction, String name, List<String> into, int line) implements Statement {
        public enum Direction {
            NEXT,
            PRIOR,
            FIRST,
            LAST
        }
    }

    record Return(@Nullable Expression value, int line) implements Statement {}

    record Print(Expression text, int line) implements Statement {}

    record RaiseError(
            Expression message,
            Expression severity,
            Expression state,
            List<Expression> arguments,
            boolean noWait,
            boolean log,
            int line)
            implements Statement {}

    /** {@code THROW n, text, state}; all null re-throws. */
    record Throw(
            @Nullable Expression number,
            @Nullable Expression text,
            @Nullable Expression state,
            int line) implements Statement {}

    /** {@code WAITFOR DELAY|TIME 'hh:mm:ss'}. */
    record WaitFor(boolean delay, Expression time, int line) implements Statement {}

    /** {@code EXEC [@r =] procedure arguments}. */
    record Execute(@Nullable String resultVariable, ObjectName procedure, List<Argument> arguments, int line)
            implements Statement {}

    /** {@code EXEC ('text' + @x)}. */
    record ExecuteText(Expression text, int line) implements Statement {}

    /** An argument of EXEC; name with at sign or null; {@code value} null is DEFAULT. */
    record Argument(@Nullable String name, @Nullable Expression value, boolean output) {}

    /**
     * BEGIN, COMMIT, ROLLBACK or SAVE TRANSACTION.
     *
     * @param mark of BEGIN TRANSACTION ... WITH MARK, else null
     */
    record Transaction(
            Action action, @Nullable String name, @Nullable Mark mark, int line) implements Statement {
        /** Without a mark. */
        public Transaction(Action action, @Nullable String name, int line) {
            this(action, name, null, line);
        }

        /** A mark in the log, to which it can be restored; its name is the transaction's. */
        public record Mark(@Nullable String description) {}

        public enum Action {
            BEGIN,
            COMMIT,
            ROLLBACK,
            SAVE
        }
    }

    record Select(Query query, int line) implements Statement {}

    /** {@code OUTPUT ... [INTO table (columns)]}; {@code into} null sends the rows to the client. */
    record OutputClause(List<Query.Item> items, @Nullable ObjectName into, List<String> columns) {}

    /** {@code columns} empty means all; exactly one of query and execute, neither for DEFAULT VALUES. */
    record Insert(
            ObjectName table,
            List<String> columns,
            @Nullable OutputClause output,
            @Nullable Query query,
            @Nullable Execute execute,
            int line)
            implements Statement {}

    record Update(
            ObjectName table,
            List<Set> assignments,
            @Nullable OutputClause output,
            Query.@Nullable Source from,
            @Nullable Expression where,
            Query.@Nullable Top top,
            int line)
            implements Statement {
        public record Set(String column, Expression value) {}
    }

    record Delete(
            ObjectName table,
            @Nullable OutputClause output,
            Query.@Nullable Source from,
            @Nullable Expression where,
            Query.@Nullable Top top,
            int line)
            implements Statement {}

    /** Also temp tables ({@code #t}). */
    record CreateTable(
            ObjectName name,
            List<ColumnDefinition> columns,
            @Nullable PrimaryKey key,
            int line) implements Statement {
        public CreateTable(ObjectName name, List<ColumnDefinition> columns, int line) {
            this(name, columns, PrimaryKey.of(columns), line);
        }
    }

    /**
     * The primary key of a table.
     *
     * @param name null where the server is to find one
     * @param columns in the key's order, which need not be the table's
     */
    record PrimaryKey(@Nullable String name, List<KeyColumn> columns, boolean clustered) {
        public PrimaryKey {
            columns = List.copyOf(columns);
        }

        /** The key of the columns that are marked, without a name of its own; null where none is. */
        public static @Nullable PrimaryKey of(List<ColumnDefinition> columns) {
            List<KeyColumn> marked = columns.stream()
                    .filter(ColumnDefinition::primaryKey)
                    .map(column -> new KeyColumn(column.name(), false))
                    .toList();
            return marked.isEmpty() ? null : new PrimaryKey(null, marked, true);
        }
    }

    /** A column of a key. */
    record KeyColumn(String name, boolean descending) {}

    record DropTable(List<ObjectName> names, boolean ifExists, int line) implements Statement {}

    record Truncate(ObjectName name, int line) implements Statement {}

    /** A column of CREATE TABLE or of a table variable. */
    record ColumnDefinition(
            String name,
            SqlType type,
            boolean nullable,
            boolean identity,
            boolean primaryKey,
            @Nullable Expression defaultValue) {}
}
