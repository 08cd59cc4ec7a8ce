package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.value.Collation;
import mirrorsh.lab.sql.value.Ordering;
import org.jspecify.annotations.Nullable;

/** What rows have in common that count as the same. */
final class RowKeys {
    private RowKeys() {}

    static Object of(@Nullable Object[] row, List<Field> fields) {
        List<Object> key = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Collation collation = fields.get(i).collation();
            key.add(Ordering.key(row[i], collation == null ? Collation.DEFAULT : collation));
        }
        return key;
    }
}
