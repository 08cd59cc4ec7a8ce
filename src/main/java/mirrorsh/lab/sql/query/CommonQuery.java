package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Opens common table expressions, recursive ones included. */
final class CommonQuery {
    private CommonQuery() {}

    static RowSource open(Query.CommonTable common, QueryCompiler compiler) {
        Query query = common.query();
        if (!mentions(query.body(), common.name())) {
            return QueryCompiler.renamed(compiler.compile(query, null), common.name(), common.columns());
        }
        List<Query.Body> anchors = new ArrayList<>();
        List<Query.Body> steps = new ArrayList<>();
        split(query.body(), common.name(), anchors, steps);
        if (anchors.isEmpty()) {
            throw SqlFailure.of(246, common.name());
        }
        RowSource anchor = compiler.body(anchors.get(0), null);
        for (Query.Body next : anchors.subList(1, anchors.size())) {
            anchor = SetRows.of(Query.SetOperation.Operator.UNION_ALL, anchor, compiler.body(next, null));
        }
        return Recursion.of(common, QueryCompiler.renamed(anchor, common.name(), common.columns()), steps, compiler);
    }

    private static void split(Query.Body body, String name, List<Query.Body> anchors, List<Query.Body> steps) {
        boolean all = body instanceof Query.SetOperation operation
                && operation.operator() == Query.SetOperation.Operator.UNION_ALL;
        if (all && mentions(body, name)) {
            Query.SetOperation operation = (Query.SetOperation) body;
            split(operation.left(), name, anchors, steps);
            split(operation.right(), name, anchors, steps);
        } else if (!mentions(body, name)) {
            anchors.add(body);
        } else if (body instanceof Query.Select) {
            steps.add(body);
        } else {
            throw SqlFailure.of(252, name);
        }
    }

    static boolean mentions(Query.Body body, String name) {
        if (body instanceof Query.Select select) {
            return select.from() != null && mentions(select.from(), name);
        }
        if (body instanceof Query.SetOperation operation) {
            return mentions(operation.left(), name) || mentions(operation.right(), name);
        }
        return body instanceof Query.Nested nested && mentions(nested.query().body(), name);
    }

    private static boolean mentions(Query.Source source, String name) {
        if (source instanceof Query.Named named) {
            ObjectName table = named.name();
            return table.parts().size() == 1 && table.name().equalsIgnoreCase(name);
        }
        if (source instanceof Query.Derived derived) {
            return mentions(derived.query().body(), name);
        }
        if (source instanceof Query.Join join) {
            return mentions(join.left(), name) || mentions(join.right(), name);
        }
        return source instanceof Query.Apply apply && (mentions(apply.left(), name) || mentions(apply.right(), name));
    }

    /** Feeds the rows of each level to the recursive members until there are none. */
    private static final class Recursion implements RowSource {
        private final RowSource anchor;
        private final int levels;
        private final List<RowSource> steps = new ArrayList<>();
        private final Tables tables;
        private List<@Nullable Object[]> level = List.of();

        private Recursion(RowSource anchor, int levels, Tables tables) {
            this.anchor = anchor;
            this.levels = levels;
            this.tables = tables;
        }

        static Recursion of(
                Query.CommonTable common, RowSource anchor, List<Query.Body> steps, QueryCompiler compiler) {
            Recursion recursion = new Recursion(anchor, common.levels(), compiler.tables());
            QueryCompiler inner = compiler.with(common.name(), recursion::working);
            for (Query.Body step : steps) {
                RowSource source = inner.body(step, null);
                recursion.requireSameTypes(common.name(), source);
                recursion.steps.add(source);
            }
            return recursion;
        }

        private void requireSameTypes(String name, RowSource step) {
            if (step.fields().size() != anchor.fields().size()) {
                throw SqlFailure.of(205);
            }
            for (int i = 0; i < anchor.fields().size(); i++) {
                Field field = anchor.fields().get(i);
                Field other = step.fields().get(i);
                if (!other.untypedNull() && !other.type().equals(field.type())) {
                    throw SqlFailure.of(240, field.name(), name);
                }
            }
        }

        private RowSource working() {
            return new RowSource() {
                @Override
                public List<Field> fields() {
                    return anchor.fields();
                }

                @Override
                public boolean each(@Nullable Row outer, RowConsumer consumer) {
                    for (@Nullable Object[] row : level) {
                        if (!consumer.accept(row)) {
                            return false;
                        }
                    }
                    return true;
                }
            };
        }

        @Override
        public List<Field> fields() {
            return anchor.fields();
        }

        @Override
        public boolean each(@Nullable Row outer, RowConsumer consumer) {
            List<@Nullable Object[]> rows = anchor.all(null);
            for (int depth = 0; !rows.isEmpty(); depth++) {
                if (levels > 0 && depth > levels) {
                    throw SqlFailure.of(530, levels);
                }
                for (@Nullable Object[] row : rows) {
                    tables.checkCancelled();
                    if (!consumer.accept(row)) {
                        return false;
                    }
                }
                level = rows;
                List<@Nullable Object[]> next = new ArrayList<>();
                for (RowSource step : steps) {
                    next.addAll(step.all(null));
                }
                rows = next;
            }
            return true;
        }
    }
}
