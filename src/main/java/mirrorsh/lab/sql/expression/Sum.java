package mirrorsh.lab.sql.expression;

import mirrorsh.lab.sql.value.Operation;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** SUM; NULLs do not count, overflow is 8115. */
final class Sum implements Aggregates.Accumulator {
    private final Scalar value;
    private final SqlType type;
    private final Operation addition;
    private @Nullable Object sum;

    Sum(Scalar value, SqlType type) {
        this.value = value;
        this.type = type;
        this.addition = Operation.of('+', type, type);
    }

    @Override
    public void add(Row row) {
        Object next = value.value(row);
        if (next != null) {
            sum = sum == null ? next : addition.function().apply(sum, next);
        }
    }

    @Override
    public @Nullable Object result() {
        return mirrorsh.lab.sql.value.Conversion.convert(sum, addition.type(), type, 0);
    }
}
