package mirrorsh;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import mirrorsh.command.LabControl;
import mirrorsh.host.FileTransport;
import mirrorsh.host.HostException;
import mirrorsh.lab.Faults;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;
import mirrorsh.lab.LabSettings;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;

/** The lab inside this process, started when it is first asked for. Safe to share between threads. */
final class EmbeddedLab implements LabControl, FileTransport, AutoCloseable {
    private final Optional<String> password;
    private final String versions;
    private final String editions;
    private @Nullable LabSettings settings;
    private @Nullable Lab lab;

    /** @param password of sa on every host, empty for a generated one */
    EmbeddedLab(Optional<String> password) {
        this(password, "", "");
    }

    private EmbeddedLab(Optional<String> password, String versions, String editions) {
        this.password = password;
        this.versions = versions;
        this.editions = editions;
    }

    /** As the variables of the process want it; what cannot be understood in them is told when the lab is first asked for. */
    static EmbeddedLab of(Map<String, String> environment) {
        return new EmbeddedLab(
                Optional.ofNullable(environment.get("MIRRORSH_LAB_PASSWORD")).filter(given -> !given.isEmpty()),
                environment.getOrDefault("MIRRORSH_LAB_VERSION", ""),
                environment.getOrDefault("MIRRORSH_LAB_EDITION", ""));
    }

    /**
     * Begins to start, so that it is up sooner when {@link #start} is asked for it. A failure is not lost: {@link #start} meets it
     * again.
     */
    void begin() {
        Thread thread = new Thread(new FutureTask<>(this::start), "lab-start");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void choose(String versions, String editions) {
        if (lab != null) {
            throw new UsageException(
                    "The lab runs already; its versions and editions stay.", "lab serve --version 2014, without --lab");
        }
        settings = running(settings(), versions, editions);
    }

    /** Made when they are first needed: most starts have no lab, and should not wait for its random numbers and clocks. */
    private LabSettings settings() {
        LabSettings known = settings;
        if (known == null) {
            LabSettings standard = LabSettings.standard(password);
            // the move to an availability group can be rehearsed too
            LabSettings grouped = standard.withHosts(
                    standard.hosts().stream().map(LabSettings.Host::withGroups).toList());
            known = running(grouped, versions, editions);
            settings = known;
        }
        return known;
    }

    private static LabSettings running(LabSettings settings, String versions, String editions) {
        try {
            return settings.running(versions, editions);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(
                    String.valueOf(unknown.getMessage()), "lab serve --version HOST_B=2014 --edition HOST_W=Express");
        }
    }

    @Override
    public synchronized boolean running() {
        return lab != null;
    }

    @Override
    public synchronized List<LabHost> start() {
        Lab running = lab;
        if (running == null) {
            try {
                running = Lab.start(settings());
            } catch (IOException e) {
                throw new HostException(
                        "lab",
                        "The lab cannot be started: " + e.getMessage() + ".",
                        "another lab of yours runs, or the temporary folder is full.",
                        "end the other one, then the same command again",
                        e);
            }
            lab = running;
        }
        return running.hosts();
    }

    @Override
    public synchronized void expectClients() {
        Lab running = lab;
        if (running != null) {
            running.expectClients();
        }
    }

    /** Whether both hosts are its own. */
    synchronized boolean has(String one, String other) {
        Lab running = lab;
        return running != null
                && running.host(one).isPresent()
                && running.host(other).isPresent();
    }

    @Override
    public String description() {
        return "between the lab's disks";
    }

    @Override
    public void copy(String fromHost, String fromPath, String toHost, String toPath) {
        Lab running;
        synchronized (this) {
            running = lab;
        }
        if (running == null || !has(fromHost, toHost)) {
            throw new HostException(
                    toHost, "The lab does not have both " + fromHost + " and " + toHost + ".", "", "lab status", null);
        }
        try {
            running.copy(fromHost, fromPath, toHost, toPath);
        } catch (IOException e) {
            throw new HostException(
                    toHost,
                    "The file " + fromPath + " of " + fromHost + " cannot be copied to " + toPath + " on " + toHost
                            + ": " + e.getMessage() + ".",
                    "the file is not there.",
                    "lab status shows where the disks lie",
                    e);
        }
    }

    @Override
    public synchronized Faults faults() {
        Lab running = lab;
        if (running == null) {
            throw new UsageException("The lab does not run.", "mirrorsh --lab, or lab serve");
        }
        return running.faults();
    }

    @Override
    public synchronized void close() {
        Lab running = lab;
        lab = null;
        if (running != null) {
            running.close();
        }
    }
}
