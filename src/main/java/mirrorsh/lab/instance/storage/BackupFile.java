package mirrorsh.lab.instance.storage;

import java.io.IOException;
import java.util.Optional;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.type.SqlFailure;

/** A backup in a file on the disk of the instance. */
record BackupFile(Disk disk, String path) implements BackupDevice {
    static final int KIND = 2;

    private static final String NOT_FOUND = "2(The system cannot find the file specified.)";
    private static final String NO_FOLDER = "3(The system cannot find the path specified.)";
    private static final String NO_SPACE = "112(There is not enough space on the disk.)";
    private static final String DENIED = "5(Access is denied.)";

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public SqlFailure absent() {
        return SqlFailure.of(3201, path, hasFolder() ? NOT_FOUND : NO_FOLDER);
    }

    @Override
    public Optional<BackupMedia> find() {
        return content().map(bytes -> BackupMedia.decode(bytes, path));
    }

    @Override
    public void checkWritable(BackupOptions options) {
        if (!hasFolder()) {
            throw SqlFailure.of(3201, path, NO_FOLDER);
        }
        if (disk.isDirectory(path)) {
            throw SqlFailure.of(3201, path, DENIED);
        }
    }

    private Optional<byte[]> content() {
        if (disk.isDirectory(path)) {
            throw SqlFailure.of(3201, path, DENIED);
        }
        if (!disk.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(disk.read(path));
        } catch (IOException e) {
            throw SqlFailure.of(3201, path, DENIED);
        }
    }

    @Override
    public void write(BackupMedia media) {
        try {
            disk.write(path, media.encode());
        } catch (IOException e) {
            // 112 arrives while writing, not at opening (errors.md §4)
            throw SqlFailure.of(3202, path, e instanceof Disk.FullException ? NO_SPACE : DENIED);
        }
    }

    private boolean hasFolder() {
        int slash = path.replace('/', '\\').lastIndexOf('\\');
        return slash >= 0 && disk.isDirectory(path.substring(0, slash + 1));
    }
}
