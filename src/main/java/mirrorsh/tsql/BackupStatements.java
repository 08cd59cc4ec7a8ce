package mirrorsh.tsql;

import java.util.Map;

/** Statements that back databases up and restore them (tsql.md §8, §9). Their progress is told every five percent. */
public final class BackupStatements {
    private BackupStatements() {}

    /** A full backup on fresh media: whatever the file held before is gone. */
    public static Batch backupDatabase(String database, String path) {
        return Batch.inMaster(SqlText.keywords("BACKUP DATABASE ")
                .name(database)
                .and("\n   TO DISK = ")
                .string(path)
                .and("\n   WITH FORMAT, CHECKSUM, STATS = 5"));
    }

    /** A log backup, appended to what the file holds. */
    public static Batch backupLog(String database, String path) {
        return Batch.inMaster(SqlText.keywords("BACKUP LOG ")
                .name(database)
                .and("\n   TO DISK = ")
                .string(path)
                .and("\n   WITH NOINIT, CHECKSUM, STATS = 5"));
    }

    /**
     * Restores a full backup and leaves the copy restoring.
     *
     * @param position place on the media, from 1
     * @param moves logical names of files that must lie elsewhere, with their new paths, in order
     */
    public static Batch restoreDatabase(String database, String path, int position, Map<String, String> moves) {
        SqlText text = SqlText.keywords("RESTORE DATABASE ")
                .name(database)
                .and("\n   FROM DISK = ")
                .string(path)
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
        return Batch.inMaster(SqlText.keywords("RESTORE LOG ")
                .name(database)
                .and("\n   FROM DISK = ")
                .string(path)
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
