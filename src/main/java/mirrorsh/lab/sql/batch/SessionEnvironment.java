package mirrorsh.lab.sql.batch;

import java.time.ZonedDateTime;
import java.util.Optional;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.expression.Environment;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.SqlFailure;

/** Variables and functions of a session, for expressions. */
final class SessionEnvironment implements Environment {
    private final Session session;
    private final SessionFunctions functions;

    SessionEnvironment(Session session) {
        this.session = session;
        this.functions = new SessionFunctions(session);
    }

    private Variable find(String name) {
        Variable variable = session.frame().variable(name);
        if (variable == null || variable.line() > session.line()) {
            throw SqlFailure.of(137, name);
        }
        return variable;
    }

    @Override
    public Scalar variable(String name) {
        Variable variable = find(name);
        return Scalar.of(variable.type(), row -> variable.value());
    }

    @Override
    public Scalar assignment(String name, Scalar value) {
        Variable variable = find(name);
        Scalar converted = value.as(variable.type());
        return Scalar.of(variable.type(), row -> {
            Object assigned = converted.value(row);
            variable.set(assigned);
            return assigned;
        });
    }

    @Override
    public Optional<ScalarFunction> function(String name) {
        Optional<ScalarFunction> own = functions.named(name);
        return own.isPresent() ? own : session.engine().function(name);
    }

    @Override
    public ZonedDateTime now() {
        return session.now();
    }

    @Override
    public int release() {
        return session.engine().release();
    }

    @Override
    public void nullLeftOut() {
        session.nullLeftOut(true);
    }

    @Override
    public double random() {
        return session.random();
    }
}
