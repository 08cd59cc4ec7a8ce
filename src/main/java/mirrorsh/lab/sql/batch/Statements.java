package mirrorsh.lab.sql.batch;

import java.util.Locale;
import mirrorsh.lab.sql.Engine;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink.EnvironmentChange;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.StatementKind;

/** Executes one statement that is not control of flow, each group by its own class. */
final class Statements {
    private final Session session;
    private final Variables variables;
    private final Selects selects;
    private final Inserts inserts;
    private final Updates updates;
    private final TableStatements tables;
    private final MessageStatements messages;
    private final SetOptions options;
    private final Calls calls;

    Statements(Session session, BatchParser parser, Executor executor) {
        this.session = session;
        this.variables = new Variables(session);
        this.selects = new Selects(session);
        this.calls = new Calls(session, new Texts(session, parser, executor));
        this.inserts = new Inserts(session, calls);
        this.updates = new Updates(session);
        this.tables = new TableStatements(session);
        this.messages = new MessageStatements(session);
        this.options = new SetOptions(session);
    }

    Calls calls() {
        return calls;
    }

    Effect execute(Statement statement, Request request) {
        boolean described = statement instanceof Statement.SetOption
                || statement instanceof Statement.Select
                || statement instanceof Statement.Declare;
        if (session.options().formatOnly() && !described) {
            return Effect.NONE;
        }
        if (session.options().implicitTransactions() && beginsTransaction(statement)) {
            session.transactions().beginImplicitly(request.sink());
        }
        return statement instanceof Statement.Select
                        || statement instanceof Statement.Insert
                        || statement instanceof Statement.Update
                        || statement instanceof Statement.Delete
                ? data(statement, request)
                : other(statement, request);
    }

    /** What opens a transaction under SET IMPLICIT_TRANSACTIONS ON: reading and changing tables, CREATE, DROP, GRANT. */
    private static boolean beginsTransaction(Statement statement) {
        if (statement instanceof Statement.Select select) {
            return !(select.query().body() instanceof Query.Select body) || body.from() != null;
        }
        if (statement instanceof Statement.Administration) {
            String kind = StatementKinds.of(statement).name();
            return kind.startsWith("CREATE_")
                    || kind.startsWith("DROP_")
                    || kind.equals(StatementKind.GRANT.name())
                    || kind.equals(StatementKind.REVOKE.name());
        }
        return statement instanceof Statement.Insert
                || statement instanceof Statement.Update
                || statement instanceof Statement.Delete
                || statement instanceof Statement.Truncate
                || statement instanceof Statement.CreateTable
                || statement instanceof Statement.DropTable;
    }

    private Effect data(Statement statement, Request request) {
        if (statement instanceof Statement.Select select) {
            return selects.execute(select, request);
        }
        session.transactions().requireWritable();
        Effect effect;
        if (statement instanceof Statement.Insert insert) {
            effect = inserts.execute(insert, request);
        } else if (statement instanceof Statement.Update update) {
            effect = updates.update(update, request);
        } else {
            effect = updates.delete((Statement.Delete) statement, request);
        }
        session.transactions().autoCommit();
        return effect;
    }

    private Effect other(Statement statement, Request request) {
        if (statement instanceof Statement.Declare declare) {
            return variables.declare(declare);
        }
        if (statement instanceof Statement.SetVariable assignment) {
            return variables.set(assignment);
        }
        if (statement instanceof Statement.SetOption option) {
            return options.set(option, request);
        }
        if (statement instanceof Statement.Use use) {
            return use(use, request);
        }
        if (statement instanceof Statement.ExecuteAs as) {
            return executeAs(as);
        }
        if (statement instanceof Statement.Revert) {
            session.engine().revert(session.level());
            return Effect.NONE;
        }
        if (statement instanceof Statement.Execute call) {
            return calls.execute(call, request);
        }
        if (statement instanceof Statement.ExecuteText text) {
            return calls.execute(text, request);
        }
        if (statement instanceof Statement.Transaction transaction) {
            return transaction(transaction, request);
        }
        if (statement instanceof Statement.Return) {
            throw SqlFailure.of(178);
        }
        if (statement instanceof Statement.DeclareCursor
                || statement instanceof Statement.CursorChange
                || statement instanceof Statement.Fetch) {
            return new CursorStatements(session).execute(statement, request.sink());
        }
        return statement instanceof Statement.Label ? Effect.OF_OTHERS : definition(statement, request);
    }

    private Effect definition(Statement statement, Request request) {
        if (statement instanceof Statement.Print print) {
            return messages.print(print, request);
        }
        if (statement instanceof Statement.RaiseError error) {
            return messages.raise(error, request);
        }
        if (statement instanceof Statement.Throw error) {
            throw messages.thrown(error);
        }
        if (statement instanceof Statement.WaitFor wait) {
            return Waiting.waitFor(wait, session, request);
        }
        session.transactions().requireWritable();
        Effect effect = Effect.NONE;
        if (statement instanceof Statement.CreateTable create) {
            tables.create(create);
        } else if (statement instanceof Statement.DropTable drop) {
            tables.drop(drop);
        } else if (statement instanceof Statement.Truncate truncate) {
            tables.truncate(truncate);
        } else if (statement instanceof Statement.Administration administration) {
            new AdministrationBinding(session)
                    .bind(
                            administration.action(),
                            bound -> session.engine()
                                    .administer(
                                            bound,
                                            session.transactions().isOpen(),
                                            request.sink(),
                                            request.cancellation()));
        } else {
            throw SqlFailure.of(
                    49999,
                    "the statement " + statement.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        }
        session.transactions().autoCommit();
        return effect;
    }

    private Effect executeAs(Statement.ExecuteAs statement) {
        Scalar login = session.compiled(() ->
                session.compiler().expressions().compile(statement.login()).as(SqlType.SYSNAME));
        Object name = login.value(Row.EMPTY);
        session.engine().executeAs(name == null ? "" : (String) name, session.level());
        return Effect.NONE;
    }

    private Effect use(Statement.Use use, Request request) {
        change(session.engine(), use.database(), request);
        return Effect.NONE;
    }

    private static void change(Engine engine, String database, Request request) {
        String before = engine.currentDatabase();
        engine.use(database);
        String after = engine.currentDatabase();
        request.sink().environment(new EnvironmentChange(EnvironmentChange.Kind.DATABASE, after, before));
        request.sink().message(Messages.message(5701, after));
    }

    private Effect transaction(Statement.Transaction statement, Request request) {
        Transactions transactions = session.transactions();
        String name = statement.name();
        switch (statement.action()) {
            case BEGIN -> {
                transactions.begin(name, session.options().implicitTransactions(), request.sink());
                if (statement.mark() != null) {
                    transactions.mark(String.valueOf(name), statement.mark().description(), request.sink());
                }
            }
            case COMMIT -> transactions.commit(request.sink());
            case ROLLBACK -> transactions.rollback(name, request.sink());
            case SAVE -> transactions.save(name == null ? "" : name);
        }
        return Effect.NONE;
    }
}
