package mirrorsh.tsql;

import java.util.Map;

/** Statements that back databases up and restore them (tsql.md §8, §9). Their progress is told every five percent. */
public final class BackupStatements {
    private BackupStatements() {}

    /** Whether it names a blob in a container rather than a file: {@code https://account.blob.core.windows.net/container/file}. */
    public static boolean isUrl(String path) {
        return path.regionMatches(true, 0, "https://", 0, 8);
    }

    /** {@code DISK = N'file'} or {@code URL = N'blob'}. */
    static SqlText device(SqlText text, String path) {
        return text.and(isUrl(path) ? "URL = " : "DISK = ").string(path);
    }

    /** A full backup on fresh media: whatever the file held before is gone; a blob that is there is not overwritten. */
    public static Batch backupDatabase(String database, String path) {
        SqlText text =
                device(SqlText.keywords("BACKUP DATABASE ").name(database).and("\n   TO "), path);
        return Batch.inMaster(text.and("\n   WITH " + (isUrl(path) ? "" : "FORMAT, ") + "CHECKSUM, STATS = 5"));
    }

    /** A log backup, appended to what the file holds; nothing can be appended to a blob, so that one must not be there. */
    public static Batch backupLog(String database, String path) {
        SqlText text = device(SqlText.keywords("BACKUP LOG ").name(database).and("\n   TO "), path);
        return Batch.inMaster(text.and("\n   WITH " + (isUrl(path) ? "" : "NOINIT, ") + "CHECKSUM, STATS = 5"));
    }

    /**
     * Restores a full backup and leaves the copy restoring.
     *
     * @param position place on the media, from 1
     * @param moves logical names of files that must lie elsewhere, with their new paths, in order
     */
    public static Batch restoreDatabase(String database, String path, int position, Map<String, String> moves) {
        SqlText text = device(
                        SqlText.keywords("RESTORE DATABASE ").name(database).and("\n   FROM "), path)
                .and("\n   WITH ");
        if (position > 1) {
            text = text.and("FILE = ").number(position).and(", ");
        }
        text = text.and("NORECOVERY, STATS = 5");
        for (Map.Entry<String, String> move : moves.entrySet()) {
            text = text.and(",\n   MOVE ").string(move.getKey()).and(" TO ").string(move.getValue());
        }
        return Batch.inMaster(text);
    }

    /**
     * Restores one log backup and leaves the copy restoring.
     *
     * @param position place on the media, from 1
     */
    public static Batch restoreLog(String database, String path, int position) {
        return Batch.inMaster(
                device(SqlText.keywords("RESTORE LOG ").name(database).and("\n   FROM "), path)
                        .and("\n   WITH FILE = ")
                        .number(position)
                        .and(", NORECOVERY, STATS = 5"));
    }

    /** Ends the restore sequence of a restoring copy and brings it online. */
    public static Batch recover(String database) {
        return Batch.inMaster(
                SqlText.keywords("RESTORE DATABASE ").name(database).and(" WITH RECOVERY"));
    }
}
