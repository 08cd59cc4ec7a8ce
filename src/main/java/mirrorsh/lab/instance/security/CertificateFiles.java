package mirrorsh.lab.instance.security;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import mirrorsh.lab.machine.Disk;
import mirrorsh.lab.type.SqlFailure;

/** Files of certificates and keys on the host's disk; a bare name lies in the data folder (tsql.md §3.4). */
record CertificateFiles(Realm realm) {
    /** @throws SqlFailure 15208 when it is not there or cannot be read */
    byte[] read(String path) {
        try {
            return disk().read(absolute(path));
        } catch (IOException e) {
            throw SqlFailure.of(15208);
        }
    }

    /** Writes a new file. @throws SqlFailure 15240 when there is one, or its folder is missing */
    void create(String path, byte[] content) {
        try {
            disk().create(absolute(path), content);
        } catch (FileAlreadyExistsException e) {
            throw SqlFailure.of(15240, path, "the file exists");
        } catch (Disk.FullException e) {
            throw SqlFailure.of(15240, path, "the disk is full (112)");
        } catch (IOException e) {
            throw SqlFailure.of(15240, path, "the path cannot be written");
        }
    }

    private Disk disk() {
        return realm.installation().machine().disk();
    }

    private String absolute(String path) {
        boolean rooted = path.startsWith("\\") || path.startsWith("/") || (path.length() > 1 && path.charAt(1) == ':');
        return rooted ? path : realm.setup().dataFolder() + "\\" + path;
    }
}
