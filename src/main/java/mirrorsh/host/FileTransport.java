package mirrorsh.host;

/** Carries a file from one host's disk to another's. */
public interface FileTransport {
    /** How it is carried, in words: "by hand", "between the lab's disks". */
    String description();

    /** Whether a person is asked to do it, so that nothing else is told meanwhile. */
    default boolean isByHand() {
        return false;
    }

    /**
     * Copies a file.
     *
     * @throws HostException when it cannot be read or written
     */
    void copy(String fromHost, String fromPath, String toHost, String toPath);
}
