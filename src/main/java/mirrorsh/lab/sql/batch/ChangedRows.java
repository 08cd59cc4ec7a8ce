package mirrorsh.lab.sql.batch;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Condition;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.sql.query.QueryCompiler;
import mirrorsh.lab.sql.query.TableSource;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The rows that an UPDATE or DELETE finds, each of them once. */
final class ChangedRows {
    private final Table table;
    private final TableSource source;
    private final ExpressionCompiler compiler;
    private final Condition where;
    private final int mark;
    private final long limit;

    private ChangedRows(
            Table table, TableSource source, ExpressionCompiler compiler, Condition where, int mark, long limit) {
        this.table = table;
        this.source = source;
        this.compiler = compiler;
        this.where = where;
        this.mark = mark;
        this.limit = limit;
    }

    /**
     * Compiles the search.
     *
     * @param name of a table, or of an alias in FROM
     */
    static ChangedRows of(
            ObjectName name,
            Query.@Nullable Source from,
            @Nullable Expression where,
            Query.@Nullable Top top,
            Session session) {
        Query.Named named = from == null ? null : find(from, name);
        ObjectName target = named == null ? name : named.name();
        Query.Source all = named == null || from == null ? joined(name, from, session.line()) : from;
        SessionTables tables = new SessionTables(session);
        QueryCompiler queries = new QueryCompiler(session.environment(), new TargetTables(tables, target));
        TableSource source = queries.source(all);
        ExpressionCompiler compiler = queries.expressions(source.scope());
        Condition condition = where == null ? row -> true : compiler.condition(where);
        int mark = mark(source.scope(), named == null || named.alias() == null ? target.name() : named.alias());
        return new ChangedRows(tables.table(target), source, compiler, condition, mark, limit(top, session));
    }

    /** A table that FROM does not name is joined with every row of FROM. */
    private static Query.Source joined(ObjectName name, Query.@Nullable Source from, int line) {
        Query.Named alone = new Query.Named(name, null, line);
        return from == null ? alone : new Query.Join(Query.Join.Kind.CROSS, alone, from, null);
    }

    private static Query.@Nullable Named find(Query.Source source, ObjectName name) {
        if (source instanceof Query.Named named) {
            String alias = named.alias();
            boolean meant = alias == null
                    ? named.name().name().equalsIgnoreCase(name.name())
                    : name.parts().size() == 1 && alias.equalsIgnoreCase(name.name());
            return meant ? named : null;
        }
        if (source instanceof Query.Join join) {
            Query.Named left = find(join.left(), name);
            return left == null ? find(join.right(), name) : left;
        }
        if (source instanceof Query.Apply apply) {
            return find(apply.left(), name);
        }
        return null;
    }

    private static int mark(Scope scope, String alias) {
        for (Scope.Binding binding : scope.bindings()) {
            int last = binding.fields().size() - 1;
            if (binding.alias().toLowerCase(Locale.ROOT).equals(alias.toLowerCase(Locale.ROOT))
                    && last >= 0
                    && binding.fields().get(last).isHidden()) {
                return binding.offset() + last;
            }
        }
        throw SqlFailure.of(208, alias);
    }

    private static long limit(Query.@Nullable Top top, Session session) {
        long most = session.options().rowCount() == 0
                ? Long.MAX_VALUE
                : session.options().rowCount();
        if (top == null) {
            return most;
        }
        if (top.percent() || top.withTies()) {
            throw SqlFailure.of(49999, "TOP with PERCENT or TIES in UPDATE and DELETE");
        }
        Object count = session.compiler()
                .expressions()
                .compile(top.count())
                .as(SqlType.BIGINT)
                .value(Row.EMPTY);
        if (count == null || (Long) count < 0) {
            throw SqlFailure.of(127);
        }
        return Math.min(most, (Long) count);
    }

    Table table() {
        return table;
    }

    ExpressionCompiler compiler() {
        return compiler;
    }

    /** Hands over each found row of the table, with the first joined row in which it was found. */
    void each(BiConsumer<@Nullable Object[], Row> consumer) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        if (limit == 0) {
            return;
        }
        source.rows().each(values -> {
            Row row = new Row(values, null);
            Object found = values[mark];
            if (found instanceof Object[] original && where.holds(row) && seen.add(original)) {
                consumer.accept(original, row);
            }
            return seen.size() < limit;
        });
    }
}
