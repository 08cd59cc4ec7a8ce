package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.PassingSink;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of INSERT ... EXEC; messages pass on to the client. */
final class CollectingSink implements PassingSink {
    private final ResponseSink target;
    private final int width;
    private final List<Result> results = new ArrayList<>();

    CollectingSink(ResponseSink target, int width) {
        this.target = target;
        this.width = width;
    }

    /** One result set. */
    record Result(List<Column> columns, List<@Nullable Object[]> rows) {}

    List<Result> results() {
        return results;
    }

    @Override
    public ResponseSink target() {
        return target;
    }

    @Override
    public void columns(List<Column> columns) {
        if (columns.size() != width) {
            throw SqlFailure.of(213);
        }
        results.add(new Result(columns, new ArrayList<>()));
    }

    @Override
    public void row(@Nullable Object[] values) {
        results.get(results.size() - 1).rows().add(values.clone());
    }

    @Override
    public void done(StatementKind command, long count, boolean failed) {
        // the statements inside report nothing but their messages
    }
}
