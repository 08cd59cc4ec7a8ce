package mirrorsh.lab.sql.batch;

import java.math.BigDecimal;
import java.util.List;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.ResponseSink.EnvironmentChange;
import mirrorsh.lab.type.SqlFailure;

/** Executes a text: a batch, or a text inside one with a scope of its own. */
final class Texts {
    private final Session session;
    private final BatchParser parser;
    private final Executor executor;

    Texts(Session session, BatchParser parser, Executor executor) {
        this.session = session;
        this.parser = parser;
        this.executor = executor;
    }

    List<BatchParser.Definition> parameters(String definitions) {
        return parser.parseParameters(definitions);
    }

    /** Executes a batch; the frame is its own. */
    void batch(String text, Frame frame, Request request) {
        session.push(frame);
        try {
            run(text, frame, request);
        } catch (EndException e) {
            // reported already; there is nothing behind the batch that could go on
            session.rowCount(0);
        } finally {
            session.pop();
        }
    }

    private void run(String text, Frame frame, Request request) {
        List<Statement> statements;
        try {
            statements =
                    parser.parse(text, session.options().quotedIdentifiers()).statements();
            Labels.check(statements);
            frame.declareAll(statements);
        } catch (SqlFailure e) {
            executor.unreadable(e, request);
            return;
        }
        executor.run(statements, request);
    }

    /**
     * Executes a text inside a batch. What it sets with SET, USE and CREATE TABLE #t goes with it.
     *
     * @return whether an error ended it early
     * @throws SqlFailure 217 nested too deeply, 266 if it leaves more or fewer transactions open than it found
     */
    boolean nested(String text, Frame frame, Request request) {
        if (frame.level() > Session.DEEPEST) {
            throw SqlFailure.of(217, Session.DEEPEST);
        }
        Options options = session.options();
        String database = session.engine().currentDatabase();
        int transactions = session.transactions().count();
        int line = session.line();
        BigDecimal identity = session.scopeIdentity();
        session.scopeIdentity(null);
        boolean ended = false;
        session.push(frame);
        try {
            run(text, frame, request);
        } catch (EndException e) {
            if (e.level() != frame.level()) {
                throw e;
            }
            ended = true;
        } finally {
            session.pop();
            session.temporary().dropFrom(frame.level());
            session.set(options);
            session.line(line);
            session.scopeIdentity(identity);
            session.engine().leave(frame.level());
            back(database, request);
        }
        int now = session.transactions().count();
        if (now != transactions && !options.implicitTransactions()) {
            throw SqlFailure.of(266, transactions, now);
        }
        return ended;
    }

    private void back(String database, Request request) {
        String now = session.engine().currentDatabase();
        if (!now.equals(database)) {
            session.engine().use(database);
            request.sink().environment(new EnvironmentChange(EnvironmentChange.Kind.DATABASE, database, now));
        }
    }
}
