package mirrorsh.lab.instance.storage;

import java.util.List;
import java.util.Locale;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.type.SqlFailure;

/** Finds the devices that a BACKUP or RESTORE names. */
final class BackupDevices {
    private static final int LONGEST_PATH = 259;
    private static final int MOST_DEVICES = 64;

    private final Installation installation;
    private final InstanceFolders folders;
    private final Principals principals;

    BackupDevices(Installation installation, InstanceFolders folders, Principals principals) {
        this.installation = installation;
        this.folders = folders;
        this.principals = principals;
    }

    /**
     * The DISK or URL devices, of which a media set has up to 64 of one kind: 3044, 3057, 3205, 49998 for a mixture. An instance here has
     * no backup devices with a name of their own (3206) and no tape drives (3201).
     */
    List<BackupDevice> devices(List<Device> devices, BackupOptions options) {
        if (devices.size() > MOST_DEVICES) {
            throw SqlFailure.of(3205, MOST_DEVICES);
        }
        List<BackupDevice> found =
                devices.stream().map(device -> device(device, options)).toList();
        if (found.stream().map(BackupDevice::kind).distinct().count() > 1) {
            throw SqlFailure.of(49998, "the devices of a media set must be of one kind");
        }
        if (found.size() > 1 && options.has("CREDENTIAL")) {
            throw SqlFailure.of(49998, "WITH CREDENTIAL goes with one URL only");
        }
        return found;
    }

    private BackupDevice device(Device device, BackupOptions options) {
        String name = Literals.text(device.path());
        if (name.isEmpty()) {
            throw SqlFailure.of(3044);
        }
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
            case "LOGICAL" -> throw SqlFailure.of(3206, name);
            default -> throw SqlFailure.of(3201, name, "2(The system cannot find the file specified.)");
        };
        if (found.path().length() > LONGEST_PATH) {
            throw SqlFailure.of(3057, LONGEST_PATH);
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
