package mirrorsh.lab.tds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The prepared statements of one connection by handle. Used by one thread. */
final class PreparedStatements {
    /** How mssql-jdbc gives handles back: many in one batch (tds.md §12.1). */
    private static final Pattern UNPREPARE_BATCH =
            Pattern.compile("\\s*+(?:EXEC(?:UTE)?+\\s++sp_(?:cursor)?+unprepare\\s++\\d{1,9}\\s*+;?+\\s*+)++", flags());

    private static final Pattern HANDLE = Pattern.compile("\\d+");
    private static final int MOST = 100_000;

    private final Map<Integer, Prepared> statements = new HashMap<>();
    private int last;

    /** A text and the definitions of its parameters. */
    record Prepared(String sql, @Nullable String definitions) {}

    private static int flags() {
        return Pattern.CASE_INSENSITIVE;
    }

    int add(Prepared statement) {
        if (statements.size() == MOST) {
            throw new IllegalStateException("A connection holds " + MOST + " prepared statements already.");
        }
        statements.put(++last, statement);
        return last;
    }

    @Nullable
    Prepared find(int handle) {
        return statements.get(handle);
    }

    /** Forgets a statement; whether there was one. */
    boolean remove(int handle) {
        return statements.remove(handle) != null;
    }

    void clear() {
        statements.clear();
    }

    /** The handles that a batch gives back; empty where the batch does anything else. */
    static List<Integer> givenBackBy(String batch) {
        if (!UNPREPARE_BATCH.matcher(batch).matches()) {
            return List.of();
        }
        Matcher handles = HANDLE.matcher(batch);
        return handles.results().map(found -> Integer.valueOf(found.group())).toList();
    }
}
