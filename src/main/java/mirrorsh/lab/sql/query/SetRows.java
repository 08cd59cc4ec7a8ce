package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.ast.Query.SetOperation.Operator;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** UNION, EXCEPT and INTERSECT; each column has the common type of both sides. */
final class SetRows implements RowSource {
    private final Operator operator;
    private final RowSource left;
    private final RowSource right;
    private final List<Field> fields;

    private SetRows(Operator operator, RowSource left, RowSource right, List<Field> fields) {
        this.operator = operator;
        this.left = left;
        this.right = right;
        this.fields = fields;
    }

    static RowSource of(Operator operator, RowSource left, RowSource right) {
        if (left.fields().size() != right.fields().size()) {
            throw SqlFailure.of(205);
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < left.fields().size(); i++) {
            Field a = left.fields().get(i);
            Field b = right.fields().get(i);
            Field common = common(a, b);
            requireImplicit(a, common.type());
            requireImplicit(b, common.type());
            fields.add(common);
        }
        return new SetRows(operator, left, right, fields);
    }

    private static void requireImplicit(Field field, SqlType type) {
        if (!field.untypedNull()) {
            Conversion.requireImplicit(field.type(), type);
        }
    }

    /** A column that holds the values of both. */
    static Field common(Field a, Field b) {
        SqlType type = a.untypedNull() ? b.type() : b.untypedNull() ? a.type() : TypeRules.common(a.type(), b.type());
        return new Field(
                a.name(),
                type,
                a.nullable() || b.nullable(),
                Scalar.collation(a.collation(), b.collation(), "UNION"),
                a.untypedNull() && b.untypedNull());
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public boolean each(@Nullable Row outer, RowConsumer consumer) {
        if (operator == Operator.UNION_ALL) {
            return side(left, outer, consumer) && side(right, outer, consumer);
        }
        Set<Object> seen = new HashSet<>();
        if (operator == Operator.UNION) {
            RowConsumer fresh = row -> !seen.add(RowKeys.of(row, fields)) || consumer.accept(row);
            return side(left, outer, fresh) && side(right, outer, fresh);
        }
        Set<Object> others = new HashSet<>();
        side(right, outer, row -> {
            others.add(RowKeys.of(row, fields));
            return true;
        });
        boolean wanted = operator == Operator.INTERSECT;
        return side(left, outer, row -> {
            Object key = RowKeys.of(row, fields);
            return others.contains(key) != wanted || !seen.add(key) || consumer.accept(row);
        });
    }

    private boolean side(RowSource source, @Nullable Row outer, RowConsumer consumer) {
        List<Field> own = source.fields();
        return source.each(outer, row -> {
            @Nullable Object[] converted = new Object[row.length];
            for (int i = 0; i < row.length; i++) {
                SqlType from = own.get(i).type();
                SqlType to = fields.get(i).type();
                converted[i] = from.equals(to) ? row[i] : Conversion.convert(row[i], from, to, 0);
            }
            return consumer.accept(converted);
        });
    }
}
