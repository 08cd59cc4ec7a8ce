package mirrorsh.lab.instance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Application locks of an instance (sp_getapplock), exclusive, of one database each, owned by sessions. Safe to share. */
final class ApplicationLocks {
    private record Key(String database, String resource) {
        static Key of(String database, String resource) {
            return new Key(database.toLowerCase(Locale.ROOT), resource.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A lock that a session has.
     *
     * @param count how often the session has taken it
     */
    record Held(String database, String resource, int session, int count) {
        private Held times(int other) {
            return new Held(database, resource, session, other);
        }
    }

    private final Map<Key, Held> held = new HashMap<>();

    /** 0 when the lock is now the session's, -1 when another session has it. */
    synchronized int acquire(String database, String resource, int session) {
        Key key = Key.of(database, resource);
        Held present = held.get(key);
        if (present != null && present.session() != session) {
            return -1;
        }
        held.put(key, present == null ? new Held(database, resource, session, 1) : present.times(present.count() + 1));
        return 0;
    }

    /** Whether the session had it. */
    synchronized boolean release(String database, String resource, int session) {
        Key key = Key.of(database, resource);
        Held present = held.get(key);
        if (present == null || present.session() != session) {
            return false;
        }
        if (present.count() == 1) {
            held.remove(key);
        } else {
            held.put(key, present.times(present.count() - 1));
        }
        return true;
    }

    synchronized void releaseAll(int session) {
        held.values().removeIf(lock -> lock.session() == session);
    }

    /** Those held now, by session. */
    synchronized List<Held> all() {
        List<Held> all = new ArrayList<>(held.values());
        all.sort(Comparator.comparingInt(Held::session).thenComparing(Held::resource));
        return all;
    }
}
