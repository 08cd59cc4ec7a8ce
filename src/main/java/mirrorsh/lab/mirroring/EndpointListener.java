package mirrorsh.lab.mirroring;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.instance.security.EndpointSettings;
import mirrorsh.lab.machine.Machine;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;
import org.jspecify.annotations.Nullable;

/** The listener of an instance's endpoint; follows the catalog when told. Safe to share; owns one thread while it listens. */
final class EndpointListener {
    private static final String NAME = "Database Mirroring";

    private final Machine machine;
    private final Network network;
    private final Links links;
    private final Executor executor;
    private final TransportLog log;
    private @Nullable EndpointSettings current;
    private @Nullable Listening listening;
    private Instant startTime = Instant.EPOCH;

    EndpointListener(Machine machine, Network network, Links links, Executor executor, TransportLog log) {
        this.machine = machine;
        this.network = network;
        this.links = links;
        this.executor = executor;
        this.log = log;
    }

    /** Any change restarts the listener and breaks the links (errors.md §3). */
    synchronized void follow(Optional<EndpointSettings> endpoint) {
        EndpointSettings wanted = endpoint.orElse(null);
        if (wanted != null && wanted.equals(current) && listening != null) {
            return;
        }
        stop();
        current = wanted;
        if (wanted != null && wanted.state() == EndpointState.STARTED) {
            start(wanted);
        }
    }

    private void start(EndpointSettings endpoint) {
        Listening opened;
        try {
            opened = network.listen(machine.name(), endpoint.port());
        } catch (IOException e) {
            // the catalog goes on saying STARTED (procedure.md OUT-3)
            log.write(26023, endpoint.ip().orElse("'any'"), "<ipv4>", endpoint.port());
            log.write(9692, NAME, endpoint.port());
            return;
        }
        listening = opened;
        startTime = machine.clock().instant();
        log.write(26022, endpoint.ip().orElse("'any'"), "<ipv4>", endpoint.port());
        log.write(9690, NAME);
        try {
            executor.execute(() -> serve(opened));
        } catch (RejectedExecutionException e) {
            opened.close(); // the service closes
            listening = null;
        }
    }

    private void serve(Listening opened) {
        try {
            while (true) {
                Connection caller = opened.accept();
                try {
                    executor.execute(() -> links.accept(caller));
                } catch (RejectedExecutionException e) {
                    caller.close();
                    return;
                }
            }
        } catch (IOException e) {
            opened.close(); // closed on purpose, or the socket is lost: either way nobody listens here any more
        }
    }

    private void stop() {
        Listening open = listening;
        if (open != null) {
            open.close();
            listening = null;
            log.write(9691, NAME);
        }
        if (current != null) {
            links.breakAll();
        }
    }

    synchronized List<Mirroring.Listener> shown() {
        Listening open = listening;
        EndpointSettings endpoint = current;
        if (open == null || endpoint == null) {
            return List.of();
        }
        if (endpoint.ip().isPresent()) {
            String ip = endpoint.ip().get();
            return List.of(new Mirroring.Listener(ip, ip.indexOf(':') < 0, open.port(), startTime));
        }
        return List.of(
                new Mirroring.Listener("0.0.0.0", true, open.port(), startTime),
                new Mirroring.Listener("::", false, open.port(), startTime));
    }

    /** Closes the listener without a line in the log; the links are closed by their owner. */
    synchronized void close() {
        Listening open = listening;
        listening = null;
        if (open != null) {
            open.close();
        }
    }
}
