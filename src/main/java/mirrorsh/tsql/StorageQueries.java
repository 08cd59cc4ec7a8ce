package mirrorsh.tsql;

/** What is asked of an instance before and while a copy of a database is made: its folders, its disks, a backup's files, its jobs. */
public final class StorageQueries {
    private StorageQueries() {}

    /** Whether there is such a file, whether it is a folder, and whether it lies in one: three times 1 or 0. */
    public static Batch folder(String path) {
        // undocumented but present on every version; the documented view exists from 2017 only (field)
        return Batch.inMaster(SqlText.keywords("EXEC master.dbo.xp_fileexist ").string(path));
    }

    /** Free megabytes of each drive: its letter, the number. Tells nothing of shares, and nothing on Linux. */
    public static Batch drives() {
        // undocumented, too; the documented function tells only of volumes where a database lies already (field)
        return Batch.inMaster(SqlText.keywords("EXEC master.dbo.xp_fixeddrives"));
    }

    /** The files of a database: path, ROWS or LOG, kilobytes. */
    public static Batch files(String database) {
        return Batch.inMaster(
                SqlText.keywords("SELECT physical_name, type_desc, CONVERT(bigint, size) * 8 FROM sys.master_files"
                                + " WHERE database_id = DB_ID(")
                        .string(database)
                        .and(") ORDER BY file_id"));
    }

    /** How many bytes the newest full backup of a database has (catalog.md §7.1); no row without one. */
    public static Batch lastBackupSize(String database) {
        return Batch.inMaster(SqlText.keywords("SELECT TOP (1) CONVERT(bigint, backup_size) FROM msdb.dbo.backupset"
                        + " WHERE type = 'D' AND server_name = @@SERVERNAME AND database_name = ")
                .string(database)
                .and(" ORDER BY backup_set_id DESC"));
    }

    /**
     * The files in a backup: logical name and path first (catalog.md §7.6).
     *
     * @param position place on the media, from 1
     */
    public static Batch fileList(String path, int position) {
        SqlText text = BackupStatements.device(SqlText.keywords("RESTORE FILELISTONLY\n   FROM "), path);
        return Batch.inMaster(text.and("\n   WITH FILE = ").number(position));
    }

    /** Steps of enabled Agent jobs that speak of a log backup: the job, the command, its database (catalog.md §7.7). */
    public static Batch logBackupJobs() {
        return new Batch(
                "msdb",
                SqlText.keywords("SELECT j.name, s.command, s.database_name FROM dbo.sysjobs AS j"
                        + " JOIN dbo.sysjobsteps AS s ON s.job_id = j.job_id"
                        + " WHERE j.enabled = 1 AND s.command LIKE N'%BACKUP%LOG%' ORDER BY j.name"));
    }
}
