package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.Engine;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.ResponseSink.EnvironmentChange;
import mirrorsh.lab.type.ResponseSink.EnvironmentChange.Kind;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** The transaction of a session: nesting, savepoints, and whether it can still be committed. */
final class Transactions {
    private final Engine engine;
    private final Undo undo;
    private final List<Savepoint> savepoints = new ArrayList<>();
    private int count;
    private boolean doomed;
    private boolean marked;
    private String name = "";

    Transactions(Engine engine, Undo undo) {
        this.engine = engine;
        this.undo = undo;
    }

    private record Savepoint(String name, Object point, int undoPoint) {}

    /** {@code @@TRANCOUNT}. */
    int count() {
        return count;
    }

    boolean isOpen() {
        return count > 0;
    }

    /** Whether an error has left it fit for ROLLBACK only. */
    boolean isDoomed() {
        return doomed;
    }

    void doom() {
        doomed = count > 0;
    }

    /** Under implicit transactions, an outermost BEGIN counts twice: the product opens one of its own around it. */
    void begin(@Nullable String newName, boolean implicit, ResponseSink sink) {
        if (count == 0) {
            count = implicit ? 1 : 0;
            name = newName == null ? "" : newName;
            report(Kind.BEGIN_TRANSACTION, sink);
        }
        count++;
    }

    /** Lets the commit leave a mark in the logs; only the first of a transaction does: 3920. */
    void mark(String markName, @Nullable String description, ResponseSink sink) {
        if (marked) {
            sink.message(Messages.message(3920));
        } else {
            engine.mark(markName, description);
            marked = true;
        }
    }

    /** Begins one if none is open, for a statement under SET IMPLICIT_TRANSACTIONS ON. */
    void beginImplicitly(ResponseSink sink) {
        if (count == 0) {
            begin(null, false, sink);
        }
    }

    /** Commits the innermost; only the outermost makes anything durable. 3902, 3930. */
    void commit(ResponseSink sink) {
        if (count == 0) {
            throw SqlFailure.of(3902);
        }
        if (doomed) {
            throw SqlFailure.of(3930);
        }
        if (count == 1) {
            engine.commit();
            end(Kind.COMMIT_TRANSACTION, sink);
        } else {
            count--;
        }
    }

    /** Rolls all back, or back to a savepoint; 3903, 3931, 6401. */
    void rollback(@Nullable String to, ResponseSink sink) {
        if (count == 0) {
            throw SqlFailure.of(3903);
        }
        if (to == null || to.isEmpty() || to.equals(name)) {
            rollbackAll(sink);
            return;
        }
        if (doomed) {
            throw SqlFailure.of(3931);
        }
        for (int i = savepoints.size() - 1; i >= 0; i--) {
            Savepoint savepoint = savepoints.get(i);
            if (savepoint.name().equals(to)) {
                engine.rollbackTo(savepoint.point());
                undo.backTo(savepoint.undoPoint());
                savepoints.subList(i + 1, savepoints.size()).clear();
                return;
            }
        }
        throw SqlFailure.of(6401, to);
    }

    /** Rolls everything back, if a transaction is open. */
    void rollbackAll(ResponseSink sink) {
        if (count > 0) {
            engine.rollback();
            undo.backTo(0);
            end(Kind.ROLLBACK_TRANSACTION, sink);
        }
    }

    private void end(Kind kind, ResponseSink sink) {
        count = 0;
        doomed = false;
        marked = false;
        name = "";
        savepoints.clear();
        undo.forget();
        report(kind, sink);
    }

    private static void report(Kind kind, ResponseSink sink) {
        sink.environment(new EnvironmentChange(kind, "", ""));
    }

    /** Remembers the present point under a name; 628, 3931. */
    void save(String savepointName) {
        if (count == 0) {
            throw SqlFailure.of(628);
        }
        if (doomed) {
            throw SqlFailure.of(3931);
        }
        savepoints.add(new Savepoint(savepointName, engine.savepoint(), undo.point()));
    }

    /** Refuses to write in a transaction that can only be rolled back: 3930. */
    void requireWritable() {
        if (doomed) {
            throw SqlFailure.of(3930);
        }
    }

    /** Makes the changes of one statement durable where no transaction is open. */
    void autoCommit() {
        if (count == 0) {
            engine.commit();
            undo.forget();
        }
    }

    /** Takes the changes of one failed statement back where no transaction is open. */
    void autoRollback() {
        if (count == 0) {
            engine.rollback();
            undo.backTo(0);
        }
    }
}
