package mirrorsh.lab.tds;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client: a thread that logs it in and then reads, and a {@link Worker} that answers (tds.md §13).
 *
 * <p>{@link #close} and {@link #checkDeadlines} may be called by any thread.
 */
final class Connection implements Runnable, AutoCloseable {
    private static final int ATTENTION_CAP = 4096;
    /** Slows down the guessing of passwords. */
    private static final Duration REFUSAL_DELAY = Duration.ofMillis(100);

    private final Socket socket;
    private final Backend backend;
    private final TdsSettings settings;
    private final Consumer<Connection> whenOver;
    private final GuardedOutput out;
    private final long loginDeadline;
    private final RequestCancellation closing = new RequestCancellation();
    private final AtomicBoolean sessionClosed = new AtomicBoolean();
    private volatile boolean loggedIn;
    private volatile Backend.@Nullable Session session;
    private volatile @Nullable Worker worker;
    private volatile @Nullable Thread workerThread;

    Connection(Socket socket, Backend backend, TdsSettings settings, Consumer<Connection> whenOver) throws IOException {
        this.socket = socket;
        this.backend = backend;
        this.settings = settings;
        this.whenOver = whenOver;
        this.out = new GuardedOutput(socket.getOutputStream());
        this.loginDeadline = System.nanoTime() + settings.limits().login().toNanos();
    }

    @Override
    public void run() {
        try {
            serve();
        } catch (IOException e) {
            ConnectionLog.ended(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError e) {
            ConnectionLog.broke(e);
        } finally {
            close();
            whenOver.accept(this);
        }
    }

    private void serve() throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        var client = (InetSocketAddress) socket.getRemoteSocketAddress();
        var in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
        Opening.Opened opened = new Opening(backend, settings, client, in, out).open();
        if (opened == null) {
            closing.await(REFUSAL_DELAY.toMillis());
            return;
        }
        opened.session().whenKilled(this::close);
        session = opened.session();
        loggedIn = true;
        if (closing.isRequested()) {
            // closed while it logged in, when there was no session to close yet
            return;
        }
        Worker started = new Worker(new RequestHandler(opened.session(), opened.link()), opened.link(), this::close);
        worker = started;
        Thread thread = new Thread(started, Thread.currentThread().getName() + "-work");
        thread.setDaemon(true);
        workerThread = thread;
        thread.start();
        read(opened.reader(), started);
    }

    private void read(PacketReader reader, Worker requests) throws IOException {
        Message message = reader.next(this::cap);
        while (message != null) {
            requests.accept(message);
            message = reader.next(this::cap);
        }
    }

    private int cap(int type) {
        return switch (type) {
            case PacketType.BATCH, PacketType.RPC, PacketType.TRANSACTION ->
                settings.limits().messageSize();
            case PacketType.ATTENTION -> ATTENTION_CAP;
            default -> 0;
        };
    }

    /** Ends a client that does not log in or does not read; {@code now} as {@link System#nanoTime}. */
    void checkDeadlines(long now) {
        if (!loggedIn && now - loginDeadline > 0) {
            ConnectionLog.note("A client did not log in in time.");
            close();
        } else if (out.blocked(now) > settings.limits().write().toNanos()) {
            ConnectionLog.note("A client does not read its answer.");
            close();
        }
    }

    @Override
    public void close() {
        closing.request();
        try {
            socket.close();
        } catch (IOException e) {
            ConnectionLog.ended(e);
        }
        Worker requests = worker;
        if (requests != null) {
            requests.cancelAll();
        }
        Thread thread = workerThread;
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
        Backend.Session opened = session;
        if (opened != null && sessionClosed.compareAndSet(false, true)) {
            opened.close();
        }
    }

    /** Waits for the worker; the reader's thread is waited for by its owner. */
    void awaitWorker(long millis) throws InterruptedException {
        Thread thread = workerThread;
        if (thread != null) {
            thread.join(millis);
        }
    }
}
