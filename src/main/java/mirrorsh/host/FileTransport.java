package mirrorsh.host;

/** Carries a file from one host's disk to another's. */
public interface FileTransport {
    /** Told how far a copy has come. */
    interface Progress {
        /**
         * @param bytes that have arrived
         * @param total that there are
         */
        void copied(long bytes, long total);
    }

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
     * @throws HostException when it cannot be read or written
     */
    default void copy(String fromHost, String fromPath, String toHost, String toPath, Progress progress) {
        copy(fromHost, fromPath, toHost, toPath);
    }
}
