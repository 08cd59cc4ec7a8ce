package mirrorsh.host;

import java.util.function.Consumer;

/** Carries a file from one host's disk to another's. */
public interface FileTransport {
    /** How it is carried, in words: "by hand", "between the lab's disks". */
    String description();

    /** Whether a person is asked to do it between these hosts, so that nothing else is told meanwhile. */
    default boolean isByHand(String fromHost, String toHost) {
        return false;
    }

    /**
     * Copies a file.
     *
     * @throws HostException when it cannot be read or written
     */
    void copy(String fromHost, String fromPath, String toHost, String toPath);

    /**
     * Copies a file and tells how far it is.
     *
     * @param progress told lines for the operator
     * @throws HostException when it cannot be read or written
     */
    default void copy(String fromHost, String fromPath, String toHost, String toPath, Consumer<String> progress) {
        copy(fromHost, fromPath, toHost, toPath);
    }
}
