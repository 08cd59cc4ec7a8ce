package mirrorsh.lab.sql.parse;

import java.util.List;
import java.util.function.BinaryOperator;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Conditions and arithmetic. The grammar lets a condition in parentheses stand for a value: here the two are told apart. */
final class ExpressionReader extends TsqlGrammarBaseVisitor<Expression> {
    private final Depth depth = new Depth();
    private final QueryReader queries = new QueryReader(this, depth);
    private final PrimaryReader primaries = new PrimaryReader(this, queries);

    QueryReader queries() {
        return queries;
    }

    // ---------------------------------------------------------------- what the others ask for

    /** A condition; 4145 for a value. */
    Expression condition(TsqlGrammar.ConditionContext context) {
        Expression read = any(context);
        if (!isCondition(read)) {
            throw Refusal.at(context.getStart().getLine(), 4145, Refusal.excerpt(context.getStop()));
        }
        return read;
    }

    @Nullable
    Expression whereOrNull(TsqlGrammar.@Nullable WhereClauseContext context) {
        return context == null ? null : condition(context.condition());
    }

    /** A value; 102 for a condition. */
    Expression value(TsqlGrammar.ConditionContext context) {
        return requireValue(any(context), context);
    }

    Expression value(TsqlGrammar.ValueContext context) {
        return requireValue(any(context), context);
    }

    @Nullable
    Expression valueOrNull(TsqlGrammar.@Nullable ValueContext context) {
        return context == null ? null : value(context);
    }

    List<Expression> values(List<TsqlGrammar.ValueContext> contexts) {
        return contexts.stream().map(this::value).toList();
    }

    /** A value, or the keyword DEFAULT. */
    Expression valueOrDefault(TsqlGrammar.ValueOrDefaultContext context) {
        return context.value() == null ? new Expression.Keyword("DEFAULT") : value(context.value());
    }

    /** {@code @x = e} and {@code @x += e}: the value that is assigned. */
    Expression assigned(Expression target, TsqlGrammar.AssignOperatorContext operator, Expression value) {
        String sign = operator.getText();
        return sign.equals("=") ? value : new Expression.Arithmetic(sign.charAt(0), target, value);
    }

    // ---------------------------------------------------------------- conditions

    /** A condition or a value, whichever is written. */
    Expression any(TsqlGrammar.ConditionContext context) {
        List<TsqlGrammar.ConjunctionContext> sides = context.conjunction();
        if (sides.size() == 1) {
            return conjunction(sides.get(0));
        }
        List<Expression> operands = sides.stream()
                .map(side -> requireCondition(conjunction(side), side))
                .toList();
        return balanced(operands, Expression.Or::new);
    }

    private Expression conjunction(TsqlGrammar.ConjunctionContext context) {
        List<TsqlGrammar.NegationContext> sides = context.negation();
        if (sides.size() == 1) {
            return negation(sides.get(0));
        }
        List<Expression> operands = sides.stream()
                .map(side -> requireCondition(negation(side), side))
                .toList();
        return balanced(operands, Expression.And::new);
    }

    /** AND and OR do not care how they are grouped: a tree that is wide instead of deep. */
    private static Expression balanced(List<Expression> operands, BinaryOperator<Expression> operator) {
        int size = operands.size();
        return size == 1
                ? operands.get(0)
                : operator.apply(
                        balanced(operands.subList(0, size / 2), operator),
                        balanced(operands.subList(size / 2, size), operator));
    }

    private Expression negation(TsqlGrammar.NegationContext context) {
        Expression read = predicate(context.predicate());
        if (context.NOT().isEmpty()) {
            return read;
        }
        Expression operand = requireCondition(read, context);
        return context.NOT().size() % 2 == 0 ? operand : new Expression.Not(operand);
    }

    private Expression predicate(TsqlGrammar.PredicateContext context) {
        if (context.EXISTS() != null) {
            return new Expression.Exists(queries.subquery(context.subquery()));
        }
        if (context.predicateTail() == null) {
            return any(context.value());
        }
        return context.predicateTail().accept(new TailReader(value(context.value())));
    }

    /** What follows the left operand of a predicate. */
    private final class TailReader extends TsqlGrammarBaseVisitor<Expression> {
        private final Expression left;

        TailReader(Expression left) {
            this.left = left;
        }

        @Override
        public Expression visitComparison(TsqlGrammar.ComparisonContext tail) {
            return new Expression.Comparison(operator(tail.comparisonOperator()), left, value(tail.value()));
        }

        @Override
        public Expression visitQuantifiedComparison(TsqlGrammar.QuantifiedComparisonContext tail) {
            return new Expression.QuantifiedComparison(
                    operator(tail.comparisonOperator()), tail.ALL() != null, left, queries.subquery(tail.subquery()));
        }

        @Override
        public Expression visitIsNull(TsqlGrammar.IsNullContext tail) {
            return new Expression.IsNull(left, tail.NOT() != null);
        }

        @Override
        public Expression visitLike(TsqlGrammar.LikeContext tail) {
            return new Expression.Like(left, value(tail.value(0)), valueOrNull(tail.value(1)), tail.NOT() != null);
        }

        @Override
        public Expression visitBetween(TsqlGrammar.BetweenContext tail) {
            return new Expression.Between(left, value(tail.value(0)), value(tail.value(1)), tail.NOT() != null);
        }

        @Override
        public Expression visitIn(TsqlGrammar.InContext tail) {
            boolean negated = tail.NOT() != null;
            return tail.subquery() == null
                    ? new Expression.InList(left, values(tail.value()), negated)
                    : new Expression.InQuery(left, queries.subquery(tail.subquery()), negated);
        }
    }

    private static Expression.Comparison.Operator operator(TsqlGrammar.ComparisonOperatorContext context) {
        return switch (context.getText()) {
            case "=" -> Expression.Comparison.Operator.EQUAL;
            case "<" -> Expression.Comparison.Operator.LESS;
            case ">" -> Expression.Comparison.Operator.GREATER;
            case "<=", "!>" -> Expression.Comparison.Operator.LESS_OR_EQUAL;
            case ">=", "!<" -> Expression.Comparison.Operator.GREATER_OR_EQUAL;
            case "<>", "!=" -> Expression.Comparison.Operator.NOT_EQUAL;
            default -> throw Refusal.near(context.getStart());
        };
    }

    // ---------------------------------------------------------------- arithmetic

    private Expression any(TsqlGrammar.ValueContext context) {
        int levels = context.term().size() - 1;
        depth.enter(levels + 1, context);
        Expression left = term(context.term(0));
        for (int i = 1; i <= levels; i++) {
            TsqlGrammar.TermContext right = context.term(i);
            left = arithmetic(context, i, requireValue(left, context), requireValue(term(right), right));
        }
        depth.leave(levels + 1);
        return left;
    }

    private Expression term(TsqlGrammar.TermContext context) {
        int levels = context.factor().size() - 1;
        depth.enter(levels, context);
        Expression left = factor(context.factor(0));
        for (int i = 1; i <= levels; i++) {
            TsqlGrammar.FactorContext right = context.factor(i);
            left = arithmetic(context, i, requireValue(left, context), requireValue(factor(right), right));
        }
        depth.leave(levels);
        return left;
    }

    /** The operator before operand {@code i} is child {@code 2i - 1}. */
    private static Expression arithmetic(ParserRuleContext context, int i, Expression left, Expression right) {
        return new Expression.Arithmetic(context.getChild(2 * i - 1).getText().charAt(0), left, right);
    }

    private Expression factor(TsqlGrammar.FactorContext context) {
        int signs = context.getChildCount() - 1 - 2 * context.identifier().size();
        int levels = signs + context.identifier().size();
        if (levels == 0) {
            return primaries.visit(context.primary());
        }
        depth.enter(levels, context);
        Expression read = requireValue(primaries.visit(context.primary()), context);
        for (TsqlGrammar.IdentifierContext collation : context.identifier()) {
            read = new Expression.Collate(read, Names.of(collation));
        }
        for (int i = signs - 1; i >= 0; i--) {
            read = new Expression.Unary(context.getChild(i).getText().charAt(0), read);
        }
        depth.leave(levels);
        return read;
    }

    // ---------------------------------------------------------------- the two kinds

    private static Expression requireValue(Expression read, ParserRuleContext context) {
        if (isCondition(read)) {
            throw Refusal.near(context.getStart());
        }
        return read;
    }

    private static Expression requireCondition(Expression read, ParserRuleContext context) {
        if (!isCondition(read)) {
            throw Refusal.at(context.getStart().getLine(), 4145, Refusal.excerpt(context.getStop()));
        }
        return read;
    }

    private static boolean isCondition(Expression read) {
        return read instanceof Expression.Comparison
                || read instanceof Expression.QuantifiedComparison
                || read instanceof Expression.And
                || read instanceof Expression.Or
                || read instanceof Expression.Not
                || read instanceof Expression.IsNull
                || read instanceof Expression.Like
                || read instanceof Expression.Between
                || read instanceof Expression.InList
                || read instanceof Expression.InQuery
                || read instanceof Expression.Exists;
    }

    /** {@code TOP 5} and {@code OFFSET} counts. */
    Query.@Nullable Top topOrNull(TsqlGrammar.@Nullable TopClauseContext context) {
        if (context == null) {
            return null;
        }
        Expression count = context.value() == null
                ? Literals.literal(((TerminalNode) context.getChild(1)).getSymbol())
                : value(context.value());
        return new Query.Top(count, context.PERCENT() != null, context.TIES() != null);
    }
}
