package mirrorsh.lab.mirroring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network between the hosts of one lab: names, ports and faults over real loopback sockets. Safe to share.
 *
 * <p>A host answers to its name, to {@code NAME.any.domain} and to its loopback address, without regard to case. A port of a
 * host is an ephemeral real port, so that several labs and real services never collide (design.md, names in the lab).
 */
public final class Network {
    private static final long HELD_MILLIS = 1000;

    private record Port(String host, int number) {}

    private record Way(String from, String to) {}

    private final Map<String, InetAddress> hosts = new HashMap<>();
    private final Map<Port, InetSocketAddress> listening = new HashMap<>();
    private final Map<SocketAddress, String> callers = new HashMap<>();
    private final Set<Connection> connections = new HashSet<>();
    private final Set<Port> occupied = new HashSet<>();
    private final Set<Way> cut = new HashSet<>();
    private final Set<Way> held = new HashSet<>();
    private final Map<Way, Duration> slow = new HashMap<>();
    private final Map<String, Set<String>> forgotten = new HashMap<>();
    private final Object lock = new Object();

    /** Makes a host known under its name, at 127.0.0.1. */
    public void register(String host) {
        register(host, InetAddress.getLoopbackAddress());
    }

    /** Makes a host known under its name and its own loopback address, for example 127.0.0.11. */
    public void register(String host, InetAddress address) {
        synchronized (lock) {
            hosts.put(key(host), address);
        }
    }

    /**
     * Opens a port of a host.
     *
     * @throws NetworkException.PortTaken when somebody listens there
     */
    Listening listen(String host, int port) throws IOException {
        Port wanted = new Port(key(host), port);
        ServerSocket socket = open(addressOf(wanted.host()));
        boolean free;
        synchronized (lock) {
            free = !occupied.contains(wanted) && !listening.containsKey(wanted);
            if (free) {
                listening.put(wanted, (InetSocketAddress) socket.getLocalSocketAddress());
            }
        }
        if (!free) {
            socket.close();
            throw new NetworkException.PortTaken(host, port);
        }
        return new Listening(this, wanted.host(), port, socket);
    }

    private static ServerSocket open(InetAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            // only Linux has all of 127.0.0.0/8; elsewhere the hosts share 127.0.0.1
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return socket;
    }

    /** A service of a host that is no endpoint, as its T-SQL port is: partners reach it and are not understood there. */
    public void publish(String host, int port, InetSocketAddress real) {
        synchronized (lock) {
            listening.put(new Port(key(host), port), real);
        }
    }

    /** Ends {@link #publish}. */
    public void withdraw(String host, int port) {
        synchronized (lock) {
            listening.remove(new Port(key(host), port));
        }
    }

    /**
     * Connects a host to a name and port.
     *
     * @throws NetworkException when the lab's network refuses
     */
    Connection connect(String fromHost, String name, int port, Duration timeout) throws IOException {
        String from = key(fromHost);
        String to = resolve(from, name).orElseThrow(() -> new NetworkException.UnknownHost(name));
        InetSocketAddress target;
        synchronized (lock) {
            if (cut.contains(new Way(from, to))) {
                throw new NetworkException.TimedOut(name, port);
            }
            target = listening.get(new Port(to, port));
        }
        if (target == null) {
            throw new NetworkException.Refused(name, port);
        }
        return dial(from, to, target, port, timeout);
    }

    private Connection dial(String from, String to, InetSocketAddress target, int port, Duration timeout)
            throws IOException {
        Socket socket = new Socket();
        try {
            bind(socket, addressOf(from));
            synchronized (lock) {
                callers.put(socket.getLocalSocketAddress(), from);
            }
            socket.connect(target, (int) timeout.toMillis());
        } catch (IOException e) {
            forget(socket);
            socket.close();
            throw new NetworkException.Refused(to, port);
        }
        return admit(new Connection(this, from, to, socket, true));
    }

    private static void bind(Socket socket, InetAddress address) throws IOException {
        try {
            socket.bind(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
    }

    /** The connection as the accepting side has it; a caller from outside the lab has no host. */
    Connection accepted(String host, Socket socket) throws IOException {
        String from;
        synchronized (lock) {
            from = callers.getOrDefault(socket.getRemoteSocketAddress(), "");
        }
        return admit(new Connection(this, host, from, socket, false));
    }

    private Connection admit(Connection connection) {
        synchronized (lock) {
            connections.add(connection);
        }
        return connection;
    }

    void ended(Connection connection) {
        synchronized (lock) {
            connections.remove(connection);
            forget(connection.socket());
            lock.notifyAll();
        }
    }

    private void forget(Socket socket) {
        synchronized (lock) {
            SocketAddress local = socket.getLocalSocketAddress();
            if (local != null) {
                callers.remove(local);
            }
        }
    }

    void ended(Listening ended, SocketAddress real) {
        synchronized (lock) {
            listening.remove(new Port(ended.host(), ended.port()), real);
        }
    }

    /** The host that a name means on a host; empty when it means none (11001). */
    Optional<String> resolve(String onHost, String name) {
        String wanted = key(name);
        synchronized (lock) {
            if (forgotten.getOrDefault(key(onHost), Set.of()).contains(plain(wanted))) {
                return Optional.empty();
            }
            if (wanted.equals("LOCALHOST")) {
                return Optional.of(key(onHost));
            }
            for (Map.Entry<String, InetAddress> host : hosts.entrySet()) {
                boolean own = !host.getValue().equals(InetAddress.getLoopbackAddress());
                if (own && host.getValue().getHostAddress().equals(wanted)) {
                    return Optional.of(host.getKey());
                }
            }
            return hosts.containsKey(plain(wanted)) ? Optional.of(plain(wanted)) : Optional.empty();
        }
    }

    private static String plain(String name) {
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String key(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private InetAddress addressOf(String host) {
        synchronized (lock) {
            InetAddress address = hosts.get(host);
            return address == null ? InetAddress.getLoopbackAddress() : address;
        }
    }

    // ---------------------------------------------------------------- faults

    /** A host can no longer open a connection to another; those that it opened break. The other direction is left alone. */
    public void cut(String from, String to) {
        Way way = way(from, to);
        List<Connection> broken = new ArrayList<>();
        synchronized (lock) {
            cut.add(way);
            for (Connection connection : connections) {
                if (connection.isCaller() && way.equals(new Way(connection.host(), connection.peer()))) {
                    broken.add(connection);
                }
            }
        }
        broken.forEach(Connection::close);
    }

    /** Cuts both directions. */
    public void sever(String one, String other) {
        cut(one, other);
        cut(other, one);
    }

    /** What one host sends to another takes so long more; zero ends it. */
    public void slow(String from, String to, Duration delay) {
        synchronized (lock) {
            slow.put(way(from, to), delay);
            lock.notifyAll();
        }
    }

    /** What one host sends to another does not arrive until {@link #heal}, nor that it closes a connection: those stay up. */
    public void hold(String from, String to) {
        synchronized (lock) {
            held.add(way(from, to));
        }
    }

    /** Ends {@link #cut}, {@link #slow} and {@link #hold} from one host to another. */
    public void heal(String from, String to) {
        synchronized (lock) {
            cut.remove(way(from, to));
            held.remove(way(from, to));
            slow.remove(way(from, to));
            lock.notifyAll();
        }
    }

    /** Ends {@link #cut} from one host to another, and nothing else. */
    public void uncut(String from, String to) {
        synchronized (lock) {
            cut.remove(way(from, to));
        }
    }

    /** Ends {@link #hold} from one host to another, and nothing else. */
    public void release(String from, String to) {
        synchronized (lock) {
            held.remove(way(from, to));
            lock.notifyAll();
        }
    }

    /** Heals both directions. */
    public void join(String one, String other) {
        heal(one, other);
        heal(other, one);
    }

    /** Ends every fault between hosts; names and ports stay as they are. */
    public void healAll() {
        synchronized (lock) {
            cut.clear();
            held.clear();
            slow.clear();
            lock.notifyAll();
        }
    }

    /** A host no longer finds another by name; its address still works. */
    public void forgetName(String onHost, String name) {
        synchronized (lock) {
            forgotten.computeIfAbsent(key(onHost), host -> new HashSet<>()).add(plain(key(name)));
        }
    }

    /** Ends {@link #forgetName}. */
    public void recallName(String onHost, String name) {
        synchronized (lock) {
            forgotten.getOrDefault(key(onHost), new HashSet<>()).remove(plain(key(name)));
        }
    }

    /** Another process takes a port of a host: who listens there goes on, who comes next cannot. */
    public void occupy(String host, int port) {
        synchronized (lock) {
            occupied.add(new Port(key(host), port));
        }
    }

    /** Ends {@link #occupy}. */
    public void vacate(String host, int port) {
        synchronized (lock) {
            occupied.remove(new Port(key(host), port));
        }
    }

    /** Open connections between instances, both ends counted. */
    public int openConnections() {
        synchronized (lock) {
            return connections.size();
        }
    }

    /** The real address behind a port of a host, for a stranger that knocks. */
    public Optional<InetSocketAddress> realAddress(String host, int port) {
        synchronized (lock) {
            return Optional.ofNullable(listening.get(new Port(key(host), port)));
        }
    }

    /** Waits until bytes may pass from host to host; ends when the connection does. */
    void pass(Connection connection) throws IOException {
        pass(connection, new Way(connection.host(), connection.peer()), Long.MAX_VALUE);
    }

    /** Waits until this end may hear that the other one has closed the connection, for as long as a read may take. */
    void passEnd(Connection connection) throws IOException {
        int limit = connection.socket().isClosed() ? 0 : connection.socket().getSoTimeout();
        pass(connection, new Way(connection.peer(), connection.host()), limit == 0 ? Long.MAX_VALUE : limit);
    }

    private void pass(Connection connection, Way way, long limitMillis) throws IOException {
        long start = System.nanoTime();
        synchronized (lock) {
            while (!connection.socket().isClosed() && remaining(way, start, limitMillis) > 0) {
                try {
                    lock.wait(remaining(way, start, limitMillis));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("Interrupted while the network held bytes back.", e);
                }
            }
        }
    }

    private long remaining(Way way, long start, long limitMillis) {
        long gone = (System.nanoTime() - start) / 1_000_000;
        @Nullable Duration delay = slow.get(way);
        long wanted = held.contains(way) ? HELD_MILLIS : delay == null ? 0 : delay.toMillis() - gone;
        return Math.min(wanted, limitMillis - gone);
    }

    private static Way way(String from, String to) {
        return new Way(key(from), key(to));
    }
}
