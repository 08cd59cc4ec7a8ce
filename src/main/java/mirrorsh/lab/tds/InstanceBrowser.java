package mirrorsh.lab.tds;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells clients that know only {@code server\instance} on which port an instance listens: the look-up on UDP 1434 (tds.md
 * §8.2). What it does not understand, or an instance that is not there, it leaves unanswered. Owns a thread.
 */
public final class InstanceBrowser implements AutoCloseable {
    private static final int PORT = 1434;
    private static final int LONGEST_REQUEST = 1024;
    private static final byte ALL_BY_BROADCAST = 2;
    private static final byte ALL = 3;
    private static final byte ONE = 4;
    private static final byte ANSWER = 5;

    private final DatagramSocket socket;
    private final Instance instance;

    private InstanceBrowser(DatagramSocket socket, Instance instance) {
        this.socket = socket;
        this.instance = instance;
    }

    /**
     * The instance that is told of.
     *
     * @param server name of its host
     * @param name MSSQLSERVER for the default instance
     * @param version for example 16.0.4215.1
     */
    public record Instance(String server, String name, String version, int port) {
        private String line() {
            return "ServerName;" + server + ";InstanceName;" + name + ";IsClustered;No;Version;" + version + ";tcp;"
                    + port + ";;";
        }
    }

    /**
     * Answers from now on.
     *
     * @throws IOException when the port is taken there
     */
    public static InstanceBrowser open(InetAddress address, Instance instance) throws IOException {
        InstanceBrowser browser =
                new InstanceBrowser(new DatagramSocket(new InetSocketAddress(address, PORT)), instance);
        Thread thread = new Thread(browser::serve, "tds-" + instance.server() + "-browser");
        thread.setDaemon(true);
        thread.start();
        return browser;
    }

    private void serve() {
        byte[] buffer = new byte[LONGEST_REQUEST];
        while (!socket.isClosed()) {
            DatagramPacket request = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(request);
                Optional<byte[]> answer = answer(java.util.Arrays.copyOf(buffer, request.getLength()));
                if (answer.isPresent()) {
                    socket.send(new DatagramPacket(answer.get(), answer.get().length, request.getSocketAddress()));
                }
            } catch (IOException e) {
                ConnectionLog.ended(e); // closed, or an answer that could not be sent
            }
        }
    }

    /** The answer to one request; empty where there is none. */
    Optional<byte[]> answer(byte[] request) {
        if (request.length == 0) {
            return Optional.empty();
        }
        boolean all = (request[0] == ALL || request[0] == ALL_BY_BROADCAST) && request.length == 1;
        boolean meant = request[0] == ONE && wanted(request).equalsIgnoreCase(instance.name());
        if (!all && !meant) {
            return Optional.empty();
        }
        byte[] text = instance.line().getBytes(StandardCharsets.US_ASCII);
        return Optional.of(
                new ByteWriter().u1(ANSWER).u2(text.length).bytes(text).toBytes());
    }

    /** The name ends with a zero, which some clients leave away. */
    private static String wanted(byte[] request) {
        int end = 1;
        while (end < request.length && request[end] != 0) {
            end++;
        }
        return new String(request, 1, end - 1, StandardCharsets.US_ASCII);
    }

    /** For tests: one that is not reachable. */
    static InstanceBrowser unbound(Instance instance) throws IOException {
        return new InstanceBrowser(new DatagramSocket(null), instance);
    }

    @Override
    public void close() {
        socket.close();
    }
}
