package mirrorsh.lab.instance.storage;

import java.util.Optional;
import mirrorsh.lab.type.SqlFailure;

/** Where one media family lies: a file or a blob. */
interface BackupDevice {
    /** The file's path or the blob's URL, as messages and the history show it. */
    String path();

    /** The catalog's number of its kind (catalog.md §7.2): 2 a file, 9 a blob. */
    int kind();

    /** The media that are there; empty where there are none yet. 3201, 3241, 3242. */
    Optional<BackupMedia> find();

    /** The refusal of a reader where there are no media. */
    SqlFailure absent();

    /** Whether it can be written, with those options; 3201. */
    void checkWritable(BackupOptions options);

    /** Writes it; 3202. */
    void write(BackupMedia media);

    /** The media, which must be there; 3201, 3241, 3242. */
    default BackupMedia read() {
        return find().orElseThrow(this::absent);
    }
}
