package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Expression.Comparison;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.LikePattern;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Compiles conditions, with three-valued logic. */
final class Conditions {
    private final ExpressionCompiler compiler;

    Conditions(ExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    Condition compile(Expression e) {
        if (e instanceof Expression.And x) {
            return and(compile(x.left()), compile(x.right()));
        }
        if (e instanceof Expression.Or x) {
            return or(compile(x.left()), compile(x.right()));
        }
        if (e instanceof Expression.Not x) {
            return compile(x.operand()).not();
        }
        if (e instanceof Comparison x) {
            return Comparisons.compare(x.operator(), compiler.compile(x.left()), compiler.compile(x.right()));
        }
        if (e instanceof Expression.IsNull x) {
            Scalar operand = compiler.compile(x.operand());
            boolean negated = x.negated();
            return row -> (operand.value(row) == null) != negated;
        }
        if (e instanceof Expression.Like x) {
            return like(x).negatedIf(x.negated());
        }
        if (e instanceof Expression.Between x) {
            return between(x).negatedIf(x.negated());
        }
        return membership(e);
    }

    private Condition membership(Expression e) {
        if (e instanceof Expression.InList x) {
            return in(compiler.compile(x.operand()), x.items()).negatedIf(x.negated());
        }
        if (e instanceof Expression.InQuery x) {
            Scalar operand = compiler.compile(x.operand());
            return quantified(Comparison.Operator.EQUAL, false, operand, compiler.subquery(x.query()))
                    .negatedIf(x.negated());
        }
        if (e instanceof Expression.QuantifiedComparison x) {
            Scalar left = compiler.compile(x.left());
            return quantified(x.operator(), x.all(), left, compiler.subquery(x.query()));
        }
        if (e instanceof Expression.Exists x) {
            Subquery subquery = compiler.subquery(x.query());
            return row -> !subquery.isEmpty(row);
        }
        throw SqlFailure.of(4145, "a value");
    }

    static Condition and(Condition left, Condition right) {
        return row -> {
            Boolean a = left.test(row);
            if (Boolean.FALSE.equals(a)) {
                return false;
            }
            Boolean b = right.test(row);
            if (Boolean.FALSE.equals(b)) {
                return false;
            }
            return a == null || b == null ? null : true;
        };
    }

    static Condition or(Condition left, Condition right) {
        return and(left.not(), right.not()).not();
    }

    private Condition between(Expression.Between x) {
        Scalar operand = compiler.compile(x.operand());
        Scalar low = compiler.compile(x.low());
        Scalar high = compiler.compile(x.high());
        return and(
                Comparisons.compare(Comparison.Operator.GREATER_OR_EQUAL, operand, low),
                Comparisons.compare(Comparison.Operator.LESS_OR_EQUAL, operand, high));
    }

    private Condition in(Scalar operand, List<Expression> items) {
        List<Scalar> all = new ArrayList<>(List.of(operand));
        for (Expression item : items) {
            all.add(compiler.compile(item));
        }
        // the list is brought to one type with the operand, as in a chain of comparisons with the strongest of them
        SqlType type = ExpressionCompiler.commonType(all);
        List<Scalar> unified = new ArrayList<>();
        for (Scalar value : all) {
            unified.add(value.as(type));
        }
        List<Condition> equal = new ArrayList<>();
        for (Scalar item : unified.subList(1, unified.size())) {
            equal.add(Comparisons.compare(Comparison.Operator.EQUAL, unified.get(0), item));
        }
        return row -> anyOf(equal, row);
    }

    /** An OR over many, without nesting them. */
    private static @Nullable Boolean anyOf(List<Condition> conditions, Row row) {
        boolean unknown = false;
        for (Condition condition : conditions) {
            Boolean outcome = condition.test(row);
            if (outcome == null) {
                unknown = true;
            } else if (outcome) {
                return true;
            }
        }
        return unknown ? null : false;
    }

    /** {@code operator ANY} is an OR, {@code operator ALL} an AND over the rows. */
    private static Condition quantified(Comparison.Operator operator, boolean all, Scalar left, Subquery subquery) {
        if (subquery.fields().size() != 1) {
            throw SqlFailure.of(116);
        }
        Cell cell = new Cell();
        Field field = subquery.fields().get(0);
        Scalar right = Scalar.of(field.type(), row -> cell.value).collated(field.collation());
        Condition one = Comparisons.compare(operator, left, right);
        return row -> {
            boolean unknown = false;
            for (@Nullable Object[] values : subquery.rows(row)) {
                cell.value = values[0];
                Boolean outcome = one.test(row);
                if (outcome == null) {
                    unknown = true;
                } else if (outcome != all) {
                    return !all;
                }
            }
            return unknown ? null : all;
        };
    }

    /** The value of the subquery's row that is being compared. */
    private static final class Cell {
        @Nullable
        Object value;
    }

    private Condition like(Expression.Like x) {
        Scalar operand = Arguments.text(compiler.compile(x.operand()), 1, "like");
        Scalar pattern = Arguments.text(compiler.compile(x.pattern()), 2, "like");
        Expression written = x.escape();
        Scalar escape = written == null ? null : Arguments.text(compiler.compile(written), 3, "like");
        boolean unicode =
                operand.type().kind().isUnicode() || pattern.type().kind().isUnicode();
        PatternReader patterns = new PatternReader(Comparisons.of(operand, pattern));
        return row -> {
            Object text = operand.value(row);
            Object form = pattern.value(row);
            Object sign = escape == null ? null : escape.value(row);
            if (text == null || form == null || escape != null && sign == null) {
                return null;
            }
            return patterns.read((String) form, (String) sign).matches((String) text, unicode);
        };
    }

    /** Reads patterns, most of which are the same for all rows. */
    private static final class PatternReader {
        private final Collation collation;
        private @Nullable LikePattern last;
        private @Nullable String lastForm;
        private @Nullable String lastEscape;

        PatternReader(Collation collation) {
            this.collation = collation;
        }

        LikePattern read(String form, @Nullable String escape) {
            LikePattern pattern = last;
            if (pattern == null || !form.equals(lastForm) || !Objects.equals(escape, lastEscape)) {
                pattern = LikePattern.of(form, escape, collation);
                last = pattern;
                lastForm = form;
                lastEscape = escape;
            }
            return pattern;
        }
    }
}
