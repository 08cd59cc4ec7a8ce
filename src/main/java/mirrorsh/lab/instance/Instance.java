package mirrorsh.lab.instance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import mirrorsh.lab.instance.security.Security;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** One imitation instance. Safe to share between threads. */
public final class Instance {
    private final Installation installation;
    private final Security security;
    private final Storage storage;
    private final Mirroring mirroring;
    private final Availability availability;
    private final Sessions sessions;
    private final ApplicationLocks locks = new ApplicationLocks();
    private final MirroringMonitor monitor = new MirroringMonitor();
    private final Settings settings = new Settings();
    private final AtomicLong requests = new AtomicLong();
    private final Set<Storage.Database> watched = ConcurrentHashMap.newKeySet();

    public Instance(Installation installation, Security security, Storage storage, Network network, Sessions sessions) {
        this.installation = installation;
        this.security = security;
        this.storage = storage;
        this.mirroring = network.mirroring();
        this.availability = network.availability();
        this.sessions = sessions;
        storage.temporary(sessions::temporaryTables);
        watchEvictions();
    }

    /** What of an instance reaches other instances. */
    public record Network(Mirroring mirroring, Availability availability) {}

    /** Makes sure that a role change or a drop ends the sessions inside every database there is now. */
    void watchEvictions() {
        for (Storage.Database database : storage.all()) {
            if (watched.add(database)) {
                database.onEviction(() -> sessions.all().forEach(session -> session.evictFrom(database)));
            }
        }
        watched.retainAll(storage.all());
    }

    /**
     * Opens a session for a login that shows its password.
     *
     * @param database wanted initial database, empty for the login's default
     * @param databaseRequired whether failing to open it refuses the login
     * @throws SqlFailure with 4060 and 18456, or 18456 alone
     */
    public InstanceSession open(
            String loginName, char[] password, String database, boolean databaseRequired, Client client) {
        List<SqlMessage> refusal = security.authenticate(loginName, password);
        if (!refusal.isEmpty()) {
            throw new SqlFailure(refusal);
        }
        Security.Login login = security.login(loginName).orElseThrow(() -> SqlFailure.of(18456, loginName));
        String wanted = database.isEmpty() ? login.defaultDatabase() : database;
        InstanceSession session = new InstanceSession(this, sessions.nextId(), login, client);
        try {
            begin(session, wanted);
        } catch (SqlFailure cannotOpen) {
            if (databaseRequired || !database.isEmpty()) {
                throw new SqlFailure(
                        List.of(Messages.message(4060, wanted, login.name()), Messages.message(18456, login.name())));
            }
            begin(session, "master");
        }
        security.sessionBegan(session.id(), login.name());
        return session;
    }

    private void begin(InstanceSession session, String database) {
        // both at once: two sessions must not find the same single-user database empty
        synchronized (sessions) {
            session.use(database);
            sessions.add(session);
        }
    }

    void closed(InstanceSession session) {
        sessions.remove(session);
        locks.releaseAll(session.id());
        security.sessionEnded(session.id());
    }

    /** The instance name of the other partner of a mirrored database that is principal here. */
    public Optional<String> mirroringPartner(String database) {
        return storage.find(database)
                .flatMap(found -> found.mirrored().shownSession())
                .filter(row -> row.role() == 1)
                .map(row -> row.partnerInstance() == null ? "" : row.partnerInstance())
                .filter(partner -> !partner.isEmpty());
    }

    public Installation installation() {
        return installation;
    }

    Security security() {
        return security;
    }

    Storage storage() {
        return storage;
    }

    Mirroring mirroring() {
        return mirroring;
    }

    Availability availability() {
        return availability;
    }

    ApplicationLocks locks() {
        return locks;
    }

    MirroringMonitor monitor() {
        return monitor;
    }

    Settings settings() {
        return settings;
    }

    /** A number for a request that no other one has. */
    long nextRequest() {
        return requests.incrementAndGet();
    }

    /** The open sessions, in no order. */
    List<InstanceSession> sessions() {
        return sessions.all();
    }

    /** Which databases the open sessions are in; its monitor is held by whoever enters a database. */
    Sessions occupancy() {
        return sessions;
    }

    /**
     * Who is at the other end of a session.
     *
     * @param address the client's address
     * @param hostName what it says its host is
     * @param application what it says it is
     */
    public record Client(String address, int port, String hostName, String application, boolean encrypted) {}
}
