package mirrorsh.lab.tds;

import java.io.IOException;
import java.util.List;
import mirrorsh.lab.tds.Backend.Outcome;
import mirrorsh.lab.tds.Backend.Outcome.Output;
import mirrorsh.lab.tds.TokenWriter.Environment;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, token by token (tds.md §10.1).
 *
 * <p>The last DONE is held back until it is known whether more follows: every DONE but the last says so. A token is
 * complete in a buffer before its first byte leaves, so that a value that cannot be written spoils nothing.
 */
final class Response implements ResponseSink {
    private static final int FATAL = 20;
    private static final int EXECUTE_COMMAND = 0xE0;

    private final PacketWriter packets;
    private final ByteWriter buffer = new ByteWriter();
    private final TokenWriter tokens;
    private final Transactions transactions;
    private final Cancellation cancellation;
    private final boolean call;

    private @Nullable Done held;
    private @Nullable List<TypeInfo> open;
    private boolean failed;
    private boolean fatal;

    private record Done(int status, int command, long rows) {
        boolean isBareFailure() {
            return status == TokenWriter.FAILED;
        }
    }

    /**
     * Begins an answer.
     *
     * @param call whether the request is a call: its statements end with DONEINPROC, itself with DONEPROC
     */
    Response(Link link, Cancellation cancellation, boolean call) {
        this.packets = link.packets();
        this.tokens = new TokenWriter(buffer, link.dialect(), link.identity());
        this.transactions = link.transactions();
        this.cancellation = cancellation;
        this.call = call;
    }

    /** What all answers of a connection share. */
    record Link(PacketWriter packets, Dialect dialect, Backend.Identity identity, Transactions transactions) {}

    /** Whether an error was sent after which the connection has to end. */
    boolean isFatal() {
        return fatal;
    }

    @Override
    public void columns(List<Column> columns) {
        release();
        buffer.clear();
        open = tokens.columns(columns);
        send();
    }

    @Override
    public void row(@Nullable Object[] values) {
        cancellation.check();
        if (open == null) {
            throw new IllegalStateException("A row came before its columns.");
        }
        buffer.clear();
        tokens.row(open, values);
        send();
    }

    @Override
    public void message(SqlMessage message) {
        release();
        buffer.clear();
        tokens.message(message);
        send();
        failed |= message.isError();
        fatal |= message.severity() >= FATAL;
    }

    @Override
    public void environment(EnvironmentChange change) {
        release();
        buffer.clear();
        switch (change.kind()) {
            case DATABASE -> tokens.environment(Environment.DATABASE, change.newValue(), change.oldValue());
            case LANGUAGE -> tokens.environment(Environment.LANGUAGE, change.newValue(), change.oldValue());
            case BEGIN_TRANSACTION ->
                tokens.environment(Environment.BEGIN_TRANSACTION, descriptor(transactions.begin()), new byte[0]);
            case COMMIT_TRANSACTION ->
                tokens.environment(Environment.COMMIT_TRANSACTION, new byte[0], descriptor(transactions.end()));
            case ROLLBACK_TRANSACTION ->
                tokens.environment(Environment.ROLLBACK_TRANSACTION, new byte[0], descriptor(transactions.end()));
        }
        send();
    }

    private static byte[] descriptor(long number) {
        return new ByteWriter().i8(number).toBytes();
    }

    /** The first token of an answer to a request that reset the connection (tds.md §9.6). */
    void resetAcknowledged(boolean keptTransaction) {
        if (!keptTransaction) {
            transactions.end();
        }
        buffer.clear();
        tokens.environment(Environment.RESET, new byte[0], new byte[0]);
        send();
    }

    @Override
    public void done(StatementKind command, long rows, boolean statementFailed) {
        release();
        int status = (rows >= 0 ? TokenWriter.COUNTED : 0) | (failed || statementFailed ? TokenWriter.FAILED : 0);
        held = new Done(status, command.code(), Math.max(0, rows));
        open = null;
        failed = false;
    }

    @Override
    public void flush() {
        try {
            packets.flush();
        } catch (IOException e) {
            throw new ConnectionLostException(e);
        }
    }

    /** Sends the DONE that was held back: something follows it. */
    private void release() {
        if (held != null) {
            buffer.clear();
            write(call ? TokenWriter.DONE_IN_PROCEDURE : TokenWriter.DONE, held, TokenWriter.MORE);
            held = null;
        }
    }

    private void write(int token, Done done, int moreStatus) {
        buffer.clear();
        tokens.done(token, done.status() | moreStatus, done.command(), done.rows());
        send();
    }

    private void send() {
        try {
            packets.write(buffer);
        } catch (IOException e) {
            throw new ConnectionLostException(e);
        }
    }

    /** Ends the answer to a batch or transaction request. */
    void finish() {
        Done last = held != null ? held : new Done(failed ? TokenWriter.FAILED : 0, 0, 0);
        held = null;
        write(TokenWriter.DONE, last, 0);
        end();
    }

    /**
     * Ends one call.
     *
     * @param outcome with outputs at their positions on the wire
     * @param more whether the same message holds another call
     */
    void finishCall(Outcome outcome, boolean more) {
        if (held != null && held.isBareFailure()) {
            // the call ends with the error that its last statement raised
            failed = true;
            held = null;
        }
        release();
        buffer.clear();
        tokens.returnStatus(outcome.status());
        send();
        for (Output output : outcome.outputs()) {
            buffer.clear();
            tokens.returnValue(output.ordinal(), output);
            send();
        }
        int following = more ? TokenWriter.MORE | TokenWriter.RPC_IN_BATCH : 0;
        write(TokenWriter.DONE_PROCEDURE, new Done(failed ? TokenWriter.FAILED : 0, EXECUTE_COMMAND, 0), following);
        failed = false;
        open = null;
        if (!more) {
            end();
        }
    }

    /** Ends an answer whose request was cancelled: what was sent stays, no error is added (tds.md §9.5). */
    void finishCancelled() {
        release();
        write(call ? TokenWriter.DONE_PROCEDURE : TokenWriter.DONE, new Done(0, 0, 0), 0);
        end();
    }

    private void end() {
        try {
            packets.endMessage();
        } catch (IOException e) {
            throw new ConnectionLostException(e);
        }
    }
}
