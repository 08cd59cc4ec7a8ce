package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.PassingSink;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** Closes each result set of a system procedure, which says nothing of where one ends. */
final class CallSink implements PassingSink {
    private final ResponseSink target;
    private final boolean counted;
    private boolean open;
    private long rows;

    CallSink(ResponseSink target, boolean counted) {
        this.target = target;
        this.counted = counted;
    }

    /** Ends the open result set, if any. */
    void close(boolean failed) {
        if (open) {
            open = false;
            target.done(StatementKind.SELECT, counted ? rows : -1, failed);
        }
    }

    @Override
    public ResponseSink target() {
        return target;
    }

    @Override
    public void columns(List<Column> columns) {
        close(false);
        open = true;
        rows = 0;
        target.columns(columns);
    }

    @Override
    public void row(@Nullable Object[] values) {
        rows++;
        target.row(values);
    }

    @Override
    public void done(StatementKind command, long count, boolean failed) {
        open = false;
        target.done(command, count, failed);
    }
}
