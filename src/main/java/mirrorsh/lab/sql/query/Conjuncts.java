package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.expression.Condition;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.ExpressionTree;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** The conditions that WHERE joins by AND. A row has to meet all of them. */
final class Conjuncts implements Condition {
    private final List<Conjunct> all;

    private Conjuncts(List<Conjunct> all) {
        this.all = all;
    }

    /**
     * One of them.
     *
     * @param columns of the FROM that it looks at; empty where it can only be told of a whole row
     */
    private record Conjunct(Condition condition, BitSet columns) {}

    static Conjuncts of(@Nullable Expression where, ExpressionCompiler compiler, Scope scope) {
        List<Conjunct> all = new ArrayList<>();
        if (where != null) {
            add(where, compiler, scope, all);
        }
        return new Conjuncts(all);
    }

    private static void add(Expression e, ExpressionCompiler compiler, Scope scope, List<Conjunct> all) {
        if (e instanceof Expression.And and) {
            add(and.left(), compiler, scope, all);
            add(and.right(), compiler, scope, all);
            return;
        }
        Condition condition = compiler.condition(e);
        all.add(new Conjunct(
                condition, ExpressionTree.contains(e, Conjuncts::isQuery) ? new BitSet() : columns(e, scope)));
    }

    /** What names in it mean would have to be looked for further down. */
    private static boolean isQuery(Expression e) {
        return e instanceof Expression.Subquery
                || e instanceof Expression.Exists
                || e instanceof Expression.InQuery
                || e instanceof Expression.QuantifiedComparison;
    }

    private static BitSet columns(Expression e, Scope scope) {
        BitSet columns = new BitSet();
        ExpressionTree.contains(e, part -> {
            if (part instanceof Expression.ColumnReference reference) {
                Scope.Place place = scope.find(reference.name());
                if (place != null && place.depth() == 0) {
                    columns.set(place.index());
                }
            }
            return false;
        });
        return columns;
    }

    /** As a chain of ANDs: none is looked at after one that is false. */
    @Override
    public @Nullable Boolean test(Row row) {
        boolean unknown = false;
        for (Conjunct each : all) {
            Boolean outcome = each.condition.test(row);
            if (Boolean.FALSE.equals(outcome)) {
                return false;
            }
            unknown |= outcome == null;
        }
        return unknown ? null : true;
    }

    /** Holds back rows that do not meet those conditions that can be told by a few columns. */
    Sieve sieve(@Nullable Row outer) {
        List<Conjunct> telling =
                all.stream().filter(each -> !each.columns.isEmpty()).toList();
        return telling.isEmpty() ? Sieve.OPEN : new Telling(telling, outer);
    }

    /** Those conjuncts whose columns are there. */
    private record Telling(
            List<Conjunct> conjuncts, @Nullable Row outer) implements Sieve {
        @Override
        public BitSet columns() {
            BitSet columns = new BitSet();
            conjuncts.forEach(each -> columns.or(each.columns));
            return columns;
        }

        @Override
        public boolean lets(@Nullable Object[] row) {
            Row some = new Row(row, outer);
            try {
                for (Conjunct each : conjuncts) {
                    if (!each.condition.holds(some)) {
                        return false;
                    }
                }
                return true;
            } catch (SqlFailure e) {
                return true; // it is for the query to fail, if it comes to this row and this condition at all
            }
        }

        @Override
        public Sieve within(int width) {
            List<Conjunct> fewer = conjuncts.stream()
                    .filter(each -> each.columns.length() <= width)
                    .toList();
            return fewer.isEmpty() ? OPEN : new Telling(fewer, outer);
        }
    }
}
