package mirrorsh.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import mirrorsh.host.Hosts;
import mirrorsh.host.PassingHosts;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;

/** Stands between a runner and its hosts, and ends the run as a kill would: without a word to anybody. */
final class Killing extends PassingHosts {
    /** Nobody expects it, so nobody catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final int last;
    private final boolean afterIt;
    private final List<String> executed = new ArrayList<>();

    /**
     * @param last how many statements are let through; the first one is 1
     * @param afterIt whether the kill comes as soon as the last of them is executed, or when the next one is about to be
     */
    Killing(Hosts hosts, int last, boolean afterIt) {
        super(hosts);
        this.last = last;
        this.afterIt = afterIt;
    }

    /** Every statement that a host executed to its end. */
    List<String> executed() {
        return executed;
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
        if (executed.size() >= last) {
            throw new Killed();
        }
        BatchResult result = hosts.execute(host, batch, onMessage, limit, unwanted);
        executed.add(host + ": " + batch.text().masked());
        if (afterIt && executed.size() == last) {
            throw new Killed();
        }
        return result;
    }
}
