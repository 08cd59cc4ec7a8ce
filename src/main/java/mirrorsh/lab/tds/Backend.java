package mirrorsh.lab.tds;

import java.util.List;
import java.util.Optional;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** One instance as the wire sees it. Safe to share between threads. */
public interface Backend {
    /** What tokens and LOGINACK show, for example {@code HOST_A} and 16.0.4135. */
    record Identity(String serverName, int major, int minor, int build) {}

    Identity identity();

    /**
     * Logs a client in.
     *
     * @throws LoginRefusedException with 4060, 18456 and kin, in the order in which they are to be sent
     */
    Session login(LoginRequest request) throws LoginRefusedException;

    /**
     * What a client asked for.
     *
     * @param password in clear; wiped by the caller after the call
     * @param database initial database, empty for the login's default
     * @param databaseRequired failing to open the database refuses the login
     */
    record LoginRequest(
            String user,
            char[] password,
            String database,
            boolean databaseRequired,
            String clientHost,
            String application,
            String clientAddress,
            int clientPort,
            boolean encrypted) {}

    /** The login was refused with these messages. */
    final class LoginRefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<SqlMessage> messages;

        public LoginRefusedException(List<SqlMessage> messages) {
            super(messages.get(messages.size() - 1).text());
            this.messages = List.copyOf(messages);
        }

        public List<SqlMessage> messages() {
            return messages;
        }
    }

    /** A logged-in session. Requests come one at a time; {@link #close} may come at any time, from any thread. */
    interface Session extends AutoCloseable {
        int id();

        String database();

        /** Instance name of the mirroring partner of the initial database, for ENVCHANGE 13. */
        Optional<String> mirroringPartner();

        /** Runs a batch; refusals go to the sink as messages, never out as exceptions other than a cancel. */
        void batch(String sql, ResponseSink sink, Cancellation cancellation);

        /** sp_executesql: a text with parameters. {@code definitions} as the client wrote them, null where absent. */
        Outcome execute(
                String sql,
                @Nullable String definitions,
                List<Parameter> parameters,
                ResponseSink sink,
                Cancellation cancellation);

        /** Calls a procedure by name. */
        Outcome call(String procedure, List<Parameter> parameters, ResponseSink sink, Cancellation cancellation);

        /** A transaction manager request (tds.md §9.4); the environment change goes to the sink. */
        void transaction(TransactionAction action, String name, ResponseSink sink);

        /** Connection reset: open transaction rolled back unless kept, temp tables dropped, settings as after login. */
        void reset(boolean keepTransaction);

        /** Writes a message to the error log, as of this session. */
        default void log(SqlMessage message) {}

        /** What to do when another session kills this one; from any thread, called before the first request. */
        default void whenKilled(Runnable action) {}

        @Override
        void close();
    }

    enum TransactionAction {
        BEGIN,
        COMMIT,
        ROLLBACK,
        SAVE
    }

    /** A parameter of a call; name with at sign or null. */
    record Parameter(
            @Nullable String name, SqlType type, @Nullable Object value, boolean output, boolean useDefault) {}

    /**
     * How a call ended: its return status, and the output parameters in order. Their ordinals count from 0 among the
     * parameters that the session was given; the wire adds the procedure's own in front of them.
     */
    record Outcome(int status, List<Output> outputs) {
        public record Output(
                int ordinal,
                String name,
                SqlType type,
                @Nullable Object value) {}
    }
}
