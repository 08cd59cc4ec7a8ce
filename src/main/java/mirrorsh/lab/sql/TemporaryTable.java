package mirrorsh.lab.sql;

import java.time.LocalDateTime;
import java.util.List;
import java.util.function.IntSupplier;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import org.jspecify.annotations.Nullable;

/**
 * A session's temporary table as the catalog of tempdb shows it.
 *
 * @param id its object_id, below zero
 * @param name filled up to 128 characters, so that no other session has a table of that name
 * @param created in the host's local time
 * @param rows how many it has now; may be asked by any thread
 */
public record TemporaryTable(
        int id,
        String name,
        List<ColumnDefinition> columns,
        @Nullable PrimaryKey key,
        LocalDateTime created,
        IntSupplier rows) {
    /** As many characters the name has that a session gives it, at most. */
    public static final int LONGEST_NAME = 116;

    public TemporaryTable {
        columns = List.copyOf(columns);
    }

    /** The name that the catalog shows: filled up with underscores, then twelve hexadecimal digits. */
    public static String shownName(String name, long number) {
        return name + "_".repeat(LONGEST_NAME - name.length()) + String.format(java.util.Locale.ROOT, "%012X", number);
    }
}
