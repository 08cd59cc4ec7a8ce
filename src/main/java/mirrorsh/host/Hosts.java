package mirrorsh.host;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import mirrorsh.model.HostState;
import mirrorsh.model.Observation;
import mirrorsh.tsql.Batch;
import org.jspecify.annotations.Nullable;

/** The connected hosts. Safe to share between threads; a few requests to one host run at once, each on a connection of its own. */
public interface Hosts {
    /** The connected hosts' names, in the order in which they were connected. */
    List<String> names();

    /**
     * Reads the state of hosts, one round trip each, in parallel.
     *
     * @param files paths of which to tell whether a file is there, asked of every host
     * @throws HostException for the first host that did not answer
     */
    Observation observe(Collection<String> hosts, Collection<String> files);

    /** The same; of the databases perhaps one only. */
    default Observation observe(Collection<String> hosts, Focus focus) {
        return observe(hosts, focus.files());
    }

    /**
     * Runs a batch to its end.
     *
     * @param onMessage told of every informational message as it comes
     * @param limit how long it may take; null for the usual one
     * @throws StatementRefusedException when the server refused it
     * @throws HostException when the connection failed
     */
    BatchResult execute(String host, Batch batch, Consumer<ServerMessage> onMessage, @Nullable Duration limit);

    /**
     * Runs a batch to its end, unless it is no longer wanted when it is about to be sent. Together with {@link #cancel} no wish to
     * stop is lost, however early it comes.
     *
     * @param unwanted asked at the last moment, perhaps by another thread
     * @throws NotBegunException when it was not wanted, and not sent
     * @throws StatementRefusedException when the server refused it
     * @throws HostException when the connection failed
     */
    default BatchResult execute(
            String host,
            Batch batch,
            Consumer<ServerMessage> onMessage,
            @Nullable Duration limit,
            BooleanSupplier unwanted) {
        if (unwanted.getAsBoolean()) {
            throw new NotBegunException(host);
        }
        return execute(host, batch, onMessage, limit);
    }

    /**
     * Runs a batch to its end as {@link #execute} does, and reads the host's state right after it in the same round trip, where that
     * can be had. Only for batches that may be followed by more statements.
     *
     * @return what was read; empty when the state has to be read by itself
     */
    default Optional<HostState> executeAndRead(
            String host, Batch batch, Consumer<ServerMessage> onMessage, BooleanSupplier unwanted, Focus focus) {
        execute(host, batch, onMessage, null, unwanted);
        return Optional.empty();
    }

    /**
     * Says that several requests to these hosts will run at once before long, so that their connections can be opened meanwhile.
     * Returns at once.
     */
    default void expectMany(Collection<String> hosts) {
        // who opens no connections has nothing to prepare
    }

    /**
     * Runs a batch in a host's one main session, which keeps what lasts as long as a session does: its locks.
     *
     * @throws StatementRefusedException when the server refused it
     * @throws HostException when the connection failed
     */
    default BatchResult executeInSession(String host, Batch batch, Duration limit) {
        return execute(host, batch, message -> {}, limit);
    }

    /**
     * The same, and reads the host's state right after it in the same round trip, where that can be had.
     *
     * @param files paths of which to tell whether a file is there
     */
    default Reading executeInSession(String host, Batch batch, Duration limit, Collection<String> files) {
        return new Reading(executeInSession(host, batch, limit), Optional.empty());
    }

    /** Which main session it is: another number once its connection was lost and opened anew. */
    default long session(String host) {
        return 0;
    }

    /**
     * Asks the server to stop what the host is running for us; asked again, breaks the connection off. Does nothing when it is idle.
     */
    void cancel(String host);

    /**
     * What of a host's state is wanted.
     *
     * @param files paths of which to tell whether a file is there
     * @param database the only one of which to tell; empty for all
     */
    record Focus(Set<String> files, String database) {
        /** The host and all its databases, no files. */
        public static final Focus WHOLE = new Focus(Set.of(), "");

        public Focus {
            files = Set.copyOf(files);
        }
    }

    /** A message of the server; {@code number} 0 for PRINT. */
    record ServerMessage(int number, int severity, int state, int line, String text) {
        /** What our side says between the server's messages. */
        public static ServerMessage aside(String text) {
            return new ServerMessage(0, 0, 0, 0, text);
        }
    }

    /** A result set, every value as text; null for NULL. */
    record ResultTable(List<String> columns, List<List<@Nullable String>> rows) {}

    /**
     * What a batch returned and what was read after it.
     *
     * @param state empty when it has to be read by itself
     */
    record Reading(BatchResult result, Optional<HostState> state) {}

    /** What a batch returned: its result sets and update counts in order. */
    record BatchResult(
            List<ResultTable> tables, List<Integer> updateCounts, List<ServerMessage> messages, Duration duration) {}
}
