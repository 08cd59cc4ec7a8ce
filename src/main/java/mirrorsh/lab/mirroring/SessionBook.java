package mirrorsh.lab.mirroring;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The sessions of one instance, by database. Safe to share. */
final class SessionBook {
    private final Map<String, Session> sessions = new HashMap<>();

    /** Adds a session; false when the database has one. */
    synchronized boolean add(Session session) {
        clean();
        return sessions.putIfAbsent(key(session.database().name()), session) == null;
    }

    synchronized void remove(Session session) {
        sessions.remove(key(session.database().name()), session);
    }

    synchronized Optional<Session> of(String database) {
        Session found = sessions.get(key(database));
        if (found != null && found.isEnded()) {
            sessions.remove(key(database));
            found = null;
        }
        return Optional.ofNullable(found);
    }

    synchronized Optional<Session> of(UUID guid) {
        return sessions.values().stream().filter(session -> session.is(guid)).findFirst();
    }

    synchronized List<Session> all() {
        clean();
        return List.copyOf(sessions.values());
    }

    private void clean() {
        sessions.values().removeIf(Session::isEnded);
    }

    private static String key(String database) {
        return database.toUpperCase(Locale.ROOT);
    }
}
