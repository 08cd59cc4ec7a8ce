package mirrorsh.lab.sql.expression;

import mirrorsh.lab.sql.ast.Expression.Comparison;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Ordering;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlType;

/** Compares two values after bringing them to their common type. */
public final class Comparisons {
    private Comparisons() {}

    /** A comparison; unknown where one side is NULL. */
    public static Condition compare(Comparison.Operator operator, Scalar left, Scalar right) {
        SqlType type = ExpressionCompiler.commonType(java.util.List.of(left, right));
        Scalar a = left.as(type);
        Scalar b = right.as(type);
        Collation collation = of(left, right);
        boolean wanted = operator == Comparison.Operator.EQUAL;
        boolean sameness = wanted || operator == Comparison.Operator.NOT_EQUAL;
        return row -> {
            Object x = a.value(row);
            Object y = x == null ? null : b.value(row);
            if (x == null || y == null) {
                return null;
            }
            return sameness
                    ? Ordering.isSame(x, y, collation) == wanted
                    : holds(operator, Ordering.compare(x, y, collation));
        };
    }

    /** How the texts of two values compare. */
    public static Collation of(Scalar left, Scalar right) {
        Collation collation = Scalar.collation(left.collation(), right.collation(), "equal to");
        return collation == null ? Collation.DEFAULT : collation;
    }

    /** The type in which two values are compared. */
    public static SqlType type(SqlType left, SqlType right) {
        return TypeRules.common(left, right);
    }

    static boolean holds(Comparison.Operator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
