package mirrorsh.lab.sql.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Functions and global variables that the session answers itself. */
final class SessionFunctions {
    private static final SqlType IDENTITY = SqlType.numeric(38, 0);

    private final Session session;
    private final Map<String, ScalarFunction> functions = new HashMap<>();

    SessionFunctions(Session session) {
        this.session = session;
        add("@@ERROR", SqlType.INT, s -> s.error());
        add("@@ROWCOUNT", SqlType.INT, s -> (int) s.rowCount());
        add("ROWCOUNT_BIG", SqlType.BIGINT, s -> s.rowCount());
        add("@@TRANCOUNT", SqlType.INT, s -> s.transactions().count());
        add("XACT_STATE", SqlType.of(SqlType.Kind.SMALLINT), SessionFunctions::transactionState);
        add("@@IDENTITY", IDENTITY, s -> s.identity());
        add("SCOPE_IDENTITY", IDENTITY, s -> s.scopeIdentity());
        add("@@FETCH_STATUS", SqlType.INT, s -> s.fetchStatus());
        add("@@CURSOR_ROWS", SqlType.INT, s -> s.cursorRows());
        add("@@NESTLEVEL", SqlType.INT, s -> s.level());
        add("@@MAX_PRECISION", SqlType.TINYINT, s -> 38);
        add(
                "@@TEXTSIZE",
                SqlType.INT,
                s -> s.options().textSize() < 0
                        ? Integer.MAX_VALUE
                        : s.options().textSize());
        add("@@OPTIONS", SqlType.INT, s -> s.options().bits());
        add("@@DATEFIRST", SqlType.TINYINT, s -> 7);
        add("@@LANGUAGE", SqlType.SYSNAME, s -> "us_english");
        add("@@LANGID", SqlType.SMALLINT, s -> 0);
        addErrorFunctions();
    }

    private void addErrorFunctions() {
        addOfError("ERROR_NUMBER", SqlType.INT, SqlMessage::number);
        addOfError("ERROR_MESSAGE", SqlType.nvarchar(4000), SqlMessage::text);
        addOfError("ERROR_SEVERITY", SqlType.INT, SqlMessage::severity);
        addOfError("ERROR_STATE", SqlType.INT, SqlMessage::state);
        addOfError("ERROR_LINE", SqlType.INT, SqlMessage::line);
        addOfError(
                "ERROR_PROCEDURE",
                SqlType.SYSNAME,
                message -> message.procedure().isEmpty() ? null : message.procedure());
    }

    private void addOfError(String name, SqlType type, Function<SqlMessage, @Nullable Object> part) {
        add(name, type, s -> {
            SqlMessage message = s.caughtMessage();
            return message == null ? null : part.apply(message);
        });
    }

    private void add(String name, SqlType type, Function<Session, @Nullable Object> value) {
        functions.put(name, new ScalarFunction() {
            @Override
            public SqlType type(List<SqlType> arguments) {
                if (!arguments.isEmpty()) {
                    throw SqlFailure.of(174, name.toLowerCase(java.util.Locale.ROOT), 0);
                }
                return type;
            }

            @Override
            public @Nullable Object apply(List<@Nullable Object> arguments) {
                return value.apply(session);
            }
        });
    }

    private static Object transactionState(Session session) {
        if (session.transactions().isDoomed()) {
            return -1;
        }
        return session.transactions().isOpen() ? 1 : 0;
    }

    Optional<ScalarFunction> named(String name) {
        if (name.equals("OBJECT_ID")) {
            return session.engine().function(name).map(this::withTemporaryTables);
        }
        return Optional.ofNullable(functions.get(name));
    }

    /** The engine does not know the session's temporary tables. */
    private ScalarFunction withTemporaryTables(ScalarFunction objectId) {
        return new ScalarFunction() {
            @Override
            public SqlType type(List<SqlType> arguments) {
                return objectId.type(arguments);
            }

            @Override
            public @Nullable Object apply(List<@Nullable Object> arguments) {
                if (arguments.get(0) instanceof String text) {
                    String bare = text.replace("[", "").replace("]", "");
                    String last = bare.substring(bare.lastIndexOf('.') + 1);
                    if (last.startsWith("#")) {
                        return session.temporary().id(ObjectName.of(last));
                    }
                }
                return objectId.apply(arguments);
            }
        };
    }
}
