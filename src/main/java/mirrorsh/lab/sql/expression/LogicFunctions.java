package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.sql.ast.Expression.Comparison;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Functions that choose one of their arguments. */
final class LogicFunctions {
    private LogicFunctions() {}

    static void addTo(Map<String, Builtin> all) {
        all.put("ISNULL", LogicFunctions::isNull);
        all.put("COALESCE", LogicFunctions::coalesce);
        all.put("NULLIF", LogicFunctions::nullIf);
        all.put("IIF", LogicFunctions::iif);
        all.put("CHOOSE", LogicFunctions::choose);
    }

    /** The result has the type of the first argument, unlike COALESCE. */
    private static Scalar isNull(Arguments a) {
        a.require(2);
        SqlType type = a.get(0).isUntypedNull() ? a.get(1).type() : a.get(0).type();
        Scalar first = a.get(0).as(type);
        Scalar second = a.get(1).as(type);
        Scalar chosen = Scalar.of(type, row -> {
                    Object value = first.value(row);
                    return value == null ? second.value(row) : value;
                })
                .collated(first.collation());
        return first.nullable() && second.nullable() ? chosen : chosen.notNull();
    }

    private static Scalar coalesce(Arguments a) {
        if (a.count() < 2) {
            throw SqlFailure.of(189, "coalesce", 2, 254);
        }
        if (a.all().stream().allMatch(Scalar::isUntypedNull)) {
            throw SqlFailure.of(4127);
        }
        List<Scalar> values = a.compiler().unified(a.all());
        Scalar chosen = Scalar.of(values.get(0).type(), row -> firstOf(values, row));
        boolean nullable = values.stream().allMatch(Scalar::nullable);
        return (nullable ? chosen : chosen.notNull()).collated(values.get(0).collation());
    }

    private static @Nullable Object firstOf(List<Scalar> values, Row row) {
        for (Scalar value : values) {
            Object found = value.value(row);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Scalar nullIf(Arguments a) {
        a.require(2);
        Scalar first = a.get(0);
        if (first.isUntypedNull()) {
            throw SqlFailure.of(4151);
        }
        Condition equal = Comparisons.compare(Comparison.Operator.EQUAL, first, a.get(1));
        return Scalar.of(first.type(), row -> equal.holds(row) ? null : first.value(row))
                .collated(first.collation());
    }

    private static Scalar iif(Arguments a) {
        Condition condition = a.require(3).compiler().condition(a.written(0));
        List<Scalar> results = List.of(a.get(1), a.get(2));
        if (results.stream().allMatch(Scalar::isUntypedNull)) {
            throw SqlFailure.of(8133);
        }
        return Operators.choose(a.compiler().unified(results), List.of(condition));
    }

    private static Scalar choose(Arguments a) {
        if (a.count() < 2) {
            throw SqlFailure.of(189, "choose", 2, 254);
        }
        Scalar index = a.integer(0);
        List<Scalar> values = a.compiler().unified(new ArrayList<>(a.all().subList(1, a.count())));
        return Scalar.of(values.get(0).type(), row -> {
            Object place = index.value(row);
            int i = place == null ? 0 : (Integer) place;
            return i < 1 || i > values.size() ? null : values.get(i - 1).value(row);
        });
    }
}
