package mirrorsh.host;

/** Carries a file from one host's disk to another's. */
public interface FileTransport {
    /** How it is carried, in words: "by hand", "between the lab's disks". */
    String description();

    /**
     * Copies a file.
     *
     * @throws HostException when it cannot be read or written
     */
    void copy(String fromHost, String fromPath, String toHost, String toPath);
}
