package mirrorsh.lab.mirroring;

import java.io.IOException;
import java.net.ServerSocket;

/** An open port of a host of the lab. */
final class Listening implements AutoCloseable {
    private final Network network;
    private final String host;
    private final int port;
    private final ServerSocket socket;

    Listening(Network network, String host, int port, ServerSocket socket) {
        this.network = network;
        this.host = host;
        this.port = port;
        this.socket = socket;
    }

    String host() {
        return host;
    }

    /** The port as the lab sees it, not the real one. */
    int port() {
        return port;
    }

    /** Waits for a caller; fails when closed. */
    Connection accept() throws IOException {
        return network.accepted(host, socket.accept());
    }

    @Override
    public void close() {
        network.ended(this, socket.getLocalSocketAddress());
        try {
            socket.close();
        } catch (IOException e) {
            // nothing more can be lost: the port is given up either way
        }
    }
}
