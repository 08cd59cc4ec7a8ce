package mirrorsh.lab.instance.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.type.SqlFailure;

/** Where an instance keeps its files, and the placeholders that stand for database files on its disk. */
final class InstanceFolders {
    private static final byte[] PLACEHOLDER =
            "A database file of an imitation instance; its data is in memory.\r\n".getBytes(StandardCharsets.UTF_8);

    private final Disk disk;
    private final String home;

    /** Creates the default folders. */
    InstanceFolders(Installation installation) {
        this.disk = installation.machine().disk();
        this.home = installation.home();
        try {
            disk.createFolder(data());
            disk.createFolder(backup());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String data() {
        return home + "\\DATA";
    }

    String backup() {
        return home + "\\Backup";
    }

    Disk disk() {
        return disk;
    }

    /** A backup device's path: a relative one lies in the backup folder (tsql.md §8). */
    String backupPath(String path) {
        boolean absolute = path.length() > 1 && path.charAt(1) == ':' || path.startsWith("\\\\");
        return absolute ? path : backup() + "\\" + path;
    }

    /** Refuses with 5133 when the folder of a path is missing. */
    void checkFolder(String path) {
        int slash = path.replace('/', '\\').lastIndexOf('\\');
        if (slash < 0 || !disk.isDirectory(path.substring(0, slash + 1))) {
            throw SqlFailure.of(5133, path, 3);
        }
    }

    /** Puts the placeholder of a database file at its path; 5133 without its folder, 5123 otherwise. */
    void place(String path) {
        checkFolder(path);
        try {
            disk.write(path, PLACEHOLDER);
        } catch (IOException e) {
            throw SqlFailure.of(5123, path, Disk.osError(e));
        }
    }

    /** Removes the placeholder; a file that is gone already is as good. */
    void remove(String path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            throw SqlFailure.of(5123, path, Disk.osError(e));
        }
    }
}
