package mirrorsh.diagnosis;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server and counts how often the client speaks after the server has: what goes over the wire is
 * encrypted, but who speaks can be seen.
 */
final class RoundTrips implements Closeable {
    private static final int BUFFER = 16_384;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final AtomicInteger count = new AtomicInteger();
    private final List<Closeable> open = new ArrayList<>();

    /** @param server {@code ADDRESS,PORT} */
    RoundTrips(String server) throws IOException {
        String[] parts = server.split(",", -1);
        target = new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Where to connect instead. */
    String server() {
        return listener.getInetAddress().getHostAddress() + "," + listener.getLocalPort();
    }

    int count() {
        return count.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "round-trips");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = keep(listener.accept());
                Socket server = keep(new Socket());
                server.connect(target);
                AtomicBoolean answered = new AtomicBoolean(true);
                InputStream asked = client.getInputStream();
                OutputStream onwards = server.getOutputStream();
                InputStream said = server.getInputStream();
                OutputStream back = client.getOutputStream();
                start(() -> pump(asked, onwards, () -> {
                    if (answered.getAndSet(false)) {
                        count.incrementAndGet();
                    }
                }));
                start(() -> pump(said, back, () -> answered.set(true)));
            }
        } catch (IOException closed) {
            return; // the test is over
        }
    }

    private static void pump(InputStream from, OutputStream to, Runnable noted) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                noted.run();
                to.write(buffer, 0, read);
                to.flush();
            }
            to.close();
        } catch (IOException closed) {
            return; // one side has hung up
        }
    }

    private Socket keep(Socket socket) {
        synchronized (open) {
            open.add(socket);
        }
        return socket;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        synchronized (open) {
            for (Closeable each : open) {
                each.close();
            }
        }
    }
}
