package mirrorsh.lab.sql.query;

import java.util.function.Supplier;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.type.SqlFailure;

/** Limits how common tables build on each other: each mention compiles the table anew, so that doubling chains explode. */
final class CommonDepth {
    private static final int DEEPEST = 64;
    private static final int MOST = 5_000;

    private int depth;
    private int count;

    RowSource open(Supplier<RowSource> table) {
        if (depth >= DEEPEST || count >= MOST) {
            throw SqlFailure.of(191);
        }
        depth++;
        count++;
        try {
            return table.get();
        } finally {
            depth--;
        }
    }
}
