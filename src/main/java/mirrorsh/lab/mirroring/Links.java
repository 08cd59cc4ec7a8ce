package mirrorsh.lab.mirroring;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.mirroring.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/** The links of one instance: those that it opened and those that it accepted. Safe to share. */
final class Links {
    private final Installation installation;
    private final Network network;
    private final Pacer pacer;
    private final Timing timing;
    private final Handshake handshake;
    private final Executor executor;
    private final TransportLog log;
    private final Object lock = new Object();
    private final Map<Key, Link> opened = new HashMap<>();
    private final Map<Key, CompletableFuture<Link>> opening = new HashMap<>();
    private final Set<Link> live = new HashSet<>();
    private final Set<Connection> unproven = new HashSet<>();
    private boolean closed;
    private Link.@Nullable Listener listener;

    private record Key(String host, int port, Purpose purpose) {}

    /** What links need of their instance. */
    record Ground(Installation installation, Network network, Pacer pacer, Timing timing, Handshake handshake) {}

    Links(Ground ground, Executor executor, TransportLog log) {
        this.installation = ground.installation();
        this.network = ground.network();
        this.pacer = ground.pacer();
        this.timing = ground.timing();
        this.handshake = ground.handshake();
        this.executor = executor;
        this.log = log;
    }

    /** Says who hears the links; before any is opened. */
    void listener(Link.Listener heard) {
        synchronized (lock) {
            listener = heard;
        }
    }

    /** The link to an address: the one there is, or a new one; fails with a {@link LinkFailure}. Does not wait. */
    CompletableFuture<Link> open(Address address, Purpose purpose) {
        Key key = new Key(address.host().toUpperCase(java.util.Locale.ROOT), address.port(), purpose);
        CompletableFuture<Link> result = new CompletableFuture<>();
        synchronized (lock) {
            Link there = opened.get(key);
            if (there != null && there.isOpen() && isFresh(there)) {
                return CompletableFuture.completedFuture(there);
            }
            CompletableFuture<Link> begun = opening.putIfAbsent(key, result);
            if (begun != null) {
                return begun;
            }
            if (there != null) {
                opened.remove(key, there);
            }
        }
        try {
            executor.execute(() -> connect(key, address, result));
        } catch (RejectedExecutionException e) {
            finish(key, result, null, LinkFailure.cut());
        }
        return result;
    }

    private void connect(Key key, Address address, CompletableFuture<Link> result) {
        try {
            finish(key, result, connect(address, key.purpose()), null);
        } catch (LinkFailure e) {
            finish(key, result, null, e);
        } catch (RuntimeException e) {
            log.unexpected(e);
            finish(key, result, null, LinkFailure.cut());
        }
    }

    private void finish(Key key, CompletableFuture<Link> result, @Nullable Link made, @Nullable LinkFailure failure) {
        Link link;
        synchronized (lock) {
            opening.remove(key);
            link = made == null ? null : twin(made).orElse(made);
            if (link != null) {
                opened.put(key, link);
            }
        }
        if (made != null && made != link) {
            log.write(28032, made.identity().server());
            made.close();
        }
        if (link != null) {
            result.complete(link);
        } else {
            result.completeExceptionally(failure == null ? LinkFailure.cut() : failure);
        }
    }

    /** A link to the same peer that was opened under another name of it: two are one too many (sessions.md §4). */
    private Optional<Link> twin(Link link) {
        return opened.values().stream()
                .filter(other -> other != link && other.isOpen() && isFresh(other))
                .filter(other ->
                        other.identity().server().equals(link.identity().server())
                                && other.identity().purpose() == link.identity().purpose())
                .findFirst();
    }

    private boolean isFresh(Link link) {
        return link.silence() < 3 * timing.ping().toMillis();
    }

    private Link connect(Address address, Purpose purpose) throws LinkFailure {
        Instant begin = installation.machine().clock().instant();
        Connection connection;
        try {
            connection =
                    network.connect(installation.machine().name(), address.host(), address.port(), timing.connect());
        } catch (NetworkException e) {
            throw LinkFailure.of(e);
        } catch (IOException e) {
            throw LinkFailure.cut();
        }
        try {
            connection.readLimit((int) timing.handshake().toMillis());
            begin(connection);
            Identity identity = handshake.open(connection, purpose);
            return proven(connection, identity, begin);
        } catch (Handshake.RefusedException e) {
            log.loginFailed(e.reason(), e.login(), false, connection.peerAddress());
            connection.close();
            throw LinkFailure.cut();
        } catch (IOException e) {
            connection.close();
            throw LinkFailure.cut();
        } finally {
            end(connection);
        }
    }

    /** Lets a caller in, or not; runs on the calling thread until the handshake is over. */
    void accept(Connection connection) {
        Instant begin = installation.machine().clock().instant();
        try {
            connection.readLimit((int) timing.handshake().toMillis());
            begin(connection);
            proven(connection, handshake.accept(connection), begin);
        } catch (Handshake.RefusedException e) {
            log.loginFailed(e.reason(), e.login(), true, connection.peerAddress());
            connection.close();
        } catch (Handshake.ForeignException | Frames.MalformedException e) {
            log.foreign();
            connection.close();
        } catch (IOException e) {
            connection.close(); // the caller went; what it refused stands in its own log
        } catch (RuntimeException e) {
            connection.close();
            log.unexpected(e);
        } finally {
            end(connection);
        }
    }

    private void begin(Connection connection) throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("The instance is closing.");
            }
            unproven.add(connection);
        }
    }

    private void end(Connection connection) {
        synchronized (lock) {
            unproven.remove(connection);
        }
    }

    private Link proven(Connection connection, Identity identity, Instant begin) throws IOException {
        connection.readLimit(0);
        Link link = new Link(connection, identity, pacer, installation.machine().clock(), begin);
        Link.@Nullable Listener heard;
        synchronized (lock) {
            heard = closed ? null : listener;
            if (heard != null) {
                live.add(link);
            }
        }
        if (heard == null) {
            link.close();
            throw new IOException("The instance is closing.");
        }
        log.loginSucceeded(identity.login(), link.isAccepted(), connection.peerAddress());
        Link.Listener known = heard;
        try {
            executor.execute(link::write);
            executor.execute(() -> link.read(known));
        } catch (RejectedExecutionException e) {
            closed(link);
            link.close();
            throw new IOException("The instance is closing.", e);
        }
        return link;
    }

    /** Forgets a closed link. */
    void closed(Link link) {
        synchronized (lock) {
            live.remove(link);
            opened.values().remove(link);
        }
    }

    List<Link> all() {
        synchronized (lock) {
            return new ArrayList<>(live);
        }
    }

    void ping() {
        all().forEach(link -> link.send(new LinkMessage.Ping()));
    }

    /** Breaks every link, as a restart of the endpoint does. */
    void breakAll() {
        List<Connection> begun;
        synchronized (lock) {
            begun = List.copyOf(unproven);
        }
        begun.forEach(Connection::close);
        all().forEach(Link::close);
    }

    void close() {
        synchronized (lock) {
            closed = true;
        }
        breakAll();
    }

    /** The failure inside what a future threw. */
    static Optional<LinkFailure> failure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof LinkFailure failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }
}
