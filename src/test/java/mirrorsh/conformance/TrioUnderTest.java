package mirrorsh.conformance;

import java.io.IOException;
import java.util.List;

/**
 * Three instances that may mirror: of the lab, or on Windows.
 *
 * @param servers principal, mirror and witness, in this order; the witness may be absent
 * @param addresses what their mirroring endpoints answer to
 * @param folder where backups of the first can be read by the second, ending in a separator
 */
record TrioUnderTest(
        String name, List<ServerUnderTest> servers, List<String> addresses, String folder, Carrier carrier) {
    TrioUnderTest {
        servers = List.copyOf(servers);
        addresses = List.copyOf(addresses);
    }

    /** Brings a file from the first host to the second; a shared folder needs none. */
    @FunctionalInterface
    interface Carrier {
        void carry(String path) throws IOException;
    }

    boolean isLab() {
        return servers.get(0).isLab();
    }

    @Override
    public String toString() {
        return name;
    }
}
