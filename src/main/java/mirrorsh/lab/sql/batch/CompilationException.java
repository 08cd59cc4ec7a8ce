package mirrorsh.lab.sql.batch;

import mirrorsh.lab.type.SqlFailure;

/** A statement could not be compiled: a name or a type in it is wrong. */
final class CompilationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SqlFailure failure;

    CompilationException(SqlFailure failure) {
        super(failure);
        this.failure = failure;
    }

    SqlFailure failure() {
        return failure;
    }
}
