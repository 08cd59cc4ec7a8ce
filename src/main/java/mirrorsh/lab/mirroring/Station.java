package mirrorsh.lab.mirroring;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mirrorsh.lab.instance.security.EndpointSettings;
import mirrorsh.lab.instance.security.TransportSecurity;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointRole;
import mirrorsh.lab.sql.ast.EndpointStatement.EndpointState;

/** What all parts of one instance's mirroring share. Safe to share. */
record Station(
        Installation installation,
        TransportSecurity security,
        Network network,
        Pacer pacer,
        Timing timing,
        ExecutorService executor,
        TransportLog log,
        Links links) {
    private static final long STEP_MILLIS = 20;
    /** Even where the pacer stands still, no statement waits longer. */
    private static final long REAL_LIMIT_MILLIS = 60_000;

    String host() {
        return installation.machine().name();
    }

    String server() {
        return installation.serverName();
    }

    /** The endpoint, if it can serve a partner or, with {@code witness}, a witness. */
    Optional<EndpointSettings> usableEndpoint(boolean witness) {
        return security.endpoint()
                .filter(endpoint -> endpoint.state() == EndpointState.STARTED)
                .filter(endpoint -> endpoint.role() != (witness ? EndpointRole.PARTNER : EndpointRole.WITNESS));
    }

    /** Whether an address leads to this instance itself. */
    boolean isSelf(Address address) {
        return security.endpoint()
                        .filter(endpoint -> endpoint.port() == address.port())
                        .isPresent()
                && network.resolve(host(), address.host())
                        .filter(host -> host.equalsIgnoreCase(host()))
                        .isPresent();
    }

    /** Whether two addresses lead to the same endpoint, as this instance resolves them. */
    boolean isSame(Address one, Address other) {
        if (one.sameText(other)) {
            return true;
        }
        Optional<String> host = network.resolve(host(), one.host());
        return one.port() == other.port() && host.isPresent() && host.equals(network.resolve(host(), other.host()));
    }

    CompletableFuture<Link> open(Address address, Purpose purpose) {
        return links.open(address, purpose);
    }

    /**
     * Waits for another instance: as long as a statement may. That its client goes meanwhile does not end it: what was asked of the
     * other one is done there, and this side has to follow.
     */
    <T> T await(CompletableFuture<T> result) throws ExecutionException, TimeoutException {
        return await(result, timing.answer());
    }

    <T> T await(CompletableFuture<T> result, Duration limit) throws ExecutionException, TimeoutException {
        long end = pacer.millis() + limit.toMillis();
        long realEnd = System.nanoTime() + REAL_LIMIT_MILLIS * 1_000_000;
        boolean interrupted = false;
        try {
            while (!result.isDone() && pacer.millis() < end && System.nanoTime() < realEnd && !executor.isShutdown()) {
                try {
                    return result.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    // one step is over; the pacer says whether the wait is
                }
            }
            if (!result.isDone()) {
                throw new TimeoutException("No answer within " + limit + ".");
            }
            return result.join(); // it came at the last moment
        } catch (CompletionException e) {
            throw new ExecutionException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
