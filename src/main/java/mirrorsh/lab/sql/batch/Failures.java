package mirrorsh.lab.sql.batch;

import java.util.List;
import java.util.Set;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** How far failures reach. */
final class Failures {
    private static final int FATAL = 20;

    /** Conversions end the batch and roll back even without XACT_ABORT, unlike other errors of level 16. */
    private static final Set<Integer> ENDING = Set.of(235, 241, 242, 244, 245, 248, 8114, 8169);

    private Failures() {}

    /** The failure with the line of its statement on messages that have none. */
    static SqlFailure atLine(SqlFailure failure, int line) {
        List<SqlMessage> located = failure.messages().stream()
                .map(message -> message.line() == 0 ? message.atLine(line) : message)
                .toList();
        return new SqlFailure(located);
    }

    /** The last error among its messages. */
    static SqlMessage last(SqlFailure failure) {
        SqlMessage last = failure.messages().get(0);
        for (SqlMessage message : failure.messages()) {
            if (message.isError()) {
                last = message;
            }
        }
        return last;
    }

    static boolean isFatal(SqlFailure failure) {
        return failure.messages().stream().anyMatch(message -> message.severity() >= FATAL);
    }

    static boolean endsBatch(SqlFailure failure) {
        return isFatal(failure) || failure.messages().stream().anyMatch(message -> ENDING.contains(message.number()));
    }
}
