package mirrorsh.lab.sql.batch;

import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A local variable and its present value. */
final class Variable {
    private final SqlType type;
    private final int line;
    private @Nullable Object value;

    Variable(SqlType type, int line) {
        this.type = type;
        this.line = line;
    }

    SqlType type() {
        return type;
    }

    /** Line of its DECLARE; statements before it do not see it. */
    int line() {
        return line;
    }

    @Nullable
    Object value() {
        return value;
    }

    void set(@Nullable Object newValue) {
        value = newValue;
    }
}
