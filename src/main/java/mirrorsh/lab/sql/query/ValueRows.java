package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.ExpressionCompiler;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A table of values; each column has the common type of its rows. */
final class ValueRows implements RowSource {
    private final List<List<Scalar>> rows;
    private final List<Field> fields;

    private ValueRows(List<List<Scalar>> rows, List<Field> fields) {
        this.rows = rows;
        this.fields = fields;
    }

    static RowSource of(Query.Values values, ExpressionCompiler compiler) {
        List<List<Scalar>> rows = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (List<Expression> written : values.rows()) {
            List<Scalar> row = new ArrayList<>();
            for (Expression expression : written) {
                row.add(compiler.compile(expression));
            }
            if (!rows.isEmpty() && row.size() != fields.size()) {
                throw SqlFailure.of(10709);
            }
            for (int i = 0; i < row.size(); i++) {
                Field field = Field.of("", row.get(i));
                if (rows.isEmpty()) {
                    fields.add(field);
                } else {
                    fields.set(i, SetRows.common(fields.get(i), field));
                }
            }
            rows.add(row);
        }
        return new ValueRows(typed(rows, fields), fields);
    }

    private static List<List<Scalar>> typed(List<List<Scalar>> rows, List<Field> fields) {
        List<List<Scalar>> typed = new ArrayList<>();
        for (List<Scalar> row : rows) {
            List<Scalar> converted = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                converted.add(row.get(i).as(fields.get(i).type()));
            }
            typed.add(converted);
        }
        return typed;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public boolean each(@Nullable Row outer, RowConsumer consumer) {
        Row around = new Row(new Object[0], outer);
        for (List<Scalar> row : rows) {
            @Nullable Object[] values = new Object[row.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.get(i).value(around);
            }
            if (!consumer.accept(values)) {
                return false;
            }
        }
        return true;
    }
}
