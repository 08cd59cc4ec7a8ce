package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Condition;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** Executes statements in turn: control of flow, and what an error means for the statements behind it. */
final class Executor {
    private final Session session;
    private final Statements statements;
    private String label = "";

    Executor(Session session, BatchParser parser) {
        this.session = session;
        this.statements = new Statements(session, parser, this);
    }

    /** Where execution goes on. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE,
        RETURN,
        JUMP
    }

    Statements statements() {
        return statements;
    }

    Flow run(List<Statement> all, Request request) {
        int next = 0;
        while (next < all.size()) {
            Flow flow = execute(all.get(next), request);
            next++;
            if (flow == Flow.JUMP) {
                next = Labels.place(all, label);
            }
            if (next < 0 || (flow != Flow.NEXT && flow != Flow.JUMP)) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow execute(Statement statement, Request request) {
        request.cancellation().check();
        session.begin(statement.line());
        if (statement instanceof Statement.Block block) {
            return run(block.statements(), request);
        }
        if (statement instanceof Statement.If choice) {
            return choose(choice, request);
        }
        if (statement instanceof Statement.While loop) {
            return repeat(loop, request);
        }
        if (statement instanceof Statement.TryCatch guarded) {
            return guard(guarded, request);
        }
        if (statement instanceof Statement.Goto jump) {
            label = jump.label();
            return Flow.JUMP;
        }
        if (statement instanceof Statement.Break) {
            return Flow.BREAK;
        }
        if (statement instanceof Statement.Continue) {
            return Flow.CONTINUE;
        }
        if (statement instanceof Statement.Return last && last.value() == null) {
            return Flow.RETURN;
        }
        simple(statement, request);
        return Flow.NEXT;
    }

    private Flow choose(Statement.If choice, Request request) {
        Statement otherwise = choice.otherwise();
        if (session.options().formatOnly()) {
            execute(choice.then(), request);
            return otherwise == null ? Flow.NEXT : execute(otherwise, request);
        }
        Boolean holds = test(choice.condition(), choice, request);
        if (holds == null) {
            return Flow.NEXT;
        }
        if (holds) {
            return execute(choice.then(), request);
        }
        return otherwise == null ? Flow.NEXT : execute(otherwise, request);
    }

    private Flow repeat(Statement.While loop, Request request) {
        if (session.options().formatOnly()) {
            return execute(loop.body(), request);
        }
        while (Boolean.TRUE.equals(test(loop.condition(), loop, request))) {
            Flow flow = execute(loop.body(), request);
            if (flow == Flow.RETURN || flow == Flow.JUMP) {
                return flow;
            }
            if (flow == Flow.BREAK) {
                break;
            }
        }
        return Flow.NEXT;
    }

    /** Whether a condition holds, null if it failed and that has been reported. */
    private @Nullable Boolean test(Expression condition, Statement statement, Request request) {
        request.cancellation().check();
        session.begin(statement.line());
        try {
            Condition compiled =
                    session.compiled(() -> session.compiler().expressions().condition(condition));
            boolean holds = compiled.holds(Row.EMPTY);
            warn(statement, request);
            session.error(0);
            session.rowCount(0);
            return holds;
        } catch (CompilationException e) {
            failed(e.failure(), true, statement, request);
        } catch (SqlFailure e) {
            failed(e, false, statement, request);
        }
        return null;
    }

    private Flow guard(Statement.TryCatch guarded, Request request) {
        List<Integer> guards = session.guards();
        int depth = guards.size();
        int level = session.level();
        guards.add(level);
        SqlFailure failure;
        try {
            return run(guarded.body(), request);
        } catch (CaughtException e) {
            if (!e.isFor(level)) {
                throw e;
            }
            failure = e.failure();
        } finally {
            guards.subList(depth, guards.size()).clear();
        }
        session.caught().push(failure);
        try {
            return run(guarded.handler(), request);
        } finally {
            session.caught().pop();
        }
    }

    private void simple(Statement statement, Request request) {
        try {
            Effect effect = statements.execute(statement, request);
            if (!effect.keepsState()) {
                session.error(0);
                session.rowCount(effect.rowCount());
            }
            warn(statement, request);
            long count = session.options().noCount() ? -1 : effect.count();
            request.sink().done(StatementKinds.of(statement), count, false);
        } catch (CompilationException e) {
            failed(e.failure(), true, statement, request);
        } catch (SqlFailure e) {
            failed(e, false, statement, request);
        } catch (StackOverflowError e) {
            // a last resort behind the parser's limits: the session and the lab go on
            failed(SqlFailure.of(191), true, statement, request);
        }
    }

    private void warn(Statement statement, Request request) {
        if (session.nullLeftOut()) {
            session.nullLeftOut(false);
            request.sink().message(Messages.message(8153).atLine(statement.line()));
        }
    }

    private void failed(SqlFailure failure, boolean compilation, Statement statement, Request request) {
        boolean raised = statement instanceof Statement.RaiseError;
        SqlFailure located = Failures.atLine(failure, statement.line());
        boolean aborts = !raised && (session.options().abort() || Failures.endsBatch(located));
        boolean ends = aborts || statement instanceof Statement.Throw || Failures.isFatal(located);
        failed(located, compilation, new Reach(StatementKinds.of(statement), aborts, ends), request);
    }

    /**
     * How far an error reaches.
     *
     * @param aborts whether it undoes the open transaction
     * @param ends whether it ends the batch
     */
    private record Reach(StatementKind kind, boolean aborts, boolean ends) {}

    /** A text could not be parsed. */
    void unreadable(SqlFailure failure, Request request) {
        boolean aborts = session.options().abort();
        failed(Failures.atLine(failure, 1), true, new Reach(StatementKind.OTHER, aborts, aborts), request);
    }

    private void failed(SqlFailure failure, boolean compilation, Reach reach, Request request) {
        session.transactions().autoRollback();
        session.error(Failures.last(failure).number());
        session.rowCount(0);
        boolean caught = session.guards().stream().anyMatch(level -> !compilation || level < session.level());
        if (caught && !Failures.isFatal(failure)) {
            if (reach.aborts()) {
                session.transactions().doom();
            }
            // the client learns of a caught error only what the handler tells it
            request.sink().done(reach.kind(), -1, false);
            throw new CaughtException(failure, compilation, session.level());
        }
        for (SqlMessage message : failure.messages()) {
            request.sink().message(message);
        }
        if (reach.aborts()) {
            session.transactions().rollbackAll(request.sink());
        }
        request.sink().done(reach.kind(), -1, true);
        if (reach.ends()) {
            throw new EndException(0);
        }
        if (compilation) {
            throw new EndException(session.level());
        }
    }
}
