package mirrorsh.lab.sql.batch;

import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.expression.Environment;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.SqlFailure;

/** A session whose variables keep the values that they had when they were first asked for. */
final class FrozenEnvironment implements Environment {
    private final Environment session;
    private final Map<String, Scalar> variables = new HashMap<>();

    FrozenEnvironment(Environment session) {
        this.session = session;
    }

    @Override
    public Scalar variable(String name) {
        return variables.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> {
            Scalar now = session.variable(name);
            return Scalar.constant(now.type(), now.value(Row.EMPTY));
        });
    }

    /** 141: a cursor's query returns its rows. */
    @Override
    public Scalar assignment(String variable, Scalar value) {
        throw SqlFailure.of(141);
    }

    @Override
    public Optional<ScalarFunction> function(String name) {
        return session.function(name);
    }

    @Override
    public ZonedDateTime now() {
        return session.now();
    }

    @Override
    public int release() {
        return session.release();
    }

    @Override
    public void nullLeftOut() {
        session.nullLeftOut();
    }

    @Override
    public double random() {
        return session.random();
    }
}
