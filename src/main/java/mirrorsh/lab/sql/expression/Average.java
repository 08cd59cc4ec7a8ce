package mirrorsh.lab.sql.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** AVG: the sum over the count, cut to the result's scale; whole numbers stay whole. */
final class Average implements Aggregates.Accumulator {
    private final Scalar value;
    private final Sum sum;
    private final SqlType type;
    private long count;

    Average(Scalar value, SqlType sumType, SqlType type) {
        this.value = value;
        this.sum = new Sum(value, sumType);
        this.type = type;
    }

    @Override
    public void add(Row row) {
        if (value.value(row) != null) {
            count++;
            sum.add(row);
        }
    }

    @Override
    public @Nullable Object result() {
        Object total = sum.result();
        if (total == null) {
            return null;
        }
        if (total instanceof Double number) {
            return Conversion.convert(number / count, SqlType.FLOAT, type, 0);
        }
        BigDecimal exact = total instanceof BigDecimal d ? d : BigDecimal.valueOf(((Number) total).longValue());
        int scale = type.kind().isInteger() ? 0 : Math.max(4, type.scale());
        BigDecimal average = exact.divide(BigDecimal.valueOf(count), scale, RoundingMode.DOWN);
        return Conversion.convert(average, SqlType.numeric(38, scale), type, 0);
    }
}
