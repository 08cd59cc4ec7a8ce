package mirrorsh.lab.sql.batch;

import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;

/** DECLARE and SET of variables. */
final class Variables {
    private final Session session;

    Variables(Session session) {
        this.session = session;
    }

    /** The variables exist since the batch began; here they get their first values. */
    Effect declare(Statement.Declare declare) {
        Effect effect = Effect.NONE;
        for (Statement.Declare.Variable variable : declare.variables()) {
            Expression initial = variable.initial();
            if (initial != null) {
                assign(variable.name(), initial);
                effect = Effect.ASSIGNED;
            }
        }
        return effect;
    }

    Effect set(Statement.SetVariable assignment) {
        assign(assignment.name(), assignment.value());
        return Effect.ASSIGNED;
    }

    private void assign(String name, Expression expression) {
        Scalar assigned = session.compiled(() -> {
            Scalar value = session.compiler().expressions().compile(expression);
            return session.environment().assignment(name, value);
        });
        assigned.value(Row.EMPTY);
    }
}
