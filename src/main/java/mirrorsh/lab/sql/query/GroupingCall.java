package mirrorsh.lab.sql.query;

import java.util.List;
import java.util.function.ToIntFunction;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** {@code GROUPING(a)}, a tinyint, and {@code GROUPING_ID(a, b)}, an int whose lowest bit is the last argument's. */
final class GroupingCall {
    private static final String ONE = "GROUPING";
    private static final String SEVERAL = "GROUPING_ID";
    private static final int MOST = 32;

    private GroupingCall() {}

    static boolean isOne(Expression e) {
        return e instanceof Expression.Call call
                && call.over() == null
                && (call.name().toString().equals(ONE) || call.name().toString().equals(SEVERAL));
    }

    /** 174 or 189 for another number of them than the function takes. */
    static List<Expression> arguments(Expression.Call call) {
        int count = call.arguments().size();
        if (isSingle(call) && count != 1) {
            throw SqlFailure.of(174, ONE, 1);
        }
        if (count == 0 || count > MOST) {
            throw SqlFailure.of(189, SEVERAL, 1, MOST);
        }
        return call.arguments();
    }

    private static boolean isSingle(Expression.Call call) {
        return call.name().toString().equals(ONE);
    }

    /** 8161, also where there is no GROUP BY at all. */
    static SqlFailure unmatched(Expression.Call call, int argument) {
        return SqlFailure.of(8161, argument, call.name());
    }

    static Scalar value(Expression.Call call, ToIntFunction<Row> bits) {
        return isSingle(call) ? Scalar.of(SqlType.TINYINT, bits::applyAsInt) : Scalar.of(SqlType.INT, bits::applyAsInt);
    }
}
