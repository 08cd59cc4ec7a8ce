package mirrorsh.lab.sql.expression;

import java.time.ZonedDateTime;
import java.util.Optional;
import mirrorsh.lab.sql.ScalarFunction;

/** What expressions know of the session that computes them. */
public interface Environment {
    /** A local variable, read when the value is needed; 137. */
    Scalar variable(String name);

    /** The value, which is also given to the variable whenever it is computed; 137. */
    Scalar assignment(String variable, Scalar value);

    /** A function that is not built in, or a global variable, by its upper-cased name. */
    Optional<ScalarFunction> function(String name);

    /** When the present statement began, in the host's zone; the same for all its rows. */
    ZonedDateTime now();

    /** The release whose language the session speaks, for example 2022. */
    int release();

    /** An aggregate has left a NULL out: the client is told once a statement (8153). */
    void nullLeftOut();

    /** A number from 0 to below 1. */
    double random();
}
