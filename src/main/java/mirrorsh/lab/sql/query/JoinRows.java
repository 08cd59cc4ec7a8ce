package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Condition;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import org.jspecify.annotations.Nullable;

/** Executes a join: nested loops, or a look-up where the condition is an equality. */
final class JoinRows implements FromSource.Producer {
    private final FromSource left;
    private final FromSource right;
    private final @Nullable Condition on;
    private final Query.Join.Kind kind;
    private final @Nullable EquiJoin equal;
    private final Tables tables;

    JoinRows(
            FromSource left,
            FromSource right,
            @Nullable Condition on,
            Query.Join.Kind kind,
            @Nullable EquiJoin equal,
            Tables tables) {
        this.left = left;
        this.right = right;
        this.on = on;
        this.kind = kind;
        this.equal = equal;
        this.tables = tables;
    }

    @Override
    public boolean isStored() {
        return left.rows().isStored() && right.rows().isStored();
    }

    @Override
    public boolean each(@Nullable Row outer, Sieve sieve, RowConsumer consumer) {
        if (kind == Query.Join.Kind.RIGHT) {
            return eachOfRight(outer, consumer);
        }
        if (kind == Query.Join.Kind.FULL) {
            // without its left row a right one would look unmatched
            return eachOfLeft(left.rows(), all(right, outer, Sieve.OPEN), outer, consumer);
        }
        Sieve ofLeft = sieve.within(left.width());
        if (equal == null || !left.rows().isStored()) {
            FromSource.Producer some = (around, any, taker) -> left.rows().each(around, ofLeft, taker);
            return eachOfLeft(some, all(right, outer, Sieve.OPEN), outer, consumer);
        }
        List<@Nullable Object[]> lefts = all(left, outer, ofLeft);
        return eachOfLeft(of(lefts), all(right, outer, equal.partners(lefts, outer)), outer, consumer);
    }

    private static FromSource.Producer of(List<@Nullable Object[]> rows) {
        return (outer, sieve, consumer) -> {
            for (@Nullable Object[] row : rows) {
                if (!consumer.accept(row)) {
                    return false;
                }
            }
            return true;
        };
    }

    private boolean eachOfLeft(
            FromSource.Producer lefts, List<@Nullable Object[]> all, @Nullable Row outer, RowConsumer consumer) {
        EquiJoin.Index index = equal == null ? null : equal.index(all, outer);
        Set<Integer> matched = new HashSet<>();
        boolean more = lefts.each(outer, Sieve.OPEN, l -> {
            boolean found = false;
            List<Integer> candidates = index == null ? null : index.candidates(l);
            int count = candidates == null ? all.size() : candidates.size();
            for (int i = 0; i < count; i++) {
                tables.checkCancelled();
                int place = candidates == null ? i : candidates.get(i);
                @Nullable Object[] both = concat(l, all.get(place), left.width(), right.width());
                if (matches(both, outer)) {
                    found = true;
                    matched.add(place);
                    if (!consumer.accept(both)) {
                        return false;
                    }
                }
            }
            boolean keep = !found && (kind == Query.Join.Kind.LEFT || kind == Query.Join.Kind.FULL);
            return !keep || consumer.accept(concat(l, null, left.width(), right.width()));
        });
        return more && (kind != Query.Join.Kind.FULL || unmatched(all, matched, consumer));
    }

    private boolean unmatched(List<@Nullable Object[]> all, Set<Integer> matched, RowConsumer consumer) {
        for (int i = 0; i < all.size(); i++) {
            if (!matched.contains(i) && !consumer.accept(concat(null, all.get(i), left.width(), right.width()))) {
                return false;
            }
        }
        return true;
    }

    private boolean eachOfRight(@Nullable Row outer, RowConsumer consumer) {
        List<@Nullable Object[]> all = all(left, outer, Sieve.OPEN);
        return right.rows().each(outer, Sieve.OPEN, r -> {
            boolean found = false;
            for (@Nullable Object[] l : all) {
                tables.checkCancelled();
                @Nullable Object[] both = concat(l, r, left.width(), right.width());
                if (matches(both, outer)) {
                    found = true;
                    if (!consumer.accept(both)) {
                        return false;
                    }
                }
            }
            return found || consumer.accept(concat(null, r, left.width(), right.width()));
        });
    }

    private boolean matches(@Nullable Object[] both, @Nullable Row outer) {
        return on == null || on.holds(new Row(both, outer));
    }

    private static List<@Nullable Object[]> all(FromSource source, @Nullable Row outer, Sieve sieve) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        source.rows().each(outer, sieve, row -> {
            rows.add(row);
            return true;
        });
        return rows;
    }

    /** Both rows side by side; NULLs for a side that is missing. */
    static @Nullable Object[] concat(
            @Nullable Object @Nullable [] left, @Nullable Object @Nullable [] right, int leftWidth, int rightWidth) {
        @Nullable Object[] both = new Object[leftWidth + rightWidth];
        if (left != null) {
            System.arraycopy(left, 0, both, 0, leftWidth);
        }
        if (right != null) {
            System.arraycopy(right, 0, both, leftWidth, rightWidth);
        }
        return both;
    }
}
