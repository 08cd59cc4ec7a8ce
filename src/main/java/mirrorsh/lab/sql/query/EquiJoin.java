package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.expression.Comparisons;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Ordering;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** The equality {@code left.column = right.column} of a join's condition: finds the rows worth testing. */
final class EquiJoin {
    private final Scalar left;
    private final Scalar right;
    private final int rightPlace;
    private final Collation collation;

    private EquiJoin(Scalar left, Scalar right, int rightPlace, Collation collation) {
        this.left = left;
        this.right = right;
        this.rightPlace = rightPlace;
        this.collation = collation;
    }

    /** An equality of one column of each side among the conditions joined by AND, or null. */
    static @Nullable EquiJoin of(Expression on, FromSource left, FromSource right, QueryCompiler queries) {
        if (on instanceof Expression.And and) {
            EquiJoin first = of(and.left(), left, right, queries);
            return first != null ? first : of(and.right(), left, right, queries);
        }
        if (!(on instanceof Expression.Comparison comparison)
                || comparison.operator() != Expression.Comparison.Operator.EQUAL
                || !(comparison.left() instanceof Expression.ColumnReference a)
                || !(comparison.right() instanceof Expression.ColumnReference b)) {
            return null;
        }
        EquiJoin straight = of(a, b, left, right, queries);
        return straight != null ? straight : of(b, a, left, right, queries);
    }

    private static @Nullable EquiJoin of(
            Expression.ColumnReference a,
            Expression.ColumnReference b,
            FromSource left,
            FromSource right,
            QueryCompiler queries) {
        Scope leftScope = new Scope(left.bindings(), null);
        Scope rightScope = new Scope(right.bindings(), null);
        Scope.Place place = rightScope.find(b.name());
        if (leftScope.find(a.name()) == null || place == null) {
            return null;
        }
        Scalar x = new ExpressionCompiler(queries.environment(), queries, leftScope).compile(a);
        Scalar y = new ExpressionCompiler(queries.environment(), queries, rightScope).compile(b);
        SqlType type = Comparisons.type(x.type(), y.type());
        // variants of different base types can be equal without having one key
        if (type.kind() == Kind.SQL_VARIANT
                || x.type().kind().isCharacter() != y.type().kind().isCharacter()) {
            return null;
        }
        return new EquiJoin(x.as(type), y.as(type), place.index(), Comparisons.of(x, y));
    }

    /** Holds back the right rows that no left one is equal to. */
    Sieve partners(List<@Nullable Object[]> lefts, @Nullable Row outer) {
        Set<Object> keys = new HashSet<>();
        for (@Nullable Object[] row : lefts) {
            Object value = left.value(new Row(row, outer));
            if (value != null) {
                keys.add(Ordering.key(value, collation));
            }
        }
        return new Partners(keys, outer);
    }

    /** Right rows by what some left rows have. */
    private final class Partners implements Sieve {
        private final Set<Object> keys;
        private final @Nullable Row outer;

        private Partners(Set<Object> keys, @Nullable Row outer) {
            this.keys = keys;
            this.outer = outer;
        }

        @Override
        public BitSet columns() {
            BitSet columns = new BitSet();
            columns.set(rightPlace);
            return columns;
        }

        @Override
        public boolean lets(@Nullable Object[] row) {
            Object value = right.value(new Row(row, outer));
            return value != null && keys.contains(Ordering.key(value, collation));
        }

        @Override
        public Sieve within(int width) {
            return rightPlace < width ? this : OPEN;
        }
    }

    /** Places of the right rows by their key. */
    final class Index {
        private final Map<Object, List<Integer>> places = new HashMap<>();
        private final @Nullable Row outer;

        private Index(@Nullable Row outer) {
            this.outer = outer;
        }

        List<Integer> candidates(@Nullable Object[] row) {
            Object value = left.value(new Row(row, outer));
            return value == null ? List.of() : places.getOrDefault(Ordering.key(value, collation), List.of());
        }
    }

    Index index(List<@Nullable Object[]> rows, @Nullable Row outer) {
        Index index = new Index(outer);
        for (int i = 0; i < rows.size(); i++) {
            Object value = right.value(new Row(rows.get(i), outer));
            if (value != null) {
                index.places
                        .computeIfAbsent(Ordering.key(value, collation), key -> new ArrayList<>())
                        .add(i);
            }
        }
        return index;
    }
}
