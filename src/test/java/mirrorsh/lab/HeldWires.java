package mirrorsh.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wires between a process and the hosts of a lab. They pass everything on, except the answer to a request that is to be held:
 * whoever sent that is then in the middle of it, for as long as one likes.
 */
public final class HeldWires implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    /** A request of several packets has been passed on whole when nothing follows for so long. */
    private static final Duration QUIET = Duration.ofMillis(3);

    /** Says of a part of a request, before it is passed on, whether this is the one whose answer is to be held. */
    public interface Judge {
        boolean isToBeHeld(String host, int bytes);
    }

    private final Map<String, ServerSocket> doors = new LinkedHashMap<>();
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile Judge judge = (host, bytes) -> false;
    private volatile long heldSince;

    public HeldWires(Lab lab) throws IOException {
        for (LabHost host : lab.hosts()) {
            ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            doors.put(host.name(), door);
            String[] server = host.server().split(",", 2);
            daemon(() -> welcome(door, host.name(), server[0], Integer.parseInt(server[1])));
        }
    }

    /** Where a host is reached over its wire, {@code ip,port}. */
    public String server(String host) {
        ServerSocket door = doors.get(host);
        return door.getInetAddress().getHostAddress() + "," + door.getLocalPort();
    }

    /** From now on this one decides; nothing is held yet. */
    public void judgedBy(Judge other) {
        heldSince = 0;
        judge = other;
    }

    /** Whether a request has arrived at its host whose answer is held. */
    public boolean isHeld() {
        long since = heldSince;
        return since != 0 && System.nanoTime() - since > QUIET.toNanos();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "held wire");
        thread.setDaemon(true);
        thread.start();
    }

    private void welcome(ServerSocket door, String host, String server, int port) {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket lab = new Socket(server, port);
                ends.add(client);
                ends.add(lab);
                client.setTcpNoDelay(true);
                lab.setTcpNoDelay(true);
                Wire wire = new Wire(host, client, lab);
                daemon(wire::requests);
                daemon(wire::answers);
            } catch (IOException e) {
                continue; // closed, or the lab's host is down: the client sees the end of it
            }
        }
    }

    /** One connection. */
    private final class Wire {
        private final String host;
        private final Socket client;
        private final Socket lab;
        private volatile boolean held;

        Wire(String host, Socket client, Socket lab) {
            this.host = host;
            this.client = client;
            this.lab = lab;
        }

        void requests() {
            pass(client, lab, count -> {
                if (!held && heldSince == 0 && judge.isToBeHeld(host, count)) {
                    held = true;
                }
                return true;
            });
        }

        void answers() {
            pass(lab, client, count -> !held);
        }

        private void pass(Socket from, Socket to, Part part) {
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                byte[] chunk = new byte[CHUNK];
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    if (part.passes(count)) {
                        out.write(chunk, 0, count);
                    }
                    if (held) {
                        heldSince = System.nanoTime();
                    }
                }
            } catch (IOException e) {
                ends.remove(from); // one end is gone, and the other goes with it
            }
        }
    }

    private interface Part {
        boolean passes(int count);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket door : doors.values()) {
            door.close();
        }
        for (Socket end : ends) {
            end.close();
        }
    }
}
