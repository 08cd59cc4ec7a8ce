package mirrorsh.lab.tds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mirrorsh.lab.tds.Backend.Outcome;
import mirrorsh.lab.tds.Backend.Outcome.Output;
import mirrorsh.lab.tds.Backend.Parameter;
import mirrorsh.lab.tds.PreparedStatements.Prepared;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Carries out calls: the well-known procedures here, all others in the session (tds.md §9.3). Used by one thread. */
final class RpcDispatcher {
    private static final int CURSOR_OPEN_FIXED = 5;
    private static final int CURSOR_PREPARE_EXECUTE_FIXED = 7;
    private static final int CURSOR_EXECUTE_FIXED = 5;

    private final Backend.Session session;
    private final PreparedStatements statements;

    RpcDispatcher(Backend.Session session, PreparedStatements statements) {
        this.session = session;
        this.statements = statements;
    }

    /**
     * Carries out one call.
     *
     * @return return status and outputs, with positions among the parameters of the call as the client wrote it
     * @throws SqlFailure where the call itself is refused
     */
    Outcome dispatch(RpcRequest call, ResponseSink sink, Cancellation cancellation) {
        Outcome outcome = carryOut(call, new Arguments(call), sink, cancellation);
        List<Output> outputs = new ArrayList<>();
        for (Output output : outcome.outputs()) {
            outputs.add(named(output, call.parameters()));
        }
        return new Outcome(outcome.status(), outputs);
    }

    /** An output carries the name that its client gave it: tedious looks for just that. */
    private static Output named(Output output, List<Parameter> parameters) {
        int ordinal = output.ordinal();
        String given = ordinal < parameters.size() ? parameters.get(ordinal).name() : null;
        return given == null ? output : new Output(ordinal, given, output.type(), output.value());
    }

    private Outcome carryOut(RpcRequest call, Arguments arguments, ResponseSink sink, Cancellation cancellation) {
        return switch (call.number()) {
            case RpcRequest.BY_NAME -> session.call(call.name(), call.parameters(), sink, cancellation);
            case RpcRequest.EXECUTE_SQL -> {
                Prepared statement = new Prepared(arguments.sql(0), arguments.optionalText(1));
                yield run(statement, arguments.from(2), 2, sink, cancellation);
            }
            case RpcRequest.PREPARE -> {
                int handle = statements.add(new Prepared(arguments.sql(2), arguments.optionalText(1)));
                yield new Outcome(0, List.of(number(0, handle)));
            }
            case RpcRequest.PREPARE_EXECUTE -> {
                statements.remove(arguments.handle(0));
                Prepared statement = new Prepared(arguments.sql(2), arguments.optionalText(1));
                int handle = statements.add(statement);
                yield with(run(statement, arguments.from(3), 3, sink, cancellation), number(0, handle));
            }
            case RpcRequest.EXECUTE -> run(prepared(arguments.handle(0)), arguments.from(1), 1, sink, cancellation);
            case RpcRequest.UNPREPARE, RpcRequest.CURSOR_UNPREPARE -> {
                int handle = arguments.handle(0);
                if (!statements.remove(handle)) {
                    throw SqlFailure.of(8179, handle);
                }
                yield new Outcome(0, List.of());
            }
            case RpcRequest.CURSOR_OPEN -> cursorOpen(arguments, sink, cancellation);
            case RpcRequest.CURSOR_EXECUTE -> cursorExecute(arguments, sink, cancellation);
            case RpcRequest.CURSOR_PREPARE_EXECUTE -> cursorPrepareExecute(arguments, sink, cancellation);
            default -> throw SqlFailure.of(16916, call.procedure());
        };
    }

    private Prepared prepared(int handle) {
        Prepared statement = statements.find(handle);
        if (statement == null) {
            throw SqlFailure.of(8179, handle);
        }
        return statement;
    }

    private Outcome run(
            Prepared statement, List<Parameter> values, int before, ResponseSink sink, Cancellation cancellation) {
        Outcome outcome = session.execute(statement.sql(), statement.definitions(), values, sink, cancellation);
        List<Output> outputs = new ArrayList<>();
        for (Output output : outcome.outputs()) {
            outputs.add(new Output(output.ordinal() + before, output.name(), output.type(), output.value()));
        }
        return new Outcome(outcome.status(), outputs);
    }

    /** No server cursors: after the message 16954 clients take the rows as an ordinary result. */
    private Outcome cursorOpen(Arguments arguments, ResponseSink sink, Cancellation cancellation) {
        Prepared statement = new Prepared(arguments.sql(1), arguments.optionalText(CURSOR_OPEN_FIXED));
        sink.message(Messages.message(16954));
        int fixed = CURSOR_OPEN_FIXED + 1;
        return with(run(statement, arguments.from(fixed), fixed, sink, cancellation), number(0, 0), number(4, 0));
    }

    private Outcome cursorExecute(Arguments arguments, ResponseSink sink, Cancellation cancellation) {
        Prepared statement = prepared(arguments.handle(0));
        sink.message(Messages.message(16954));
        int fixed = CURSOR_EXECUTE_FIXED;
        return with(run(statement, arguments.from(fixed), fixed, sink, cancellation), number(1, 0), number(4, 0));
    }

    private Outcome cursorPrepareExecute(Arguments arguments, ResponseSink sink, Cancellation cancellation) {
        Prepared statement = new Prepared(arguments.sql(3), arguments.optionalText(2));
        int handle = statements.add(statement);
        sink.message(Messages.message(16954));
        int fixed = CURSOR_PREPARE_EXECUTE_FIXED;
        Outcome outcome = run(statement, arguments.from(fixed), fixed, sink, cancellation);
        return with(outcome, number(0, handle), number(1, 0), number(6, 0));
    }

    private static Output number(int ordinal, int value) {
        return new Output(ordinal, "", SqlType.INT, value);
    }

    private static Outcome with(Outcome outcome, Output... more) {
        List<Output> outputs = new ArrayList<>(outcome.outputs());
        outputs.addAll(List.of(more));
        outputs.sort(Comparator.comparingInt(Output::ordinal));
        return new Outcome(outcome.status(), outputs);
    }

    /** The parameters of one call by position. */
    private record Arguments(RpcRequest call) {
        private @Nullable Object at(int position) {
            return position < call.parameters().size()
                    ? call.parameters().get(position).value()
                    : null;
        }

        String sql(int position) {
            if (at(position) instanceof String sql) {
                return sql;
            }
            throw SqlFailure.of(214, "statement", "ntext/nchar/nvarchar");
        }

        @Nullable
        String optionalText(int position) {
            Object value = at(position);
            if (value == null || value instanceof String) {
                return (String) value;
            }
            throw SqlFailure.of(214, "statement", "ntext/nchar/nvarchar");
        }

        int handle(int position) {
            return at(position) instanceof Number number ? number.intValue() : 0;
        }

        List<Parameter> from(int position) {
            List<Parameter> all = call.parameters();
            return position >= all.size() ? List.of() : all.subList(position, all.size());
        }
    }
}
