package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.FunctionAge;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.expression.Scope;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Compiles a table-valued function in FROM. */
final class FunctionSource {
    private final QueryCompiler queries;
    private final Tables tables;
    private final Query.FunctionTable function;
    private final @Nullable Scope outer;

    FunctionSource(QueryCompiler queries, Tables tables, Query.FunctionTable function, @Nullable Scope outer) {
        this.queries = queries;
        this.tables = tables;
        this.function = function;
        this.outer = outer;
    }

    FromSource compile() {
        Expression.Call call = function.call();
        FunctionAge.requireTable(call.name(), queries.environment());
        int before = outer == null ? 0 : outer.uses();
        List<Scalar> arguments = new ArrayList<>();
        ExpressionCompiler compiler =
                new ExpressionCompiler(queries.environment(), queries, new Scope(List.of(), outer));
        for (Expression argument : call.arguments()) {
            arguments.add(
                    argument instanceof Expression.Keyword
                            ? Scalar.constant(SqlType.INT, null)
                            : compiler.compile(argument));
        }
        boolean correlated = outer != null && outer.uses() != before;
        RowSource rows = call.name().toString().equalsIgnoreCase("STRING_SPLIT")
                ? SplitText.of(arguments)
                : foreign(call, arguments, correlated);
        String given = function.alias();
        String alias = given == null ? call.name().name() : given;
        RowSource named = QueryCompiler.renamed(rows, alias, function.columns());
        Scope.Binding binding = new Scope.Binding(alias, null, named.fields(), 0);
        return new FromSource(List.of(binding), named.fields().size(), SourceCompiler.unsifted(named));
    }

    /** The columns do not depend on the arguments; the rows do. */
    private RowSource foreign(Expression.Call call, List<Scalar> arguments, boolean correlated) {
        Relation relation = correlated
                ? tables.tableFunction(call, Collections.nCopies(arguments.size(), null))
                : tables.tableFunction(call, values(arguments, null));
        List<Field> fields = relation.columns().stream().map(Field::of).toList();
        return new RowSource() {
            @Override
            public List<Field> fields() {
                return fields;
            }

            @Override
            public boolean each(@Nullable Row around, RowConsumer consumer) {
                Relation called = correlated ? tables.tableFunction(call, values(arguments, around)) : relation;
                for (@Nullable Object[] row : called.rows()) {
                    tables.checkCancelled();
                    if (!consumer.accept(row)) {
                        return false;
                    }
                }
                return true;
            }
        };
    }

    private static List<@Nullable Object> values(List<Scalar> arguments, @Nullable Row around) {
        Row row = new Row(new Object[0], around);
        List<@Nullable Object> values = new ArrayList<>();
        for (Scalar argument : arguments) {
            values.add(argument.value(row));
        }
        return values;
    }
}
