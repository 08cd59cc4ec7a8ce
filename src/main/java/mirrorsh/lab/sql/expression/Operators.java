package mirrorsh.lab.sql.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.Operation;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** Compiles operators, CASE, CAST and CONVERT. */
final class Operators {
    private final ExpressionCompiler compiler;

    Operators(ExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    Scalar compile(Expression e) {
        if (e instanceof Expression.Arithmetic x) {
            return arithmetic(x.operator(), compiler.compile(x.left()), compiler.compile(x.right()));
        }
        if (e instanceof Expression.Unary x) {
            return unary(x.operator(), compiler.compile(x.operand()));
        }
        if (e instanceof Expression.Case x) {
            return x.operand() == null ? searched(x) : simple(x, x.operand());
        }
        if (e instanceof Expression.Convert x) {
            return convert(x);
        }
        // a condition where a value is wanted
        throw SqlFailure.of(49999, "a condition used as a value");
    }

    static Scalar arithmetic(char operator, Scalar left, Scalar right) {
        Scalar a = typed(left, right);
        Scalar b = typed(right, left);
        Operation operation = Operation.of(operator, decimalType(a, b), decimalType(b, a));
        Scalar x = a.as(operation.left());
        Scalar y = b.as(operation.right());
        Operation.Function function = operation.function();
        return Scalar.of(operation.type(), row -> {
                    Object first = x.value(row);
                    Object second = y.value(row);
                    return first == null || second == null ? null : function.apply(first, second);
                })
                .collated(Scalar.collation(left.collation(), right.collation(), Operation.word(operator)));
    }

    /** The bare NULL takes the type of the other side. */
    private static Scalar typed(Scalar operand, Scalar other) {
        return operand.isUntypedNull() ? operand.as(other.type()) : operand;
    }

    /** Beside a decimal, an integer literal counts with the digits it has. */
    private static SqlType decimalType(Scalar operand, Scalar other) {
        boolean literal = operand.isConstant() && operand.type().kind() == Kind.INT;
        if (literal && TypeRules.isDecimal(other.type().kind())) {
            Object value = operand.value(Row.EMPTY);
            int digits = new BigDecimal(String.valueOf(value)).precision();
            return SqlType.numeric(digits, 0);
        }
        return operand.type();
    }

    private static Scalar unary(char operator, Scalar operand) {
        Kind kind = operand.type().kind();
        if (operator == '+') {
            return operand;
        }
        if (operator == '~') {
            if (!kind.isInteger()) {
                throw SqlFailure.of(8117, TypeRules.name(operand.type()), "'~'");
            }
            return kind == Kind.BIT
                    ? Scalar.of(SqlType.BIT, row -> flip(operand.value(row)))
                    : arithmetic('^', operand, Scalar.constant(operand.type(), mask(kind)));
        }
        if (!kind.isNumeric() || kind == Kind.BIT) {
            throw SqlFailure.of(8117, TypeRules.name(operand.type()), "minus");
        }
        SqlType type = kind == Kind.TINYINT ? SqlType.SMALLINT : operand.type();
        Object constant = operand.isConstant() ? operand.value(Row.EMPTY) : null;
        if (constant instanceof BigDecimal number) {
            return Scalar.constant(type, number.negate());
        }
        if (constant instanceof Integer number && number != Integer.MIN_VALUE) {
            return Scalar.constant(type, -number);
        }
        if (TypeRules.isDecimal(kind)) {
            Scalar value = operand;
            return Scalar.of(type, row -> value.value(row) instanceof BigDecimal d ? d.negate() : null);
        }
        return arithmetic('-', Scalar.constant(type, zero(type)), operand.as(type));
    }

    private static @Nullable Object flip(@Nullable Object bit) {
        return bit == null ? null : !(Boolean) bit;
    }

    private static Object mask(Kind kind) {
        return switch (kind) {
            case TINYINT -> (Object) 255;
            case BIGINT -> (Object) (-1L);
            default -> (Object) (-1);
        };
    }

    private static Object zero(SqlType type) {
        Object zero = Conversion.convert(0, SqlType.INT, type, 0);
        if (zero == null) {
            throw new IllegalStateException("No zero in " + type);
        }
        return zero;
    }

    private Scalar searched(Expression.Case x) {
        List<Condition> conditions = new ArrayList<>();
        for (Expression.Case.When when : x.whens()) {
            conditions.add(compiler.condition(when.condition()));
        }
        return branches(x, conditions);
    }

    private Scalar simple(Expression.Case x, Expression operand) {
        List<Condition> conditions = new ArrayList<>();
        Scalar left = compiler.compile(operand);
        for (Expression.Case.When when : x.whens()) {
            conditions.add(Comparisons.compare(
                    Expression.Comparison.Operator.EQUAL, left, compiler.compile(when.condition())));
        }
        return branches(x, conditions);
    }

    private Scalar branches(Expression.Case x, List<Condition> conditions) {
        List<Scalar> results = new ArrayList<>();
        for (Expression.Case.When when : x.whens()) {
            results.add(compiler.compile(when.result()));
        }
        Expression otherwise = x.otherwise();
        results.add(otherwise == null ? Scalar.constant(SqlType.INT, null) : compiler.compile(otherwise));
        if (results.stream().allMatch(Scalar::isUntypedNull)) {
            throw SqlFailure.of(8133);
        }
        return choose(compiler.unified(results), conditions);
    }

    /** The result of the first condition that holds, else the last result. */
    static Scalar choose(List<Scalar> results, List<Condition> conditions) {
        Scalar last = results.get(results.size() - 1);
        Scalar chosen = Scalar.of(last.type(), row -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).holds(row)) {
                    return results.get(i).value(row);
                }
            }
            return last.value(row);
        });
        boolean nullable = results.stream().anyMatch(Scalar::nullable);
        mirrorsh.lab.sql.value.Collation collation = null;
        for (Scalar result : results) {
            collation = Scalar.collation(collation, result.collation(), "CASE");
        }
        return (nullable ? chosen : chosen.notNull()).collated(collation);
    }

    private Scalar convert(Expression.Convert x) {
        Scalar operand = compiler.compile(x.operand());
        SqlType target = x.type();
        if (operand.isUntypedNull()) {
            return operand.as(target);
        }
        SqlType source = operand.type();
        Conversion.requireExplicit(source, target);
        Expression style = x.style();
        Scalar number = style == null
                ? Scalar.constant(SqlType.INT, 0)
                : compiler.compile(style).as(SqlType.INT);
        boolean attempt = x.attempt();
        return Scalar.of(target, row -> {
                    Object wanted = number.value(row);
                    if (wanted == null) {
                        return null;
                    }
                    try {
                        return Conversion.convert(operand.value(row), source, target, (Integer) wanted);
                    } catch (SqlFailure e) {
                        // a TRY form answers NULL for a value that does not fit; what the lab cannot do stays an error
                        if (attempt && e.number() != 49999 && e.number() != 281) {
                            return null;
                        }
                        throw e;
                    }
                })
                .collated(operand.collation());
    }
}
