package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one session, kept apart from the tables until commit.
 *
 * <p>Isolation: a session sees what is committed at the moment of each statement, plus its own changes; nobody sees the changes of
 * an open transaction. The first change in a database waits for the one transaction that may be changing it (1222 after a limit).
 * A statement that was computed from rows which another transaction has changed meanwhile is refused with 1205 and may be run
 * again. Transactions over several databases become durable one database after the other.
 */
final class StoredTransaction implements Storage.Transaction {
    private final long lockTimeoutMillis;
    private final Consumer<TransactionMark.Left> history;
    private @Nullable TransactionMark mark;
    private final Map<StoredDatabase, Part> parts = new LinkedHashMap<>();

    private volatile @Nullable StoredTransaction blocker;

    /** @param history of the marks that are left in logs */
    StoredTransaction(long lockTimeoutMillis, Consumer<TransactionMark.Left> history) {
        this.lockTimeoutMillis = lockTimeoutMillis;
        this.history = history;
    }

    /** What the transaction did to one database. */
    static final class Part {
        private final Content before;
        private final long epoch;
        private Content content;
        private final List<LogChange> changes = new ArrayList<>();

        /** @param epoch of the database when it let the transaction in */
        Part(Content before, long epoch) {
            this.before = before;
            this.content = before;
            this.epoch = epoch;
        }

        Content content() {
            return content;
        }

        long epoch() {
            return epoch;
        }

        List<LogChange> changes() {
            return changes;
        }

        void add(List<LogChange> more, Content after) {
            changes.addAll(more);
            content = after;
        }

        private void backTo(Point point) {
            changes.subList(point.changes(), changes.size()).clear();
            content = point.content();
        }
    }

    private record Point(int changes, Content content) {}

    private record Savepoint(Map<StoredDatabase, Point> points) {}

    /** The tables as this transaction sees them. */
    Content content(StoredDatabase database) {
        Part part = parts.get(database);
        return part == null ? database.content() : part.content();
    }

    /** Its part of a database, to be changed. */
    Part claim(StoredDatabase database) {
        Part part = parts.get(database);
        if (part == null) {
            part = database.claim(this, lockTimeoutMillis);
            parts.put(database, part);
        }
        database.checkClaim(this, part);
        return part;
    }

    @Override
    public void commit() {
        try {
            parts.forEach((database, part) -> database.checkClaim(this, part));
        } catch (SqlFailure e) {
            rollback();
            throw e;
        }
        Map<StoredDatabase, Part> ended = new LinkedHashMap<>(parts);
        parts.clear();
        List<Runnable> written = new ArrayList<>();
        try {
            ended.forEach((database, part) -> written.add(database.commit(this, part)));
        } finally {
            ended.keySet().forEach(database -> database.release(this));
        }
        written.forEach(Runnable::run);
    }

    @Override
    public void rollback() {
        parts.keySet().forEach(database -> database.release(this));
        parts.clear();
    }

    @Override
    public void mark(String name, @Nullable String description, String login) {
        mark = new TransactionMark(name, description, login);
    }

    /** The name of its mark; null where it has none. */
    @Nullable
    String markName() {
        return mark == null ? null : mark.name();
    }

    /** Remembers where its mark was left. */
    void left(String database, long lsn, LocalDateTime at) {
        if (mark != null) {
            history.accept(new TransactionMark.Left(mark, database, lsn, at));
        }
    }

    /** Says for whom it waits; null for nobody any more. */
    void waitsFor(@Nullable StoredTransaction other) {
        blocker = other;
    }

    @Override
    public Optional<Storage.Transaction> waitsFor() {
        return Optional.ofNullable(blocker);
    }

    @Override
    public Object savepoint() {
        Map<StoredDatabase, Point> points = new HashMap<>();
        parts.forEach((database, part) ->
                points.put(database, new Point(part.changes().size(), part.content())));
        return new Savepoint(points);
    }

    @Override
    public void rollbackTo(Object savepoint) {
        Map<StoredDatabase, Point> points = ((Savepoint) savepoint).points();
        parts.forEach((database, part) -> part.backTo(points.getOrDefault(database, new Point(0, part.before))));
    }
}
