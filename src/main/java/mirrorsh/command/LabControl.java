package mirrorsh.command;

import java.util.List;
import mirrorsh.lab.Faults;
import mirrorsh.lab.LabHost;

/** The embedded lab as commands see it. */
public interface LabControl {
    /** Whether it runs. */
    boolean running();

    /**
     * Chooses what its hosts run when it starts.
     *
     * @param versions a year, or HOST=YEAR separated by commas; empty for the newest
     * @param editions the same with editions; empty for Developer
     * @throws mirrorsh.model.UsageException when it runs already, or has no such version, edition or host
     */
    void choose(String versions, String editions);

    /** Starts it if it does not run; its hosts. */
    List<LabHost> start();

    /** Its hosts will be connected soon: it may begin to make what the first connection would wait for. */
    default void expectClients() {}

    /**
     * Copies a file between the disks of two of its hosts.
     *
     * @throws mirrorsh.model.MirrorException when it cannot be copied
     */
    void copy(String fromHost, String fromPath, String toHost, String toPath);

    /**
     * What can be broken in it.
     *
     * @throws mirrorsh.model.MirrorException when it does not run
     */
    Faults faults();
}
