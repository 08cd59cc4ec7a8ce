package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.query.QueryCompiler;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** A declared cursor. Its rows are those at OPEN, whatever its kind. */
final class Cursor {
    private final String name;
    private final boolean scroll;
    private final Query query;
    private final QueryCompiler compiler;
    private List<Field> fields;
    private @Nullable List<@Nullable Object[]> rows;
    private int place;

    /** @param compiler with the variables as they are where the cursor is declared */
    Cursor(String name, boolean scroll, Query query, QueryCompiler compiler) {
        this.name = name;
        this.scroll = scroll;
        this.query = query;
        this.compiler = compiler;
        this.fields = compiler.compile(query).fields();
    }

    List<Field> fields() {
        return fields;
    }

    boolean isScroll() {
        return scroll;
    }

    /** Reads the rows; 16905. */
    int open() {
        if (rows != null) {
            throw SqlFailure.of(16905);
        }
        RowSource source = compiler.compile(query);
        List<@Nullable Object[]> read = new ArrayList<>();
        source.each(null, row -> read.add(row.clone()));
        fields = source.fields();
        rows = read;
        place = -1;
        return read.size();
    }

    /** 16917 if it is not open. */
    void close() {
        opened();
        rows = null;
    }

    private List<@Nullable Object[]> opened() {
        if (rows == null) {
            throw SqlFailure.of(16917);
        }
        return rows;
    }

    /** The row one further, or null behind the last. */
    @Nullable
    Object @Nullable [] next() {
        return at(place + 1);
    }

    @Nullable
    Object @Nullable [] prior() {
        return at(place - 1);
    }

    @Nullable
    Object @Nullable [] first() {
        return at(0);
    }

    @Nullable
    Object @Nullable [] last() {
        return at(opened().size() - 1);
    }

    private @Nullable Object @Nullable [] at(int wanted) {
        List<@Nullable Object[]> all = opened();
        place = Math.max(-1, Math.min(wanted, all.size()));
        return place >= 0 && place < all.size() ? all.get(place) : null;
    }

    @Override
    public String toString() {
        return name;
    }
}
