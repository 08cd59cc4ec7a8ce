package mirrorsh.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A wire to a server that counts round trips, takes its time, falls silent or breaks when it is told to. */
public final class Wire implements AutoCloseable {
    /** When the next request breaks the wire. */
    public enum Break {
        NEVER,
        /** The server does not see the request. */
        BEFORE,
        /** The server sees the request, and nobody waits for the answer. */
        DURING,
        /** The server has answered, and the client does not see it. */
        AFTER
    }

    private static final int CHUNK = 64 * 1024;

    private final ServerSocket listener;
    private volatile InetSocketAddress target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicReference<Break> next = new AtomicReference<>(Break.NEVER);
    private final AtomicInteger roundTrips = new AtomicInteger();
    private volatile long delayNanos;
    private volatile boolean silent;
    private volatile boolean refusing;

    /** @param server {@code ip,port} */
    public Wire(String server) throws IOException {
        target = socketAddress(server);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread("wire-listener", this::listen);
    }

    private static InetSocketAddress socketAddress(String server) {
        String[] parts = server.split(",");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    /** Connections made from now on go to another server. */
    public void leadTo(String server) {
        target = socketAddress(server);
    }

    /** Where the client connects to, {@code ip,port}. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + "," + listener.getLocalPort();
    }

    public void breakNext(Break when) {
        next.set(when);
    }

    /** Adds to every answer's way. */
    public void delay(long milliseconds) {
        delayNanos = milliseconds * 1_000_000;
    }

    /** Swallows what is sent from now on, as a host that hangs does. */
    public void fallSilent(boolean now) {
        silent = now;
    }

    /** Breaks everything and refuses what comes, as a host that is down does. */
    public void down(boolean now) {
        refusing = now;
        if (now) {
            cut();
        }
    }

    public void cut() {
        open.forEach(Wire::close);
        open.clear();
    }

    /** How often a request went out after an answer had come. */
    public int roundTrips() {
        return roundTrips.get();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    close(client);
                } else {
                    Socket server = new Socket();
                    server.connect(target);
                    client.setTcpNoDelay(true);
                    server.setTcpNoDelay(true);
                    open.add(client);
                    open.add(server);
                    Pair pair = new Pair(client, server);
                    thread("wire-up", () -> pump(client, server, pair::up));
                    thread("wire-down", () -> pump(server, client, pair::down));
                }
            } catch (IOException e) {
                cut(); // closed, or the server is not there: either way the client sees a broken wire
            }
        }
    }

    /** Forwards a chunk, or does not. */
    private interface Gate {
        void pass(byte[] chunk, int length, OutputStream to) throws IOException;
    }

    /** The two directions of one connection. */
    private final class Pair {
        private final Socket client;
        private final Socket server;
        private boolean answered = true;
        private boolean dropAnswer;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void up(byte[] chunk, int length, OutputStream to) throws IOException {
            synchronized (this) {
                if (answered) {
                    roundTrips.incrementAndGet();
                    answered = false;
                    if (delayNanos > 0) {
                        LockSupport.parkNanos(delayNanos);
                    }
                }
            }
            Break when = next.getAndSet(Break.NEVER);
            if (when == Break.BEFORE) {
                throw new IOException("broken before the request");
            }
            synchronized (this) {
                dropAnswer = when == Break.AFTER;
            }
            to.write(chunk, 0, length);
            if (when == Break.DURING) {
                to.flush();
                throw new IOException("broken during the request");
            }
        }

        void down(byte[] chunk, int length, OutputStream to) throws IOException {
            synchronized (this) {
                answered = true;
                if (dropAnswer) {
                    throw new IOException("broken after the request");
                }
            }
            to.write(chunk, 0, length);
        }
    }

    private void pump(Socket from, Socket to, Gate gate) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (!silent) {
                    gate.pass(chunk, length, out);
                }
            }
        } catch (IOException e) {
            close(from); // the wire is broken, which is what it is for
            close(to);
        }
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
