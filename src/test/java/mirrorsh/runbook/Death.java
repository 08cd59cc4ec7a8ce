package mirrorsh.runbook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import mirrorsh.host.Hosts;
import mirrorsh.host.PassingHosts;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run as a kill would, at one exact point of the first step that it begins: a write of its journal, the edge of a statement,
 * or the middle of one. It stands between the run and its hosts, its clock and its operator at once.
 */
final class Death extends PassingHosts {
    /** Where in a step it comes. */
    enum Point {
        /** Before the journal knows that the step begins. */
        BEGIN,
        /** Before the journal knows of the statement. */
        STATEMENT,
        /** The journal knows of the statement, and nothing was sent. */
        UNSENT,
        /** The statement was sent, and the connection is gone before its end. */
        MIDDLE,
        /** The statement ended, and the journal does not know. */
        ENDED,
        /** The journal knows the end of the statement, not of the step. */
        DONE
    }

    private final Point point;
    private final List<String> executed = new ArrayList<>();
    private boolean begun;
    private int writes;
    private boolean came;

    Death(Hosts hosts, Point point) {
        super(hosts);
        this.point = point;
    }

    /** Statements that ended. */
    List<String> executed() {
        return executed;
    }

    /** Whether it came; else the run ended before. */
    boolean came() {
        return came;
    }

    private Killing.Killed come() {
        came = true;
        return new Killing.Killed();
    }

    /** The same person; it begins to count at the first step that is confirmed. */
    Willing said(Willing person) {
        person.confirming = step -> begun = true;
        return person;
    }

    /** Asked by the journal for the time of each write. */
    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                write();
                return Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private void write() {
        if (begun) {
            writes++;
            boolean now = point == Point.BEGIN && writes == 1
                    || point == Point.STATEMENT && writes == 2
                    || point == Point.ENDED && writes == 3
                    || point == Point.DONE && writes == 4;
            if (now) {
                throw come();
            }
        }
    }

    /** A look, or a lock. */
    @Override
    public BatchResult execute(String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit) {
        return hosts.execute(host, batch, onMessage, limit);
    }

    /** A statement of a step. */
    @Override
    public BatchResult execute(
            String host,
            Batch batch,
            Consumer<ServerMessage> onMessage,
            @Nullable Duration limit,
            BooleanSupplier unwanted) {
        if (point == Point.UNSENT) {
            throw come();
        }
        if (point == Point.MIDDLE) {
            sendAndLeave(host, batch);
            throw come();
        }
        BatchResult result = hosts.execute(host, batch, onMessage, limit, unwanted);
        executed.add(host + ": " + batch.masked());
        return result;
    }

    /** Whoever closes the connections now closes them in the middle of it, or as good as. */
    private void sendAndLeave(String host, Batch batch) {
        CompletableFuture<BatchResult> sent =
                CompletableFuture.supplyAsync(() -> hosts.execute(host, batch, message -> {}, null));
        try {
            sent.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return; // on its way, or refused: the run that carries on finds out
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
