package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** Takes the answers that no client waits for: those of a session that ends. */
final class SilentSink implements ResponseSink {
    @Override
    public void columns(List<Column> columns) {
        // nobody reads
    }

    @Override
    public void row(@Nullable Object[] values) {
        // nobody reads
    }

    @Override
    public void message(SqlMessage message) {
        // nobody reads
    }

    @Override
    public void environment(EnvironmentChange change) {
        // nobody reads
    }

    @Override
    public void done(StatementKind command, long rows, boolean failed) {
        // nobody reads
    }

    @Override
    public void flush() {
        // nobody reads
    }
}
