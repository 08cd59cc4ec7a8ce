package mirrorsh.effect;

import java.time.Duration;
import java.util.function.Function;
import mirrorsh.tsql.SecretSource;

/**
 * What can be chosen about the procedure.
 *
 * @param certificateFolder folder on both hosts for certificate files, as the document's {@code C:\}; empty to carry certificates
 *     over the connections
 * @param backupFolder folder on both hosts for the backup files; a full path, since whether a file is there is asked by it
 * @param safetyFull high-safety instead of the document's high-performance mode
 * @param synchronizing how long to wait for the session to be SYNCHRONIZED
 * @param secrets where a password comes from, by what it is for: {@code HOST_A master key}, {@code HOST_B_login on HOST_A}
 */
public record MirroringOptions(
        String database,
        String certificateFolder,
        String backupFolder,
        boolean safetyFull,
        Duration synchronizing,
        Function<String, SecretSource> secrets) {
    /** The document's way: certificate files in {@code C:\}, safety OFF. */
    public static MirroringOptions document(
            String database, String backupFolder, Function<String, SecretSource> secrets) {
        return new MirroringOptions(database, "C:\\", backupFolder, false, Duration.ofMinutes(5), secrets);
    }

    /** The same without files for certificates. */
    public MirroringOptions overConnections() {
        return new MirroringOptions(database, "", backupFolder, safetyFull, synchronizing, secrets);
    }
}
