package mirrorsh.lab.instance.storage;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlMessage;

/** What a client is told while a backup or restore goes on: 3211, 4035 and 3014 (tsql.md §1.4). */
final class Progress {
    private static final int PERCENT = 100;
    private static final int DEFAULT_STEP = 10;
    private static final int PAGE = 8192;
    /** What even an empty database takes, in pages. */
    private static final int LEAST_PAGES = 296;

    private Progress() {}

    static long pages(BackupSet set) {
        long content = set.label().size() / PAGE;
        return set.label().type() == BackupSet.Type.LOG ? content + 1 : content + LEAST_PAGES;
    }

    static void tell(
            ResponseSink sink,
            BackupOptions options,
            BackupSet set,
            int position,
            String database,
            String verb,
            List<SqlMessage> notes) {
        if (options.has("STATS")) {
            int step = Math.max(1, options.number("STATS", DEFAULT_STEP));
            for (int percent = step; percent < PERCENT; percent += step) {
                sink.message(Messages.message(3211, percent));
            }
            sink.message(Messages.message(3211, PERCENT));
        }
        boolean log = set.label().type() == BackupSet.Type.LOG;
        long pages = pages(set);
        List<DatabaseFile> files =
                set.files().stream().filter(file -> !log || file.log()).toList();
        boolean first = true;
        for (DatabaseFile file : files) {
            // the first data file has what there is; others, and the log behind a full backup, a page or two
            long part = first ? pages : 2;
            sink.message(Messages.message(4035, part, database, file.logicalName(), position));
            first = false;
        }
        notes.forEach(sink::message);
        sink.message(Messages.message(3014, verb, pages + 2L * Math.max(0, files.size() - 1), seconds(set)));
    }

    private static String seconds(BackupSet set) {
        LocalDateTime start = set.label().start();
        long millis = Duration.between(start, set.label().finish()).toMillis();
        return millis / 1000 + "." + String.format(java.util.Locale.ROOT, "%03d", millis % 1000);
    }
}
