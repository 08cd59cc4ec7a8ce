package mirrorsh.lab.sql.expression;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A query inside an expression; one that does not depend on the row around it is executed once only. */
final class Subquery {
    private final RowSource source;
    private final boolean correlated;
    private @Nullable List<@Nullable Object[]> kept;

    Subquery(RowSource source, boolean correlated) {
        this.source = source;
        this.correlated = correlated;
    }

    List<Field> fields() {
        return source.fields();
    }

    /** All rows, seen from a row of the query around. */
    List<@Nullable Object[]> rows(Row row) {
        if (correlated) {
            return source.all(row);
        }
        if (kept == null) {
            kept = source.all(row);
        }
        return kept;
    }

    boolean isEmpty(Row row) {
        if (correlated) {
            return source.each(row, any -> false);
        }
        return rows(row).isEmpty();
    }

    /** The single value; 512 if there are several rows, NULL if there is none. */
    @Nullable
    Object single(Row row) {
        List<@Nullable Object[]> rows = correlated ? firstTwo(row) : rows(row);
        if (rows.size() > 1) {
            throw SqlFailure.of(512);
        }
        return rows.isEmpty() ? null : rows.get(0)[0];
    }

    private List<@Nullable Object[]> firstTwo(Row row) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        source.each(row, values -> {
            rows.add(values);
            return rows.size() < 2;
        });
        return rows;
    }
}
