package mirrorsh.lab.mirroring;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** One end of a connection of the lab's network. One thread may read while another writes. */
final class Connection implements AutoCloseable {
    private final Network network;
    private final String host;
    private final String peer;
    private final Socket socket;
    private final boolean caller;
    private final InputStream arriving;
    private volatile @Nullable LinkCipher cipher;
    private volatile @Nullable InputStream clear;

    Connection(Network network, String host, String peer, Socket socket, boolean caller) throws IOException {
        this.network = network;
        this.host = host;
        this.peer = peer;
        this.socket = socket;
        this.caller = caller;
        socket.setTcpNoDelay(true);
        this.arriving = new Arriving(socket.getInputStream());
    }

    /** The host of this end. */
    String host() {
        return host;
    }

    /** The host of the other end; empty for a stranger. */
    String peer() {
        return peer;
    }

    boolean isCaller() {
        return caller;
    }

    Socket socket() {
        return socket;
    }

    /** The other end's address without its port. */
    String peerAddress() {
        InetAddress address = socket.getInetAddress();
        return address == null ? "" : address.getHostAddress();
    }

    /** The other end's address and real port. */
    String peerSocket() {
        return socket.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : "";
    }

    /** How long a read may take in milliseconds; 0 for ever. */
    void readLimit(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Encrypts what is sent, and decrypts what is received, from now on. */
    void encrypt(LinkCipher agreed) throws IOException {
        clear = agreed.decrypt(arriving);
        cipher = agreed;
    }

    InputStream input() {
        InputStream decrypted = clear;
        return decrypted == null ? arriving : decrypted;
    }

    /** Sends the bytes once the network lets them pass. */
    void send(byte[] bytes) throws IOException {
        network.pass(this);
        OutputStream out = socket.getOutputStream();
        LinkCipher agreed = cipher;
        out.write(agreed == null ? bytes : agreed.encrypt(bytes));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing more can be lost: the socket is given up either way
        }
        network.ended(this);
    }

    /** What the other end sent; that it has closed the connection is heard once the network lets that pass, too. */
    private final class Arriving extends FilterInputStream {
        Arriving(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count;
            try {
                count = in.read(bytes, from, length);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                network.passEnd(Connection.this);
                throw e;
            }
            if (count < 0) {
                network.passEnd(Connection.this);
            }
            return count;
        }
    }
}
