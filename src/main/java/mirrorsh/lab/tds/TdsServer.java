package mirrorsh.lab.tds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mirrorsh.lab.type.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Listens for TDS clients of one {@link Backend} (tds.md): a thread that accepts, one that watches deadlines, and two
 * for each connection. An imitation for trying things out, bound to loopback unless told otherwise.
 *
 * <p>Safe to share between threads.
 */
public final class TdsServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final long WATCH_MILLIS = 100;
    private static final long CLOSE_MILLIS = 2000;

    private final Backend backend;
    private final InetSocketAddress wanted;
    private final TdsSettings settings;
    /** Live connections with the threads that read them. */
    private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable ServerSocket listener;
    private int accepted;

    /**
     * A server that does not listen yet.
     *
     * @param address port 0 takes any free port
     * @throws IllegalArgumentException if the address is not loopback and the settings do not allow that
     */
    public TdsServer(Backend backend, InetSocketAddress address, TdsSettings settings) {
        InetAddress host = address.getAddress();
        if (host == null) {
            throw new IllegalArgumentException("The host " + address.getHostString() + " is unknown.");
        }
        if (!host.isLoopbackAddress() && !settings.remote()) {
            throw new IllegalArgumentException(
                    "The address " + host.getHostAddress() + " is not loopback; an imitation does not belong there.");
        }
        this.backend = backend;
        this.wanted = address;
        this.settings = settings;
    }

    /**
     * Binds and returns; clients can connect from now on.
     *
     * @throws IOException if the address is taken
     * @throws IllegalStateException if it was started before
     */
    public synchronized void start() throws IOException {
        if (listener != null) {
            throw new IllegalStateException("The server was started already.");
        }
        ServerSocket bound = new ServerSocket();
        try {
            bound.setReuseAddress(true);
            bound.bind(wanted, BACKLOG);
        } catch (IOException e) {
            bound.close();
            throw e;
        }
        listener = bound;
        if (!bound.getInetAddress().isLoopbackAddress()) {
            ConnectionLog.warn("An imitation of SQL Server listens on " + bound.getLocalSocketAddress()
                    + ", beyond this machine. It protects nothing.");
        }
        daemon(() -> accept(bound), "accept").start();
        daemon(this::watch, "watch").start();
    }

    /**
     * Where it listens.
     *
     * @throws IllegalStateException before {@link #start}
     */
    public synchronized InetSocketAddress address() {
        if (listener == null) {
            throw new IllegalStateException("The server was not started.");
        }
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Number of live connections, those in their login included. */
    public int connections() {
        return connections.size();
    }

    private Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, "tds-" + backend.identity().serverName() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                welcome(from.accept());
            } catch (IOException e) {
                // the listener was closed, or one client was gone before it was accepted
                ConnectionLog.ended(e);
                pause();
            } catch (RuntimeException e) {
                ConnectionLog.broke(e);
            }
        }
    }

    /** Keeps a listener that fails again and again (no file handles left) from turning in circles. */
    private void pause() {
        try {
            closed.await(WATCH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void welcome(Socket socket) throws IOException {
        if (connections.size() >= settings.limits().connections()) {
            turnAway(socket);
            return;
        }
        Connection connection = new Connection(socket, backend, settings, connections::remove);
        Thread reader = daemon(connection, Integer.toString(++accepted));
        connections.put(connection, reader);
        if (closed.getCount() == 0) {
            connection.close();
        }
        reader.start();
    }

    /** Tells one client too many why, in the oldest dialect, which a client without PRELOGIN reads. */
    private void turnAway(Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout((int) CLOSE_MILLIS);
            PacketWriter writer = new PacketWriter(socket.getOutputStream());
            var link = new Response.Link(writer, Dialect.V7_1, backend.identity(), new Transactions());
            LoginAnswer.refuse(
                    link,
                    java.util.List.of(Messages.message(17809, settings.limits().connections())));
            socket.shutdownOutput();
        }
    }

    private void watch() {
        try {
            while (!closed.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                connections.keySet().forEach(connection -> connection.checkDeadlines(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening and ends every connection; waits a moment for their threads. */
    @Override
    public void close() {
        closed.countDown();
        synchronized (this) {
            if (listener != null) {
                try {
                    listener.close();
                } catch (IOException e) {
                    ConnectionLog.ended(e);
                }
            }
        }
        Map<Connection, Thread> left = Map.copyOf(connections);
        left.keySet().forEach(Connection::close);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            for (Map.Entry<Connection, Thread> entry : left.entrySet()) {
                entry.getValue().join(remaining(deadline));
                entry.getKey().awaitWorker(remaining(deadline));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long remaining(long deadline) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
}
