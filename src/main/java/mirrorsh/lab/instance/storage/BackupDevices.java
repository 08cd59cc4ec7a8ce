package mirrorsh.lab.instance.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.type.SqlFailure;

/** Backup files on the disk of the instance. */
final class BackupDevices {
    private static final int LONGEST_PATH = 259;
    private static final String NOT_FOUND = "2(The system cannot find the file specified.)";
    private static final String NO_FOLDER = "3(The system cannot find the path specified.)";
    private static final String NO_SPACE = "112(There is not enough space on the disk.)";
    private static final String DENIED = "5(Access is denied.)";

    private final InstanceFolders folders;

    BackupDevices(InstanceFolders folders) {
        this.folders = folders;
    }

    /** The path of the one DISK device; others, and stripes over several, the lab refuses with 49999. */
    String path(List<Device> devices) {
        if (devices.size() != 1) {
            throw SqlFailure.of(49999, "a backup over several devices");
        }
        Device device = devices.get(0);
        if (!device.type().equalsIgnoreCase("DISK")) {
            throw SqlFailure.of(49999, "a backup device of type " + device.type());
        }
        String path = folders.backupPath(Literals.text(device.path()));
        if (path.length() > LONGEST_PATH) {
            throw SqlFailure.of(3044, path);
        }
        return path;
    }

    /** The media of a file that must be there; 3201, 3241, 3242. */
    BackupMedia read(String path) {
        return find(path).orElseThrow(() -> SqlFailure.of(3201, path, hasFolder(path) ? NOT_FOUND : NO_FOLDER));
    }

    /** The media of a file; empty where there is no file yet. 3201 where there cannot be one. */
    Optional<BackupMedia> find(String path) {
        return content(path).map(bytes -> BackupMedia.decode(bytes, path));
    }

    /** Whether a file can be written there; 3201. */
    void checkWritable(String path) {
        if (!hasFolder(path)) {
            throw SqlFailure.of(3201, path, NO_FOLDER);
        }
        if (folders.disk().isDirectory(path)) {
            throw SqlFailure.of(3201, path, DENIED);
        }
    }

    private Optional<byte[]> content(String path) {
        if (folders.disk().isDirectory(path)) {
            throw SqlFailure.of(3201, path, DENIED);
        }
        if (!folders.disk().exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(folders.disk().read(path));
        } catch (IOException e) {
            throw SqlFailure.of(3201, path, DENIED);
        }
    }

    /** Writes the file; 3202. */
    void write(String path, BackupMedia media) {
        try {
            folders.disk().write(path, media.encode());
        } catch (IOException e) {
            // 112 arrives while writing, not at opening (errors.md §4)
            throw SqlFailure.of(3202, path, e instanceof Disk.FullException ? NO_SPACE : DENIED);
        }
    }

    private boolean hasFolder(String path) {
        int slash = path.replace('/', '\\').lastIndexOf('\\');
        return slash >= 0 && folders.disk().isDirectory(path.substring(0, slash + 1));
    }
}
