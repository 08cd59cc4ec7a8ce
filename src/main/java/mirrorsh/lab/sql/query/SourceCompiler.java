package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Condition;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Compiles FROM. */
final class SourceCompiler {
    private final QueryCompiler queries;
    private final Tables tables;

    SourceCompiler(QueryCompiler queries, Tables tables) {
        this.queries = queries;
        this.tables = tables;
    }

    /** Compiles all of FROM; 1011 if two sources have the same name. */
    FromSource compile(Query.@Nullable Source source, @Nullable Scope outer) {
        if (source == null) {
            return FromSource.single();
        }
        FromSource from = part(source, outer);
        Set<String> names = new HashSet<>();
        for (Scope.Binding binding : from.bindings()) {
            ObjectName table = binding.table();
            String name = table == null ? binding.alias() : table.toString();
            if (!binding.alias().isEmpty() && !names.add(name.toLowerCase(Locale.ROOT))) {
                throw table == null ? SqlFailure.of(1011, name) : SqlFailure.of(1013, name, name);
            }
        }
        return from;
    }

    private FromSource part(Query.Source source, @Nullable Scope outer) {
        if (source instanceof Query.Named named) {
            return named(named);
        }
        if (source instanceof Query.Derived derived) {
            RowSource rows = queries.compile(derived.query(), outer);
            return derived(rows, derived.alias(), derived.columns());
        }
        if (source instanceof Query.FunctionTable function) {
            return new FunctionSource(queries, tables, function, outer).compile();
        }
        if (source instanceof Query.Join join) {
            return join(join, outer);
        }
        if (source instanceof Query.Apply apply) {
            return apply(apply, outer);
        }
        throw SqlFailure.of(49999, "this kind of source in FROM");
    }

    private FromSource named(Query.Named named) {
        ObjectName name = named.name();
        String alias = named.alias();
        RowSource common = name.parts().size() == 1 ? queries.common(name.name()) : null;
        String called = alias == null ? name.name() : alias;
        if (common != null) {
            return of(common, called);
        }
        Relation relation = tables.relation(name);
        List<Field> fields = relation.columns().stream().map(Field::of).toList();
        return relation(relation, fields, new Scope.Binding(called, alias == null ? name : null, fields, 0));
    }

    private FromSource relation(Relation relation, List<Field> fields, Scope.Binding binding) {
        return new FromSource(List.of(binding), fields.size(), new FromSource.Producer() {
            @Override
            public boolean each(@Nullable Row outer, Sieve sieve, RowConsumer consumer) {
                for (@Nullable Object[] row : relation.rows(sieve)) {
                    tables.checkCancelled();
                    if (!consumer.accept(row)) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public boolean isStored() {
                return true;
            }
        });
    }

    private static FromSource of(RowSource rows, String alias) {
        Scope.Binding binding = new Scope.Binding(alias, null, rows.fields(), 0);
        return new FromSource(List.of(binding), rows.fields().size(), unsifted(rows));
    }

    /** The rows of a query are made by it alone. */
    static FromSource.Producer unsifted(RowSource rows) {
        return (outer, sieve, consumer) -> rows.each(outer, consumer);
    }

    private static FromSource derived(RowSource rows, String alias, List<String> columns) {
        return of(QueryCompiler.renamed(rows, alias, columns), alias);
    }

    private FromSource join(Query.Join join, @Nullable Scope outer) {
        FromSource left = part(join.left(), outer);
        FromSource right = part(join.right(), outer);
        List<Scope.Binding> bindings = joined(left, right, join.kind());
        Condition on = null;
        EquiJoin equal = null;
        if (join.on() != null) {
            Scope scope = new Scope(joined(left, right, Query.Join.Kind.INNER), outer);
            on = new ExpressionCompiler(queries.environment(), queries, scope).condition(join.on());
            equal = EquiJoin.of(join.on(), left, right, queries);
        }
        JoinRows rows = new JoinRows(left, right, on, join.kind(), equal, tables);
        return new FromSource(bindings, left.width() + right.width(), rows);
    }

    private static List<Scope.Binding> joined(FromSource left, FromSource right, Query.Join.Kind kind) {
        boolean leftMayMiss = kind == Query.Join.Kind.RIGHT || kind == Query.Join.Kind.FULL;
        boolean rightMayMiss = kind == Query.Join.Kind.LEFT || kind == Query.Join.Kind.FULL;
        List<Scope.Binding> all = new ArrayList<>();
        for (Scope.Binding binding : left.bindings()) {
            all.add(leftMayMiss ? binding.optional() : binding);
        }
        for (Scope.Binding binding : right.bindings()) {
            Scope.Binding shifted = binding.shifted(left.width());
            all.add(rightMayMiss ? shifted.optional() : shifted);
        }
        return all;
    }

    /** The right side sees the row of the left one, as if it were the query around it. */
    private FromSource apply(Query.Apply apply, @Nullable Scope outer) {
        FromSource left = part(apply.left(), outer);
        FromSource right = part(apply.right(), new Scope(left.bindings(), outer));
        Query.Join.Kind kind = apply.outer() ? Query.Join.Kind.LEFT : Query.Join.Kind.INNER;
        int width = left.width() + right.width();
        return new FromSource(
                joined(left, right, kind),
                width,
                (around, sieve, consumer) -> left.rows().each(around, sieve.within(left.width()), l -> {
                    boolean[] found = {false};
                    boolean more = right.rows().each(new Row(l, around), Sieve.OPEN, r -> {
                        found[0] = true;
                        return consumer.accept(JoinRows.concat(l, r, left.width(), right.width()));
                    });
                    if (more && !found[0] && apply.outer()) {
                        return consumer.accept(JoinRows.concat(l, null, left.width(), right.width()));
                    }
                    return more;
                }));
    }
}
