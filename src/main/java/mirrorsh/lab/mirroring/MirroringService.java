package mirrorsh.lab.mirroring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.TransportSecurity;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.SessionState.Role;
import mirrorsh.lab.sql.ast.MirroringStatement;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartner;
import mirrorsh.lab.sql.ast.MirroringStatement.SetPartnerTimeout;
import mirrorsh.lab.sql.ast.MirroringStatement.SetWitness;
import mirrorsh.lab.sql.ast.MirroringStatement.WitnessOff;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * Database mirroring of one instance: its endpoint's listener, its links, its sessions and the sessions that it witnesses. Safe
 * to share; owns threads named {@code mirroring HOST n} until closed. The network and the pacer are the lab's and stay open.
 *
 * <p>Whether the caller may alter the database is the instance's to ask, before.
 */
public final class MirroringService implements Mirroring {
    private static final long UNUSED_MILLIS = 60_000;
    private static final int CLOSING_SECONDS = 5;

    private final Storage storage;
    private final Station station;
    private final ExecutorService threads;
    private final EndpointListener listener;
    private final SessionBook book = new SessionBook();
    private final WitnessDesk desk;
    private final PartnerStatements partnerStatements;
    private final SessionStatements sessionStatements;
    private final WitnessStatements witnessStatements;
    private final Pacer.Beat beat;

    /**
     * What an instance's mirroring meets outside of it.
     *
     * @param witnessed what it remembers of the sessions that it witnesses; outlives restarts
     */
    public record Outside(Network network, Pacer pacer, WitnessBook witnessed) {}

    /** Mirroring at the usual speed; nothing happens before {@link #start}. */
    public MirroringService(Installation installation, Storage storage, TransportSecurity security, Outside outside) {
        this(installation, storage, security, outside, Timing.USUAL);
    }

    MirroringService(
            Installation installation, Storage storage, TransportSecurity security, Outside outside, Timing timing) {
        Network network = outside.network();
        Pacer pacer = outside.pacer();
        this.storage = storage;
        this.threads =
                Executors.newCachedThreadPool(threads(installation.machine().name()));
        TransportLog log = new TransportLog(installation.machine().errorLog());
        Handshake handshake = new Handshake(installation, security);
        Links links = new Links(new Links.Ground(installation, network, pacer, timing, handshake), threads, log);
        this.station = new Station(installation, security, network, pacer, timing, threads, log, links);
        this.listener = new EndpointListener(installation.machine(), network, links, threads, log);
        this.desk = new WitnessDesk(installation, security, outside.witnessed());
        this.partnerStatements = new PartnerStatements(station, book);
        this.sessionStatements = new SessionStatements(station);
        this.witnessStatements = new WitnessStatements(station);
        links.listener(new Dispatcher(storage, book, desk, station));
        this.beat = pacer.every(timing.ping(), new Heart(station, book)::beat);
    }

    private static java.util.concurrent.ThreadFactory threads(String host) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "mirroring " + host + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Takes up the sessions of before a restart, and listens if the catalog says so. */
    public void start() {
        List<Session> restored = new ArrayList<>();
        for (Storage.Database database : storage.all()) {
            MirroredDatabase mirrored = database.mirrored();
            mirrored.mirroring().flatMap(row -> session(mirrored, row)).ifPresent(restored::add);
        }
        // waited for: a principal may only be used once it knows what it may do
        restored.stream()
                .map(session -> session.mailbox().ask(() -> {
                    session.restored();
                    return true;
                }))
                .toList()
                .forEach(CompletableFuture::join);
        endpointChanged();
    }

    private Optional<Session> session(MirroredDatabase database, MirroringRow row) {
        Optional<Address> partner = Address.parse(row.partnerName());
        if (partner.isEmpty()) {
            station.log().write(1451, database.name());
            return Optional.empty();
        }
        SessionSettings settings = new SessionSettings(
                row.guid(),
                partner.get(),
                row.partnerInstance(),
                witness(row.witnessName()),
                row.timeoutSeconds(),
                row.failoverLsn(),
                database.availability().isPresent());
        Session session = new Session(station, database, restored(row, settings), settings);
        return book.add(session) ? Optional.of(session) : Optional.empty();
    }

    private static @Nullable Address witness(@Nullable String name) {
        return name == null ? null : Address.parse(name).orElse(null);
    }

    private static SessionState restored(MirroringRow row, SessionSettings settings) {
        Role role = Role.of(row.role());
        if (role == Role.MIRROR && row.partnerInstance() == null) {
            return SessionState.waitingMirror();
        }
        SessionState state = SessionState.restored(role, row.roleSequence(), row.safety() == 2, row.safetySequence())
                .suspended(row.state() == SessionState.SUSPENDED);
        if (row.state() == SessionState.PENDING_FAILOVER) {
            state = state.failoverBroken(true);
        }
        return settings.witness() == null ? state : state.witnessSet();
    }

    @Override
    public void execute(MirroringStatement statement, Caller caller) {
        if (caller.inTransaction()) {
            throw SqlFailure.of(226, "ALTER DATABASE");
        }
        Storage.Database database = storage.find(statement.database())
                .orElseThrow(() -> SqlFailure.of(5011, statement.database()).followedBy(5069));
        if (statement instanceof SetPartner partner) {
            partnerStatements.set(database, partner);
            return;
        }
        if (database.mirrored().availability().isPresent()) {
            throw SqlFailure.of(1416, database.name());
        }
        Session session = book.of(database.name()).orElseThrow(() -> SqlFailure.of(1416, database.name()));
        if (statement instanceof ChangePartner change) {
            sessionStatements.change(session, change, caller);
        } else if (statement instanceof SetPartnerTimeout timeout) {
            sessionStatements.timeout(session, timeout.seconds());
        } else if (statement instanceof SetWitness witness) {
            witnessStatements.set(session, witness.address());
        } else if (statement instanceof WitnessOff) {
            witnessStatements.off(session);
        } else {
            throw new IllegalStateException("No mirroring statement: " + statement);
        }
    }

    /** The sessions of availability groups. */
    GroupSessions groups() {
        return new GroupSessions(station, book, partnerStatements, sessionStatements);
    }

    @Override
    public void endpointChanged() {
        listener.follow(station.security().endpoint());
    }

    @Override
    public List<Mirroring.Link> links() {
        return station.links().all().stream()
                .map(mirrorsh.lab.mirroring.Link::shown)
                .toList();
    }

    @Override
    public List<Mirroring.Listener> listeners() {
        return listener.shown();
    }

    @Override
    public List<Mirroring.Witnessed> witnessed() {
        return desk.shown();
    }

    @Override
    public long sendQueue(String database) {
        return book.of(database)
                .filter(session -> session.state().isPrincipal())
                .map(Session::sendQueue)
                .orElse(0L);
    }

    @Override
    public long redoQueue(String database) {
        return book.of(database)
                .filter(session -> !session.state().isPrincipal())
                .map(Session::database)
                .map(mirror -> LogPump.kilobytes(mirror, mirror.redone()))
                .orElse(0L);
    }

    @Override
    public Optional<Mirroring.Traffic> traffic(String database) {
        return book.of(database).map(Session::traffic);
    }

    /** Goes down as an instance does: links break, rows stay, waiting commits end. */
    @Override
    public void close() {
        beat.stop();
        book.all().forEach(Session::stop);
        listener.close();
        station.links().close();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                station.log().write(1499, 0, 10, 1, "threads of mirroring did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What happens with every ping. */
    private record Heart(Station station, SessionBook book) {
        void beat() {
            try {
                station.links().ping();
                book.all().forEach(session -> session.mailbox().post(session::tick));
                station.links().all().forEach(this::tend);
            } catch (RuntimeException e) {
                station.log().unexpected(e); // the pacer must go on
            }
        }

        /** Closes links that nobody uses, and links of partners that their witness no longer hears. */
        private void tend(mirrorsh.lab.mirroring.Link link) {
            long limit = SessionSettings.USUAL_TIMEOUT * 1000L
                    + station.timing().ping().toMillis();
            boolean deaf = link.isAccepted() && link.identity().purpose() == Purpose.WITNESS && link.silence() > limit;
            boolean unused = !link.isAccepted()
                    && link.age() > UNUSED_MILLIS
                    && book.all().stream().noneMatch(session -> session.uses(link));
            if (deaf || unused) {
                link.close();
            }
        }
    }
}
