package mirrorsh.lab.tds;

import java.util.List;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.PassingSink;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** Lets through what a statement says, for statements that the client did not write and expects no DONE of. */
final class MessagesOnly implements PassingSink {
    private final ResponseSink sink;

    MessagesOnly(ResponseSink sink) {
        this.sink = sink;
    }

    @Override
    public ResponseSink target() {
        return sink;
    }

    @Override
    public void columns(List<Column> columns) {
        throw new IllegalStateException("A setting has no result.");
    }

    @Override
    public void row(@Nullable Object[] values) {
        throw new IllegalStateException("A setting has no result.");
    }

    @Override
    public void done(StatementKind command, long rows, boolean failed) {
        // the request that brought the setting along has a DONE of its own
    }
}
