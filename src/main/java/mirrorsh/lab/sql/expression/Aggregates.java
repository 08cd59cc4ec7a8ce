package mirrorsh.lab.sql.expression;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Ordering;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** Binds the aggregate functions. */
public final class Aggregates {
    private static final Set<String> NAMES = Set.of("COUNT", "COUNT_BIG", "SUM", "AVG", "MIN", "MAX", "STRING_AGG");

    private Aggregates() {}

    /**
     * A bound aggregate.
     *
     * @param start makes an empty accumulator for a group
     */
    public record Aggregate(SqlType type, @Nullable Collation collation, Supplier<Accumulator> start) {}

    /** Collects the rows of one group. */
    public interface Accumulator {
        void add(Row row);

        @Nullable
        Object result();
    }

    static boolean isNamed(String name) {
        return NAMES.contains(name.toUpperCase(Locale.ROOT));
    }

    /** Whether it is an aggregate over groups, not over a window. */
    public static boolean isAggregate(Expression e) {
        return e instanceof Expression.Call call
                && call.over() == null
                && call.name().parts().size() == 1
                && isNamed(call.name().name());
    }

    /** Binds an aggregate to its group's columns; 174, 8117. */
    public static Aggregate bind(Expression.Call call, ExpressionCompiler compiler) {
        return bind(call, compiler, false);
    }

    /** Binds an aggregate with OVER; there, the argument may be an aggregate over the group. */
    public static Aggregate bindOver(Expression.Call call, ExpressionCompiler compiler) {
        return bind(call, compiler, true);
    }

    private static Aggregate bind(Expression.Call call, ExpressionCompiler compiler, boolean overWindow) {
        String name = call.name().name().toUpperCase(Locale.ROOT);
        FunctionAge.require(call.name(), compiler.release());
        if (call.star()) {
            if (!name.startsWith("COUNT")) {
                throw SqlFailure.of(102, "*");
            }
            boolean big = name.equals("COUNT_BIG");
            return new Aggregate(big ? SqlType.BIGINT : SqlType.INT, null, () -> new Counter(row -> true, big));
        }
        int wanted = name.equals("STRING_AGG") ? 2 : 1;
        if (call.arguments().size() != wanted) {
            throw SqlFailure.of(174, name, wanted);
        }
        if (!overWindow && ExpressionTree.contains(call.arguments().get(0), Aggregates::isAggregate)) {
            throw SqlFailure.of(130);
        }
        Scalar written = compiler.compile(call.arguments().get(0));
        // whether STRING_AGG tells of them is in no source
        Scalar value = wanted == 1 ? written.whenNull(compiler.environment()::nullLeftOut) : written;
        Aggregate plain = plain(name, call, value, compiler);
        return call.distinct() ? distinct(plain, value) : plain;
    }

    private static Aggregate plain(String name, Expression.Call call, Scalar value, ExpressionCompiler compiler) {
        return switch (name) {
            case "COUNT" -> new Aggregate(SqlType.INT, null, () -> new Counter(row -> value.value(row), false));
            case "COUNT_BIG" -> new Aggregate(SqlType.BIGINT, null, () -> new Counter(row -> value.value(row), true));
            case "SUM", "AVG" -> sum(name, value);
            case "STRING_AGG" -> StringAggregate.bind(call, value, compiler);
            default -> extreme(name, value);
        };
    }

    private static Aggregate sum(String name, Scalar value) {
        SqlType type = value.type();
        Kind kind = type.kind();
        if (!kind.isNumeric() || kind == Kind.BIT) {
            throw SqlFailure.of(8117, TypeRules.name(type), name.toLowerCase(Locale.ROOT));
        }
        SqlType sum = switch (kind) {
            case TINYINT, SMALLINT -> SqlType.INT;
            case DECIMAL, NUMERIC -> new SqlType(kind, 0, 38, type.scale());
            case SMALLMONEY -> SqlType.of(Kind.MONEY);
            case REAL -> SqlType.FLOAT;
            default -> type;
        };
        Scalar widened = value.as(sum);
        if (name.equals("SUM")) {
            return new Aggregate(sum, null, () -> new Sum(widened, sum));
        }
        SqlType average = TypeRules.isDecimal(kind) ? new SqlType(kind, 0, 38, Math.max(6, type.scale())) : sum;
        return new Aggregate(average, null, () -> new Average(widened, sum, average));
    }

    private static Aggregate extreme(String name, Scalar value) {
        if (value.type().kind() == Kind.BIT) {
            throw SqlFailure.of(8117, "bit", name.toLowerCase(Locale.ROOT));
        }
        int sign = name.equals("MAX") ? 1 : -1;
        Collation collation = value.collation() == null ? Collation.DEFAULT : value.collation();
        return new Aggregate(value.type(), value.collation(), () -> new Extreme(value, sign, collation));
    }

    private static Aggregate distinct(Aggregate plain, Scalar value) {
        Collation collation = value.collation() == null ? Collation.DEFAULT : value.collation();
        return new Aggregate(plain.type(), plain.collation(), () -> {
            Accumulator inner = plain.start().get();
            Set<Object> seen = new HashSet<>();
            return new Accumulator() {
                @Override
                public void add(Row row) {
                    if (seen.add(Ordering.key(value.value(row), collation))) {
                        inner.add(row);
                    }
                }

                @Override
                public @Nullable Object result() {
                    return inner.result();
                }
            };
        });
    }

    private static final class Counter implements Accumulator {
        private final Scalar.Evaluation counted;
        private final boolean big;
        private long count;

        Counter(Scalar.Evaluation counted, boolean big) {
            this.counted = counted;
            this.big = big;
        }

        @Override
        public void add(Row row) {
            if (counted.value(row) != null) {
                count++;
            }
        }

        @Override
        public Object result() {
            return big ? (Object) count : (Object) Math.toIntExact(count);
        }
    }

    private static final class Extreme implements Accumulator {
        private final Scalar value;
        private final int sign;
        private final Collation collation;
        private @Nullable Object best;

        Extreme(Scalar value, int sign, Collation collation) {
            this.value = value;
            this.sign = sign;
            this.collation = collation;
        }

        @Override
        public void add(Row row) {
            Object next = value.value(row);
            if (next != null && (best == null || sign * Ordering.compare(next, best, collation) > 0)) {
                best = next;
            }
        }

        @Override
        public @Nullable Object result() {
            return best;
        }
    }
}
