package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Aggregates;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.ExpressionTree;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY and the aggregates of one SELECT.
 *
 * <p>A group is represented by its first row, followed by the aggregates; so grouped columns keep their places, and the scope
 * refuses all others (8120). With several sets, each row is in one group of every set; what that set does not group by is NULL.
 */
final class Grouping {
    private final ExpressionCompiler plain;
    private final Scope scope;
    private final Slots slots;
    private final Map<Expression, Key> keys = new LinkedHashMap<>();
    private final List<Set<Key>> sets = new ArrayList<>();
    private final int set;
    private final List<Aggregates.Aggregate> aggregates = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    /**
     * An expression of GROUP BY.
     *
     * @param column its place in a row where it is a column, else -1
     * @param slot where its value is kept if some of the sets are without it, else -1
     */
    record Key(Scalar value, Field field, int column, int slot) {}

    Grouping(ExpressionCompiler plain, Scope scope, Slots slots, Query.Select select) {
        this.plain = plain;
        this.scope = scope;
        this.slots = slots;
        boolean inSets = !select.groupingSets().isEmpty();
        set = inSets ? slots.next() : -1;
        for (Expression expression : select.groupBy()) {
            addKey(expression, inSets);
        }
        for (List<Expression> wanted : select.groupingSets()) {
            Set<Key> members = new LinkedHashSet<>();
            for (Expression expression : wanted) {
                members.add(Objects.requireNonNull(keys.get(ExpressionTree.normalized(expression, scope))));
            }
            sets.add(members);
        }
    }

    private void addKey(Expression expression, boolean inSets) {
        if (ExpressionTree.contains(expression, Aggregates::isAggregate)) {
            throw SqlFailure.of(144);
        }
        if (!ExpressionTree.contains(expression, e -> e instanceof Expression.ColumnReference)) {
            throw SqlFailure.of(164);
        }
        Scalar value = plain.compile(expression);
        Scope.Place place =
                expression instanceof Expression.ColumnReference reference ? scope.find(reference.name()) : null;
        int column = place != null && place.depth() == 0 ? place.index() : -1;
        keys.computeIfAbsent(
                ExpressionTree.normalized(expression, scope),
                normalized -> new Key(value, Field.of("", value), column, inSets && column < 0 ? slots.next() : -1));
    }

    /** From now on other columns than the grouped ones are refused with this error. */
    void restrict(int error) {
        Set<Integer> columns = new HashSet<>();
        keys.values().forEach(key -> columns.add(key.column()));
        columns.remove(-1);
        scope.restrict(columns, error);
    }

    /** Aggregates and whole GROUP BY expressions may contain any column. */
    @Nullable
    Scalar intercept(Expression e) {
        boolean plainWord = e instanceof Expression.Literal
                || e instanceof Expression.ColumnReference
                || e instanceof Expression.Keyword;
        if (plainWord) {
            return null;
        }
        return lifted(() -> {
            if (Aggregates.isAggregate(e)) {
                return aggregate((Expression.Call) e);
            }
            if (GroupingCall.isOne(e)) {
                return grouping((Expression.Call) e);
            }
            Key key = onlyColumns() ? null : keys.get(ExpressionTree.normalized(e, scope));
            return key == null ? null : valueOf(key);
        });
    }

    private boolean onlyColumns() {
        return keys.values().stream().allMatch(key -> key.column() >= 0);
    }

    private static Scalar valueOf(Key key) {
        return key.slot() < 0
                ? key.value()
                : Scalar.of(key.value().type(), row -> row.values()[key.slot()])
                        .withCollation(key.value().collation());
    }

    /** 1 for each argument by which a row is not grouped. */
    private Scalar grouping(Expression.Call call) {
        List<Key> asked = new ArrayList<>();
        for (Expression argument : GroupingCall.arguments(call)) {
            Key key = keys.get(ExpressionTree.normalized(argument, scope));
            if (key == null) {
                throw GroupingCall.unmatched(call, asked.size() + 1);
            }
            asked.add(key);
        }
        return GroupingCall.value(call, row -> bits(asked, row));
    }

    private int bits(List<Key> asked, Row row) {
        int bits = 0;
        for (Key key : asked) {
            boolean grouped = set < 0
                    || row.values()[set] instanceof Integer number
                            && sets.get(number).contains(key);
            bits = bits << 1 | (grouped ? 0 : 1);
        }
        return bits;
    }

    private @Nullable Scalar lifted(Supplier<@Nullable Scalar> action) {
        Set<Integer> restriction = scope.restriction();
        int error = scope.restrictionError();
        scope.restrict(null, 0);
        try {
            return action.get();
        } finally {
            scope.restrict(restriction, error);
        }
    }

    /** An aggregate of nothing but outer columns belongs to the query around, which the lab does not do. */
    private void requireOwnColumns(Expression.Call call) {
        boolean outer = ExpressionTree.contains(call, e -> depth(e) > 0);
        boolean own = ExpressionTree.contains(call, e -> depth(e) == 0);
        if (outer && !own) {
            throw SqlFailure.of(49999, "an aggregate over columns of an outer query");
        }
    }

    private int depth(Expression e) {
        Scope.Place place = e instanceof Expression.ColumnReference reference ? scope.find(reference.name()) : null;
        return place == null ? -1 : place.depth();
    }

    private Scalar aggregate(Expression.Call call) {
        requireOwnColumns(call);
        Aggregates.Aggregate aggregate = Aggregates.bind(call, plain);
        int place = slots.next();
        aggregates.add(aggregate);
        places.add(place);
        return Scalar.of(aggregate.type(), row -> row.values()[place]).withCollation(aggregate.collation());
    }

    /** Collectors of the rows, one for each set. */
    List<GroupRows> rows() {
        if (sets.isEmpty()) {
            return List.of(new GroupRows(List.copyOf(keys.values()), aggregates, places, row -> {}));
        }
        List<GroupRows> collectors = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            Set<Key> members = sets.get(i);
            int number = i;
            collectors.add(new GroupRows(List.copyOf(members), aggregates, places, row -> mark(row, members, number)));
        }
        return collectors;
    }

    /** Leaves of a group's row what its set groups by. */
    private void mark(@Nullable Object[] row, Set<Key> members, int number) {
        row[set] = number;
        for (Key key : keys.values()) {
            if (key.column() >= 0 && !members.contains(key)) {
                row[key.column()] = null;
            }
        }
    }
}
