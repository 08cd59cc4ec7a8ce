package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Engine;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/**
 * Executes the requests of one session, one at a time, by one thread at a time.
 *
 * <p>Refusals go to the sink as messages; every simple statement ends in one {@link ResponseSink#done}, those of control of flow in
 * none. The only exception that leaves a request is {@link Cancellation.CancelledException}; an open transaction then stays open,
 * unless XACT_ABORT is on.
 */
public final class Interpreter implements AutoCloseable {
    private static final int FAILED_STATUS = -6;

    private final Session session;
    private final Calls calls;
    private final String initialDatabase;

    /** @param engine the instance as this session sees it, with its initial database as the current one */
    public Interpreter(Engine engine, BatchParser parser) {
        this.session = new Session(engine);
        this.calls = new Executor(session, parser).statements().calls();
        this.initialDatabase = engine.currentDatabase();
    }

    /** What a request does. */
    private interface Action {
        void run(Request request);
    }

    /** Runs a batch. */
    public void run(String batch, ResponseSink sink, Cancellation cancellation) {
        request(sink, cancellation, request -> calls.texts().batch(batch, new Frame(0), request));
    }

    /**
     * Runs a text with parameters, as sp_executesql does: in a scope of its own, at whose end USE, SET and new temporary tables are
     * undone.
     *
     * @param definitions as the client wrote them, or null where there are none
     * @return the parameters that the caller wants back, their ordinals counted among {@code values}
     */
    public List<Output> runWithParameters(
            String sql,
            @Nullable String definitions,
            List<Parameter> values,
            ResponseSink sink,
            Cancellation cancellation) {
        List<Output> outputs = new ArrayList<>();
        request(
                sink,
                cancellation,
                request -> inBatch(request, () -> {
                    ParameterizedText text = ParameterizedText.of(sql, definitions, values, 0, calls.texts());
                    calls.run(text, request, outputs);
                }));
        return outputs;
    }

    /**
     * Calls a procedure by name; of sp_executesql, outputs are not returned here.
     *
     * @return its return status, -6 if it failed
     */
    public int call(
            ObjectName procedure, List<Procedure.Argument> arguments, ResponseSink sink, Cancellation cancellation) {
        List<Parameter> parameters = arguments.stream()
                .map(argument -> new Parameter(argument.name(), argument.type(), argument.value(), false, false))
                .toList();
        int[] status = {FAILED_STATUS};
        request(
                sink,
                cancellation,
                request -> inBatch(request, () -> {
                    if (Calls.isExecuteSql(procedure)) {
                        boolean ended =
                                calls.run(ParameterizedText.of(parameters, calls.texts()), request, new ArrayList<>());
                        status[0] = ended ? FAILED_STATUS : 0;
                    } else {
                        status[0] = calls.procedure(procedure, parameters, request);
                        sink.done(StatementKind.OTHER, -1, false);
                    }
                }));
        return status[0];
    }

    private void inBatch(Request request, Runnable action) {
        session.push(new Frame(0));
        session.begin(1);
        try {
            action.run();
        } catch (EndException e) {
            // reported already; there is nothing behind the call that could go on
            session.rowCount(0);
        } catch (SqlFailure e) {
            report(e, request.sink());
        } finally {
            session.pop();
        }
    }

    private void report(SqlFailure failure, ResponseSink sink) {
        session.transactions().autoRollback();
        session.error(Failures.last(failure).number());
        for (SqlMessage message : Failures.atLine(failure, 1).messages()) {
            sink.message(message);
        }
        if (session.options().abort() || Failures.endsBatch(failure)) {
            session.transactions().rollbackAll(sink);
        }
        sink.done(StatementKind.OTHER, -1, true);
    }

    private void request(ResponseSink sink, Cancellation cancellation, Action action) {
        session.cancellation(cancellation);
        try {
            action.run(new Request(sink, cancellation));
            if (session.transactions().isDoomed()) {
                sink.message(Messages.message(3998).atLine(1));
                session.transactions().rollbackAll(sink);
                sink.done(StatementKind.OTHER, -1, true);
            }
        } catch (Cancellation.CancelledException e) {
            session.transactions().autoRollback();
            if (session.options().abort() || session.transactions().isDoomed()) {
                session.transactions().rollbackAll(sink);
            }
            throw e;
        } finally {
            session.cancellation(Cancellation.NONE);
        }
    }

    /** Begins a transaction for a transaction manager request; the answer goes to the sink, a DONE is the caller's. */
    public void begin(String name, ResponseSink sink) {
        session.transactions().begin(name, session.options().implicitTransactions(), sink);
    }

    /** Commits; 3902, 3930. */
    public void commit(ResponseSink sink) {
        session.transactions().commit(sink);
    }

    /** Rolls back, with a name that is not the transaction's own to that savepoint; 3903, 6401. */
    public void rollback(String name, ResponseSink sink) {
        session.transactions().rollback(name, sink);
    }

    /** Makes a savepoint; 628. */
    public void save(String name) {
        session.transactions().save(name);
    }

    /** {@code @@TRANCOUNT}. */
    public int transactionCount() {
        return session.transactions().count();
    }

    /**
     * As after login: temporary tables dropped, options reset, the initial database current again (tds.md §9.6).
     *
     * @param keepTransaction whether an open transaction survives
     */
    public void reset(boolean keepTransaction) {
        if (!keepTransaction) {
            session.transactions().rollbackAll(new SilentSink());
        }
        session.temporary().dropFrom(0);
        session.reset();
        session.engine().leave(0);
        if (!session.engine().currentDatabase().equals(initialDatabase)) {
            session.engine().use(initialDatabase);
        }
    }

    /** Rolls an open transaction back. */
    @Override
    public void close() {
        session.transactions().rollbackAll(new SilentSink());
    }
}
