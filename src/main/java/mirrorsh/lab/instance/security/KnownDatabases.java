package mirrorsh.lab.instance.security;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The databases whose security has been used; those that are dropped are forgotten. Guarded by the instance's lock. */
final class KnownDatabases {
    private final Map<DatabaseSecurity, Boolean> known = new WeakHashMap<>();

    void seen(DatabaseSecurity database) {
        known.put(database, true);
    }

    List<DatabaseSecurity> all() {
        return List.copyOf(known.keySet());
    }
}
