package mirrorsh.lab.instance.storage;

import java.util.List;
import java.util.Locale;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.type.SqlFailure;

/** Finds the device that a BACKUP or RESTORE names. */
final class BackupDevices {
    private static final int LONGEST_PATH = 259;

    private final Installation installation;
    private final InstanceFolders folders;
    private final Principals principals;

    BackupDevices(Installation installation, InstanceFolders folders, Principals principals) {
        this.installation = installation;
        this.folders = folders;
        this.principals = principals;
    }

    /** The one DISK or URL device; others, and stripes over several, the lab refuses with 49999. */
    BackupDevice device(List<Device> devices, BackupOptions options) {
        if (devices.size() != 1) {
            throw SqlFailure.of(49999, "a backup over several devices");
        }
        Device device = devices.get(0);
        String name = Literals.text(device.path());
        BackupDevice found = switch (device.type().toUpperCase(Locale.ROOT)) {
            case "DISK" -> file(name, options);
            case "URL" ->
                new BackupBlob(
                                installation.machine().blobs(),
                                principals,
                                installation.version(),
                                name,
                                options.text("CREDENTIAL"))
                        .checked();
            default -> throw SqlFailure.of(49999, "a backup device of type " + device.type());
        };
        if (found.path().length() > LONGEST_PATH) {
            throw SqlFailure.of(3044, found.path());
        }
        return found;
    }

    private BackupFile file(String name, BackupOptions options) {
        if (options.has("CREDENTIAL")) {
            throw SqlFailure.of(49998, "WITH CREDENTIAL goes with a URL only");
        }
        if (BackupBlob.isUrl(name)) {
            throw SqlFailure.of(49998, "a URL is no file; TO URL or FROM URL takes it");
        }
        return new BackupFile(folders.disk(), folders.backupPath(name));
    }
}
