package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import mirrorsh.lab.sql.Sieve;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Environment;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.sql.expression.Subqueries;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Compiles queries for one execution of one statement. Used by one thread. */
public final class QueryCompiler implements Subqueries {
    private final Environment environment;
    private final Tables tables;
    private final Map<String, Supplier<RowSource>> commons;
    private final CommonDepth depth;

    public QueryCompiler(Environment environment, Tables tables) {
        this(environment, tables, Map.of(), new CommonDepth());
    }

    private QueryCompiler(
            Environment environment, Tables tables, Map<String, Supplier<RowSource>> commons, CommonDepth depth) {
        this.environment = environment;
        this.tables = tables;
        this.commons = commons;
        this.depth = depth;
    }

    Environment environment() {
        return environment;
    }

    Tables tables() {
        return tables;
    }

    /** The common table of that name, or null. */
    @Nullable
    RowSource common(String name) {
        Supplier<RowSource> found = commons.get(name.toLowerCase(Locale.ROOT));
        return found == null ? null : depth.open(found);
    }

    /** A compiler to which one more common table is known. */
    public QueryCompiler with(String name, Supplier<RowSource> table) {
        Map<String, Supplier<RowSource>> more = new HashMap<>(commons);
        more.put(name.toLowerCase(Locale.ROOT), table);
        return new QueryCompiler(environment, tables, more, depth);
    }

    /** A compiler of expressions that stand outside of any FROM. */
    public ExpressionCompiler expressions() {
        return new ExpressionCompiler(environment, this, null);
    }

    /** A compiler of expressions over a FROM, for statements that have one without being a SELECT. */
    public ExpressionCompiler expressions(Scope scope) {
        return new ExpressionCompiler(environment, this, scope);
    }

    /** Compiles a FROM alone. */
    public TableSource source(Query.Source source) {
        FromSource from = new SourceCompiler(this, tables).compile(source, null);
        return new TableSource(
                new Scope(from.bindings(), null), consumer -> from.rows().each(null, Sieve.OPEN, consumer));
    }

    /** Compiles the query of a statement. */
    public RowSource compile(Query query) {
        return compile(query, null, false);
    }

    /** Compiles a query within another one, where ORDER BY needs a TOP or OFFSET (1033). */
    @Override
    public RowSource compile(Query query, @Nullable Scope outer) {
        return compile(query, outer, true);
    }

    private RowSource compile(Query query, @Nullable Scope outer, boolean nested) {
        QueryCompiler inner = this;
        Set<String> names = new HashSet<>();
        for (Query.CommonTable common : query.with()) {
            if (!names.add(common.name().toLowerCase(Locale.ROOT))) {
                throw SqlFailure.of(239, common.name());
            }
            QueryCompiler known = inner;
            inner = known.with(common.name(), () -> CommonQuery.open(common, known));
        }
        return inner.queryOf(query, outer, nested);
    }

    private RowSource queryOf(Query query, @Nullable Scope outer, boolean nested) {
        if (query.body() instanceof Query.Select select) {
            if (nested && !query.orderBy().isEmpty() && select.top() == null && query.offset() == null) {
                throw SqlFailure.of(1033);
            }
            if (nested && select.into() != null) {
                throw SqlFailure.of(156, "INTO");
            }
            return new SelectCompiler(this, select, query, outer).compile();
        }
        if (nested && !query.orderBy().isEmpty() && query.offset() == null) {
            throw SqlFailure.of(1033);
        }
        RowSource body = body(query.body(), outer);
        return query.orderBy().isEmpty() ? body : OutputOrder.of(body, query, this, outer);
    }

    RowSource body(Query.Body body, @Nullable Scope outer) {
        if (body instanceof Query.SetOperation operation) {
            return SetRows.of(operation.operator(), body(operation.left(), outer), body(operation.right(), outer));
        }
        if (body instanceof Query.Values values) {
            return ValueRows.of(values, expressionsIn(outer));
        }
        if (body instanceof Query.Nested nested) {
            return compile(nested.query(), outer, true);
        }
        Query plain = new Query(List.of(), body, List.of(), null, null);
        return queryOf(plain, outer, true);
    }

    private ExpressionCompiler expressionsIn(@Nullable Scope outer) {
        return new ExpressionCompiler(environment, this, new Scope(List.of(), outer));
    }

    /** The rows under other column names; every column of a derived table needs one, and one of its own. */
    static RowSource renamed(RowSource rows, String alias, List<String> columns) {
        List<Field> fields = new ArrayList<>();
        int count = rows.fields().size();
        if (!columns.isEmpty() && columns.size() != count) {
            throw SqlFailure.of(columns.size() > count ? 8159 : 8158, alias);
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Field field = rows.fields().get(i);
            String name = columns.isEmpty() ? field.name() : columns.get(i);
            if (name.isEmpty()) {
                throw SqlFailure.of(8155, i + 1, alias);
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw SqlFailure.of(8156, name, alias);
            }
            fields.add(field.named(name));
        }
        return new RowSource() {
            @Override
            public List<Field> fields() {
                return fields;
            }

            @Override
            public boolean each(@Nullable Row outer, RowConsumer consumer) {
                return rows.each(outer, consumer);
            }
        };
    }
}
