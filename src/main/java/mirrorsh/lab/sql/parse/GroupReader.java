package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** GROUP BY, and the sets of expressions that ROLLUP, CUBE and GROUPING SETS mean. */
final class GroupReader {
    private static final int MOST_SETS = 4096;
    private static final int MOST_EXPRESSIONS = 32;

    private final ExpressionReader expressions;

    GroupReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    /**
     * @param all each expression once, in the order of the text
     * @param sets empty where GROUP BY names expressions only
     */
    record Groups(List<Expression> all, List<List<Expression>> sets) {}

    Groups read(TsqlGrammar.@Nullable GroupClauseContext context) {
        if (context == null) {
            return new Groups(List.of(), List.of());
        }
        List<TsqlGrammar.GroupItemContext> items = context.groupItem();
        if (context.WITH() == null && items.stream().allMatch(GroupReader::isExpression)) {
            return new Groups(
                    items.stream()
                            .map(item -> expressions.value(item.groupElement().value(0)))
                            .toList(),
                    List.of());
        }
        List<List<Expression>> sets = context.WITH() == null ? product(items, context) : whole(context);
        Set<Expression> all = new LinkedHashSet<>();
        sets.forEach(all::addAll);
        if (all.size() > MOST_EXPRESSIONS) {
            throw Refusal.at(context.getStart().getLine(), 10707, MOST_EXPRESSIONS);
        }
        return new Groups(List.copyOf(all), sets);
    }

    private static boolean isExpression(TsqlGrammar.GroupItemContext item) {
        return item.groupElement() != null && item.groupElement().value().size() == 1;
    }

    /** {@code GROUP BY a, b WITH ROLLUP}. */
    private List<List<Expression>> whole(TsqlGrammar.GroupClauseContext context) {
        List<TsqlGrammar.GroupElementContext> elements = new ArrayList<>();
        for (TsqlGrammar.GroupItemContext item : context.groupItem()) {
            if (item.groupElement() == null) {
                throw Refusal.at(context.getStart().getLine(), 10703);
            }
            elements.add(item.groupElement());
        }
        return context.ROLLUP() == null ? cube(elements, context) : rollup(elements);
    }

    /** Every set of one item together with every set of the next. */
    private List<List<Expression>> product(List<TsqlGrammar.GroupItemContext> items, ParserRuleContext context) {
        List<List<Expression>> sets = List.of(List.of());
        for (TsqlGrammar.GroupItemContext item : items) {
            sets = product(sets, sets(item), context);
        }
        return sets;
    }

    private static List<List<Expression>> product(
            List<List<Expression>> some, List<List<Expression>> others, ParserRuleContext context) {
        if ((long) some.size() * others.size() > MOST_SETS) {
            throw tooMany(context);
        }
        List<List<Expression>> sets = new ArrayList<>();
        for (List<Expression> one : some) {
            for (List<Expression> other : others) {
                List<Expression> both = new ArrayList<>(one);
                both.addAll(other);
                sets.add(both);
            }
        }
        return sets;
    }

    private static RuntimeException tooMany(ParserRuleContext context) {
        return Refusal.at(context.getStart().getLine(), 10705, MOST_SETS);
    }

    private List<List<Expression>> sets(TsqlGrammar.GroupItemContext item) {
        if (item.rollup() != null) {
            return sets(item.rollup());
        }
        if (item.groupElement() != null) {
            return List.of(expressions.values(item.groupElement().value()));
        }
        List<List<Expression>> sets = new ArrayList<>();
        for (TsqlGrammar.GroupingSetContext set : item.groupingSet()) {
            List<List<Expression>> one = List.of(List.of());
            for (TsqlGrammar.SetItemContext part : set.setItem()) {
                List<List<Expression>> of =
                        part.rollup() == null ? List.of(List.of(expressions.value(part.value()))) : sets(part.rollup());
                one = product(one, of, item);
            }
            sets.addAll(one);
            if (sets.size() > MOST_SETS) {
                throw tooMany(item);
            }
        }
        return sets;
    }

    private List<List<Expression>> sets(TsqlGrammar.RollupContext context) {
        return context.ROLLUP() == null ? cube(context.groupElement(), context) : rollup(context.groupElement());
    }

    /** All of them, and always one less from the right, down to none. */
    private List<List<Expression>> rollup(List<TsqlGrammar.GroupElementContext> elements) {
        List<List<Expression>> sets = new ArrayList<>();
        List<Expression> set = new ArrayList<>();
        sets.add(List.of());
        for (TsqlGrammar.GroupElementContext element : elements) {
            set.addAll(expressions.values(element.value()));
            sets.add(0, List.copyOf(set));
        }
        return sets;
    }

    /** Every choice of them. */
    private List<List<Expression>> cube(List<TsqlGrammar.GroupElementContext> elements, ParserRuleContext context) {
        List<List<Expression>> sets = List.of(List.of());
        for (TsqlGrammar.GroupElementContext element : elements) {
            sets = product(sets, List.of(expressions.values(element.value()), List.of()), context);
        }
        return sets;
    }
}
