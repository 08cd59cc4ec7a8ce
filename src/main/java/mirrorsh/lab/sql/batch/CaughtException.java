package mirrorsh.lab.sql.batch;

import mirrorsh.lab.type.SqlFailure;

/** An error on its way to a CATCH. */
final class CaughtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SqlFailure failure;
    private final boolean compilation;
    private final int level;

    CaughtException(SqlFailure failure, boolean compilation, int level) {
        super(failure.getMessage(), null, false, false);
        this.failure = failure;
        this.compilation = compilation;
        this.level = level;
    }

    SqlFailure failure() {
        return failure;
    }

    /** Whether a TRY in a text of that level catches it. */
    boolean isFor(int guardLevel) {
        return !compilation || guardLevel < level;
    }
}
