package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Constants, columns, variables, calls and whatever else stands between operators. */
final class PrimaryReader extends TsqlGrammarBaseVisitor<Expression> {
    private static final Set<String> TAKE_A_DATE_PART =
            Set.of("DATEADD", "DATEDIFF", "DATEDIFF_BIG", "DATENAME", "DATEPART", "DATETRUNC", "DATE_BUCKET");
    private static final Set<String> TAKE_A_STAR = Set.of("COUNT", "COUNT_BIG", "CHECKSUM", "BINARY_CHECKSUM");

    private final ExpressionReader expressions;
    private final QueryReader queries;

    PrimaryReader(ExpressionReader expressions, QueryReader queries) {
        this.expressions = expressions;
        this.queries = queries;
    }

    @Override
    public Expression visitLiteralValue(TsqlGrammar.LiteralValueContext context) {
        return Literals.literal(context.literal());
    }

    @Override
    public Expression visitVariable(TsqlGrammar.VariableContext context) {
        return new Expression.Variable(context.getText());
    }

    @Override
    public Expression visitGlobalVariable(TsqlGrammar.GlobalVariableContext context) {
        return new Expression.GlobalVariable(Names.upper(context.getText()));
    }

    @Override
    public Expression visitParentheses(TsqlGrammar.ParenthesesContext context) {
        return expressions.any(context.condition());
    }

    @Override
    public Expression visitSubqueryValue(TsqlGrammar.SubqueryValueContext context) {
        return new Expression.Subquery(queries.subquery(context.subquery()));
    }

    @Override
    public Expression visitCaseValue(TsqlGrammar.CaseValueContext context) {
        boolean simple = context.getChild(1) instanceof TsqlGrammar.ValueContext;
        Expression operand = simple ? expressions.value(context.value(0)) : null;
        List<Expression.Case.When> whens = new ArrayList<>();
        for (TsqlGrammar.WhenClauseContext when : context.whenClause()) {
            whens.add(new Expression.Case.When(
                    simple ? expressions.value(when.condition()) : expressions.condition(when.condition()),
                    expressions.value(when.value())));
        }
        Expression otherwise = context.ELSE() == null ? null : expressions.value(context.value(simple ? 1 : 0));
        return new Expression.Case(operand, List.copyOf(whens), otherwise);
    }

    @Override
    public Expression visitCast(TsqlGrammar.CastContext context) {
        return new Expression.Convert(
                expressions.value(context.value()),
                DataTypes.converted(context.dataType()),
                null,
                context.TRY_CAST() != null);
    }

    @Override
    public Expression visitConvert(TsqlGrammar.ConvertContext context) {
        return new Expression.Convert(
                expressions.value(context.value(0)),
                DataTypes.converted(context.dataType()),
                expressions.valueOrNull(context.value(1)),
                context.TRY_CONVERT() != null);
    }

    @Override
    public Expression visitNiladic(TsqlGrammar.NiladicContext context) {
        return new Expression.Call(
                ObjectName.of(Names.upper(context.getText())),
                List.of(),
                false,
                false,
                null,
                List.of(),
                context.getStart().getLine());
    }

    @Override
    public Expression visitReservedCall(TsqlGrammar.ReservedCallContext context) {
        return call(ObjectName.of(Names.upper(context.getStart().getText())), context.callSuffix(), context);
    }

    @Override
    public Expression visitNameOrCall(TsqlGrammar.NameOrCallContext context) {
        ObjectName name = Names.object(context.qualifiedName());
        if (context.callSuffix() == null) {
            return new Expression.ColumnReference(name, context.getStart().getLine());
        }
        ObjectName called = name.parts().size() == 1 ? ObjectName.of(Names.upper(name.name())) : name;
        return call(called, context.callSuffix(), context);
    }

    /** A function among the tables of FROM. */
    Expression.Call tableCall(ObjectName name, List<TsqlGrammar.ValueOrDefaultContext> arguments, int line) {
        return new Expression.Call(
                name.parts().size() == 1 ? ObjectName.of(Names.upper(name.name())) : name,
                arguments.stream().map(expressions::valueOrDefault).toList(),
                false,
                false,
                null,
                List.of(),
                line);
    }

    private Expression.Call call(ObjectName name, TsqlGrammar.CallSuffixContext suffix, ParserRuleContext context) {
        String upper = name.parts().size() == 1 ? name.name() : "";
        if (suffix.STAR() != null && !TAKE_A_STAR.contains(upper)) {
            throw Refusal.near(suffix.STAR().getSymbol());
        }
        return new Expression.Call(
                name,
                arguments(upper, suffix.condition()),
                suffix.DISTINCT() != null,
                suffix.STAR() != null,
                window(suffix.window()),
                withinGroup(suffix.withinGroup()),
                context.getStart().getLine());
    }

    private List<Expression> arguments(String function, List<TsqlGrammar.ConditionContext> contexts) {
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < contexts.size(); i++) {
            boolean wantsCondition = i == 0 && function.equals("IIF");
            Expression argument =
                    wantsCondition ? expressions.condition(contexts.get(i)) : expressions.value(contexts.get(i));
            boolean datePart = i == 0 && TAKE_A_DATE_PART.contains(function);
            arguments.add(datePart ? keyword(argument, contexts.get(i)) : argument);
        }
        return List.copyOf(arguments);
    }

    private static Expression keyword(Expression argument, ParserRuleContext context) {
        if (argument instanceof Expression.ColumnReference column
                && column.name().parts().size() == 1) {
            return new Expression.Keyword(Names.upper(column.name().name()));
        }
        // A date part can be neither computed nor a string: 1023 on a real server.
        throw Refusal.at(context.getStart().getLine(), 1023, Refusal.excerpt(context.getStart()));
    }

    private Expression.@Nullable Window window(TsqlGrammar.@Nullable WindowContext context) {
        return context == null
                ? null
                : new Expression.Window(
                        expressions.values(context.value()),
                        queries.order(context.orderItem()),
                        FrameReader.frameOrNull(context.frame()));
    }

    private List<Query.OrderItem> withinGroup(TsqlGrammar.@Nullable WithinGroupContext context) {
        return context == null ? List.of() : queries.order(context.orderItem());
    }
}
