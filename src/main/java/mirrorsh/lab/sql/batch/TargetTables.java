package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.query.Tables;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Gives the rows of the table that is changed a hidden column with the very row, so that it can be told which one was found. */
final class TargetTables implements Tables {
    private final Tables tables;
    private final ObjectName target;

    TargetTables(Tables tables, ObjectName target) {
        this.tables = tables;
        this.target = target;
    }

    @Override
    public Relation relation(ObjectName name) {
        Relation relation = tables.relation(name);
        return name.toString().equalsIgnoreCase(target.toString()) ? new Marked(relation) : relation;
    }

    @Override
    public Relation tableFunction(Expression.Call call, List<Object> arguments) {
        return tables.tableFunction(call, arguments);
    }

    @Override
    public void checkCancelled() {
        tables.checkCancelled();
    }

    private record Marked(Relation relation) implements Relation {
        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(relation.columns());
            columns.add(Column.notNull(Field.HIDDEN + "row", SqlType.INT));
            return columns;
        }

        @Override
        public List<@Nullable Object[]> rows() {
            List<@Nullable Object[]> marked = new ArrayList<>();
            for (@Nullable Object[] row : relation.rows()) {
                @Nullable Object[] wider = Arrays.copyOf(row, row.length + 1);
                wider[row.length] = row;
                marked.add(wider);
            }
            return marked;
        }
    }
}
