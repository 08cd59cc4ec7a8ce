package mirrorsh.lab.instance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.Occupancy;
import mirrorsh.lab.sql.TemporaryTable;

/** The open sessions of an instance. Safe to share. */
public final class Sessions implements Occupancy {
    /** Smaller numbers belong to the server itself. */
    static final int FIRST_USER_SESSION = 51;

    private final AtomicInteger next = new AtomicInteger(FIRST_USER_SESSION);
    private final Map<Integer, InstanceSession> open = new ConcurrentHashMap<>();

    private final AtomicInteger nextTemporary = new AtomicInteger(1);
    private final Map<Integer, List<TemporaryTable>> temporary = new ConcurrentHashMap<>();

    int nextTemporary() {
        return nextTemporary.getAndIncrement();
    }

    /** A session has these temporary tables from now on. */
    void temporaryTables(int session, List<TemporaryTable> present) {
        temporary.put(session, present);
    }

    /** Those that somebody may see: all, or without VIEW ANY DEFINITION the session's own. */
    List<TemporaryTable> temporaryTables(Caller caller) {
        return caller.rights().onServer("VWAD")
                ? temporary.values().stream().flatMap(List::stream).toList()
                : temporary.getOrDefault(caller.sessionId(), List.of());
    }

    int nextId() {
        return next.getAndIncrement();
    }

    void add(InstanceSession session) {
        open.put(session.id(), session);
    }

    void remove(InstanceSession session) {
        open.remove(session.id());
        temporary.remove(session.id());
    }

    /** In no order. */
    List<InstanceSession> all() {
        return List.copyOf(open.values());
    }

    @Override
    public boolean isUsedByOthers(String database, int sessionId) {
        return others(database, sessionId).findAny().isPresent();
    }

    @Override
    public boolean isUsedByUnprivileged(String database, int sessionId) {
        return others(database, sessionId).anyMatch(session -> !session.isPrivileged());
    }

    @Override
    public void endOthers(String database, int sessionId, boolean privilegedToo) {
        others(database, sessionId)
                .filter(session -> privilegedToo || !session.isPrivileged())
                .forEach(InstanceSession::evict);
    }

    private Stream<InstanceSession> others(String database, int sessionId) {
        return open.values().stream().filter(session -> session.id() != sessionId && session.isIn(database));
    }
}
