package mirrorsh.lab.instance.storage;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import mirrorsh.lab.instance.storage.LogChange.Aborted;
import mirrorsh.lab.instance.storage.LogChange.ChainMoved;
import mirrorsh.lab.instance.storage.LogChange.Checkpoint;
import mirrorsh.lab.instance.storage.LogChange.Committed;
import mirrorsh.lab.instance.storage.LogChange.ForkOpened;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import org.jspecify.annotations.Nullable;

/**
 * Where a restore stops: STOPAT, STOPATMARK and STOPBEFOREMARK (tsql.md §9; the messages are those of the vendor's list, where the
 * references are silent).
 *
 * @param time of STOPAT: the last transaction that was committed at or before it is the last; null with the others
 * @param last LSN of the last record where one is told, else the largest number
 * @param mark the text behind STOPATMARK or STOPBEFOREMARK; null with STOPAT
 * @param before whether it is STOPBEFOREMARK
 */
record StopPoint(
        @Nullable LocalDateTime time, long last, @Nullable String mark, boolean before) {
    private static final String LSN = "lsn:";
    private static final Set<Class<? extends LogChange>> ALONE =
            Set.of(Aborted.class, ChainMoved.class, Checkpoint.class, ForkOpened.class);

    /**
     * The part of a log backup up to the point.
     *
     * @param reached whether the point lies in it, and not behind it
     */
    record Cut(List<LogRecord> records, boolean reached) {}

    /** What the options ask for; 241 or 242 for a time that is none, 4334 for an LSN that is none. */
    static Optional<StopPoint> of(BackupOptions options, boolean log) {
        LocalDateTime time = options.time("STOPAT");
        if (time != null) {
            return Optional.of(new StopPoint(time, Long.MAX_VALUE, null, false));
        }
        boolean before = options.has("STOPBEFOREMARK");
        String mark = options.text(before ? "STOPBEFOREMARK" : "STOPATMARK");
        if (mark == null) {
            return Optional.empty();
        }
        if (!mark.toLowerCase(Locale.ROOT).startsWith(LSN)) {
            if (!log) {
                throw SqlFailure.of(4340);
            }
            return Optional.of(new StopPoint(null, Long.MAX_VALUE, mark, before));
        }
        long lsn = Lsn.parse(mark.substring(LSN.length()).strip());
        return Optional.of(new StopPoint(null, before ? lsn - 1 : lsn, mark, before));
    }

    /** Refuses to restore data that are of a later time already: 3145, 4338. */
    void checkData(BackupSet set) {
        if (set.options().recovery() == DatabaseOptions.Recovery.SIMPLE) {
            throw SqlFailure.of(3145);
        }
        if (time == null
                ? last < set.range().last() - 1
                : time.isBefore(set.label().finish())) {
            throw SqlFailure.of(4338);
        }
    }

    /**
     * Cuts a log backup.
     *
     * @param next its records that the database does not have yet; 4335 where it is beyond the point already
     */
    Cut cut(DatabaseState now, BackupSet set, List<LogRecord> next) {
        LocalDateTime committed = now.image().committed();
        if (time == null ? last < now.end() : committed != null && time.isBefore(committed)) {
            throw SqlFailure.of(4335);
        }
        if (last == Long.MAX_VALUE && mark != null) {
            return cutAtMark(mark, next);
        }
        if (time == null) {
            List<LogRecord> kept =
                    next.stream().filter(record -> record.lsn() <= last).toList();
            return new Cut(kept, last <= set.range().last() - 1);
        }
        // a backup may lack what was committed after it began
        return cutAt(time, !time.isAfter(set.label().start()), next);
    }

    private static Cut cutAt(LocalDateTime time, boolean within, List<LogRecord> next) {
        return cutBefore(commit -> commit.at().isAfter(time), within, next);
    }

    /** Up to the first transaction of that mark. */
    private Cut cutAtMark(String name, List<LogRecord> next) {
        if (before) {
            return cutBefore(commit -> name.equalsIgnoreCase(commit.mark()), false, next);
        }
        for (int i = 0; i < next.size(); i++) {
            if (LogCodec.decode(next.get(i).payload()) instanceof Committed commit
                    && name.equalsIgnoreCase(commit.mark())) {
                return new Cut(next.subList(0, i + 1), true);
            }
        }
        return new Cut(next, false);
    }

    /** Without the first transaction that is one of those, and without what follows it. */
    private static Cut cutBefore(Predicate<Committed> late, boolean within, List<LogRecord> next) {
        List<LogRecord> kept = new ArrayList<>();
        List<LogRecord> open = new ArrayList<>();
        for (LogRecord record : next) {
            LogChange change = LogCodec.decode(record.payload());
            if (change instanceof Committed commit && late.test(commit)) {
                return new Cut(kept, true);
            }
            open.add(record);
            if (change instanceof Committed || ALONE.contains(change.getClass())) {
                kept.addAll(open);
                open.clear();
            }
        }
        kept.addAll(open);
        return new Cut(kept, within);
    }

    /**
     * Whether the tail of a log, which would be overwritten, has something that is wanted: 3173.
     *
     * @param tail its records that no log backup has
     */
    void checkTail(DatabaseState now, List<LogRecord> tail) {
        boolean wanted = time == null
                ? last >= now.image().chain().next()
                : tail.stream()
                        .map(record -> LogCodec.decode(record.payload()))
                        .anyMatch(change -> change instanceof Committed commit
                                && !commit.at().isAfter(time));
        if (wanted) {
            throw SqlFailure.of(3173, now.name());
        }
    }

    /** Says that the point lies behind the backup, and the database waits for more. */
    SqlMessage notReached() {
        return Messages.message(time == null ? 4329 : 4322);
    }
}
