package mirrorsh.lab.sql.expression;

/** A built-in function. */
@FunctionalInterface
interface Builtin {
    /** Makes a call of it; 174, 189, 8116 for wrong arguments. */
    Scalar bind(Arguments arguments);
}
