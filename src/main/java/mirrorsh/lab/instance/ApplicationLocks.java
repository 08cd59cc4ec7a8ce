package mirrorsh.lab.instance;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Application locks of an instance (sp_getapplock), exclusive, owned by sessions. Safe to share. */
final class ApplicationLocks {
    private record Held(int session, int count) {}

    private final Map<String, Held> held = new HashMap<>();

    /** 0 when the lock is now the session's, -1 when another session has it. */
    synchronized int acquire(String resource, int session) {
        String key = resource.toLowerCase(Locale.ROOT);
        Held present = held.get(key);
        if (present != null && present.session() != session) {
            return -1;
        }
        held.put(key, new Held(session, present == null ? 1 : present.count() + 1));
        return 0;
    }

    /** Whether the session had it. */
    synchronized boolean release(String resource, int session) {
        String key = resource.toLowerCase(Locale.ROOT);
        Held present = held.get(key);
        if (present == null || present.session() != session) {
            return false;
        }
        if (present.count() == 1) {
            held.remove(key);
        } else {
            held.put(key, new Held(session, present.count() - 1));
        }
        return true;
    }

    synchronized void releaseAll(int session) {
        held.values().removeIf(lock -> lock.session() == session);
    }
}
