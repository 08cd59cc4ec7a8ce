package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.query.QueryCompiler;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** DECLARE CURSOR, OPEN, FETCH, CLOSE and DEALLOCATE. */
final class CursorStatements {
    private final Session session;

    CursorStatements(Session session) {
        this.session = session;
    }

    Effect execute(Statement statement, ResponseSink sink) {
        if (statement instanceof Statement.DeclareCursor declare) {
            declare(declare);
        } else if (statement instanceof Statement.Fetch fetch) {
            return fetch(fetch, sink);
        } else if (statement instanceof Statement.CursorChange change) {
            change(change);
        }
        return Effect.NONE;
    }

    private void declare(Statement.DeclareCursor declare) {
        Cursor cursor = session.compiled(() -> {
            FrozenEnvironment environment = new FrozenEnvironment(session.environment());
            QueryCompiler compiler = new QueryCompiler(environment, new SessionTables(session));
            return new Cursor(declare.name(), declare.scroll(), declare.query(), compiler);
        });
        (declare.local() ? session.frame().cursors() : session.cursors()).add(declare.name(), cursor);
    }

    private Cursor found(String name) {
        return session.frame()
                .cursors()
                .find(name)
                .or(() -> session.cursors().find(name))
                .orElseThrow(() -> SqlFailure.of(16916, name));
    }

    private void change(Statement.CursorChange change) {
        Cursor cursor = found(change.name());
        switch (change.action()) {
            case OPEN -> session.cursorRows(cursor.open());
            case CLOSE -> cursor.close();
            case DEALLOCATE -> {
                if (!session.frame().cursors().remove(change.name())) {
                    session.cursors().remove(change.name());
                }
            }
        }
    }

    private Effect fetch(Statement.Fetch fetch, ResponseSink sink) {
        Cursor cursor = found(fetch.name());
        if (fetch.direction() != Statement.Fetch.Direction.NEXT && !cursor.isScroll()) {
            throw SqlFailure.of(16911, fetch.direction().name().toLowerCase(java.util.Locale.ROOT));
        }
        List<Field> fields = cursor.fields();
        if (!fetch.into().isEmpty() && fetch.into().size() != fields.size()) {
            throw SqlFailure.of(16924);
        }
        @Nullable
        Object @Nullable [] row = switch (fetch.direction()) {
            case NEXT -> cursor.next();
            case PRIOR -> cursor.prior();
            case FIRST -> cursor.first();
            case LAST -> cursor.last();
        };
        session.fetchStatus(row == null ? -1 : 0);
        if (fetch.into().isEmpty()) {
            sink.columns(fields.stream().map(Field::column).toList());
            if (row != null) {
                sink.row(row);
            }
            return Effect.rows(row == null ? 0 : 1);
        }
        if (row != null) {
            assign(fetch.into(), fields, row);
        }
        return new Effect(-1, row == null ? 0 : 1, false);
    }

    private void assign(List<String> variables, List<Field> fields, @Nullable Object[] row) {
        for (int i = 0; i < variables.size(); i++) {
            Scalar value = Scalar.constant(fields.get(i).type(), row[i]);
            String variable = variables.get(i);
            session.compiled(() -> session.environment().assignment(variable, value))
                    .value(Row.EMPTY);
        }
    }
}
