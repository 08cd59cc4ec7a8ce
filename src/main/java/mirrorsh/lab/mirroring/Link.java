package mirrorsh.lab.mirroring;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.mirroring.LinkMessageCodec.Envelope;

/**
 * An authenticated connection to another instance. Sending never blocks: a writer and a reader thread do the work. Safe to
 * share.
 */
final class Link implements AutoCloseable {
    private static final int MOST_QUEUED = 20_000;
    private static final int FRAME_OVERHEAD = 4;

    private final Connection connection;
    private final Identity identity;
    private final Pacer pacer;
    private final Clock clock;
    private final Instant connectTime;
    private final Instant loginTime;
    private final UUID id = UUID.randomUUID();
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>(MOST_QUEUED);
    private final Map<Long, CompletableFuture<LinkMessage>> asked = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long birth;
    private final long made = System.nanoTime();
    private volatile long lastHeard;
    private volatile Instant lastActivity;

    Link(Connection connection, Identity identity, Pacer pacer, Clock clock, Instant connectTime) {
        this.connection = connection;
        this.identity = identity;
        this.pacer = pacer;
        this.clock = clock;
        this.connectTime = connectTime;
        this.loginTime = clock.instant();
        this.lastActivity = loginTime;
        this.birth = pacer.millis();
        this.lastHeard = birth;
    }

    /** Who hears what a link brings; called on the link's reader thread, must not wait. */
    interface Listener {
        void received(Link link, Envelope envelope);

        void malformed(Link link);

        void closed(Link link);
    }

    Identity identity() {
        return identity;
    }

    /** Whether the other side opened it. */
    boolean isAccepted() {
        return !connection.isCaller();
    }

    boolean isOpen() {
        return !closed.get();
    }

    /** Milliseconds since the peer was last heard. */
    long silence() {
        return pacer.millis() - lastHeard;
    }

    /** Milliseconds since it was opened. */
    long age() {
        return pacer.millis() - birth;
    }

    /** Whether it was there before another link of this instance. */
    boolean isOlderThan(Link other) {
        return made - other.made < 0;
    }

    void send(LinkMessage message) {
        post(new Envelope(0, message));
    }

    /** Sends a request; its answer, or a failure when the link closes first. */
    CompletableFuture<LinkMessage> request(LinkMessage message) {
        long request = requests.incrementAndGet();
        CompletableFuture<LinkMessage> answer = new CompletableFuture<>();
        asked.put(request, answer);
        post(new Envelope(request, message));
        if (closed.get()) {
            failAsked();
        }
        return answer;
    }

    /** Answers a request. */
    void answer(Envelope request, LinkMessage answer) {
        post(new Envelope(-request.id(), answer));
    }

    private void post(Envelope envelope) {
        if (closed.get()) {
            return;
        }
        if (!outgoing.offer(LinkMessageCodec.frame(envelope))) {
            close(); // a peer that does not read is gone
        }
    }

    void write() {
        try {
            while (!closed.get()) {
                byte[] frame = outgoing.poll(1, TimeUnit.SECONDS);
                if (frame != null) {
                    connection.send(frame);
                    sent.addAndGet(frame.length);
                }
            }
        } catch (IOException e) {
            close(); // the reader reports the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    void read(Listener listener) {
        try {
            while (!closed.get()) {
                DataInputStream frame = Frames.read(connection.input());
                received.addAndGet(frame.available() + FRAME_OVERHEAD);
                lastHeard = pacer.millis();
                lastActivity = clock.instant();
                hear(decode(frame), listener);
            }
        } catch (Frames.MalformedException e) {
            listener.malformed(this);
        } catch (IOException e) {
            // the connection is gone; what follows is the same as after a plain end
        } finally {
            close();
            listener.closed(this);
        }
    }

    private static Envelope decode(DataInputStream frame) throws Frames.MalformedException {
        try {
            return LinkMessageCodec.read(frame);
        } catch (IOException e) {
            throw new Frames.MalformedException("A frame holds no message: " + e.getMessage());
        }
    }

    private void hear(Envelope envelope, Listener listener) {
        if (envelope.id() >= 0) {
            listener.received(this, envelope);
            return;
        }
        CompletableFuture<LinkMessage> answer = asked.remove(-envelope.id());
        if (answer != null) {
            answer.complete(envelope.message());
        }
    }

    private void failAsked() {
        for (Long request : asked.keySet()) {
            CompletableFuture<LinkMessage> answer = asked.remove(request);
            if (answer != null) {
                answer.completeExceptionally(LinkFailure.cut());
            }
        }
    }

    /** The link as sys.dm_db_mirroring_connections shows it. */
    Mirroring.Link shown() {
        boolean open = isOpen();
        return new Mirroring.Link(
                id,
                open ? 4 : 5,
                open ? "LOGGED_IN" : "CLOSED",
                connectTime,
                loginTime,
                identity.login(),
                lastActivity,
                isAccepted(),
                12,
                "ONLINE",
                identity.certificateId(),
                identity.encryption().code(),
                identity.encryption().text(),
                sent.get(),
                received.get(),
                Optional.of(connection.peerSocket()));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connection.close();
            failAsked();
        }
    }
}
