package mirrorsh.lab;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loopback addresses for the SQL connections of a lab: 127.0.n.11, .12, ... on port 1433, with the first n where all are free, so
 * that several labs run on one machine. A lab keeps its block to itself by a claim, also while instances are down and their ports
 * free. Where only 127.0.0.1 exists, that address with ports of the system's choice.
 */
final class LabAddresses {
    private static final int PORT = 1433;
    private static final int CLAIM = 10;
    private static final int FIRST = 11;
    private static final int MOST_HOSTS = 240;
    private static final int BLOCKS = 256;

    private LabAddresses() {}

    /** Binds a service on an address. */
    interface Binder<T extends AutoCloseable> {
        /** @throws IOException when the address is taken or does not exist here */
        T bind(int index, InetSocketAddress address) throws IOException;
    }

    /**
     * Services that are bound.
     *
     * @param claim on their block of addresses, to be closed when they are needed no more; null where there are no blocks
     */
    record Bound<T>(List<T> services, @Nullable DatagramSocket claim) {}

    /** Binds so many services, all in one block of addresses. */
    static <T extends AutoCloseable> Bound<T> bindAll(int count, Binder<T> binder) throws IOException {
        if (count > MOST_HOSTS) {
            throw new IllegalArgumentException("A lab has at most " + MOST_HOSTS + " hosts.");
        }
        for (int block = 0; block < BLOCKS; block++) {
            DatagramSocket claim = claim(block);
            if (claim == null) {
                continue;
            }
            List<T> bound = new ArrayList<>();
            try {
                for (int i = 0; i < count; i++) {
                    bound.add(binder.bind(i, new InetSocketAddress(address(block, FIRST + i), PORT)));
                }
                return new Bound<>(bound, claim);
            } catch (IOException taken) {
                claim.close();
                closeAll(bound); // some other program has an address of this block: try the next
            }
        }
        List<T> bound = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bound.add(binder.bind(i, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        }
        return new Bound<>(bound, null);
    }

    /** Null when another lab has the block, or its addresses do not exist here. */
    private static @Nullable DatagramSocket claim(int block) throws UnknownHostException {
        try {
            return new DatagramSocket(new InetSocketAddress(address(block, CLAIM), PORT));
        } catch (SocketException taken) {
            return null;
        }
    }

    private static InetAddress address(int block, int host) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, (byte) block, (byte) host});
    }

    private static void closeAll(List<? extends AutoCloseable> services) throws IOException {
        for (AutoCloseable service : services) {
            try {
                service.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
