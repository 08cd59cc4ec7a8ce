package mirrorsh.lab.sql.batch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mirrorsh.lab.type.SqlFailure;

/** Cursors by name. */
final class Cursors {
    private final Map<String, Cursor> named = new HashMap<>();

    Optional<Cursor> find(String name) {
        return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)));
    }

    /** 16915 if there is one of that name. */
    void add(String name, Cursor cursor) {
        if (named.putIfAbsent(name.toLowerCase(Locale.ROOT), cursor) != null) {
            throw SqlFailure.of(16915, name);
        }
    }

    /** Whether there was one. */
    boolean remove(String name) {
        return named.remove(name.toLowerCase(Locale.ROOT)) != null;
    }

    void clear() {
        named.clear();
    }
}
