package mirrorsh.lab.instance.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** A catalog view: its columns, and rows that are computed when they are read. */
record CatalogView(List<Column> columns, Supplier<List<@Nullable Object[]>> source) implements Relation {
    @Override
    public List<@Nullable Object[]> rows() {
        return source.get();
    }

    static SqlType character(int length) {
        return SqlType.character(SqlType.Kind.CHAR, length);
    }

    /** As char(n) stores it. */
    static String padded(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    static Object[] row(@Nullable Object... values) {
        return values;
    }

    /** The columns of the first and then those of the second. */
    static List<Column> joined(List<Column> first, List<Column> second) {
        List<Column> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    static @Nullable Object[] joined(@Nullable Object[] first, @Nullable Object... second) {
        List<@Nullable Object> all = new ArrayList<>(java.util.Arrays.asList(first));
        all.addAll(java.util.Arrays.asList(second));
        return all.toArray();
    }
}
