package mirrorsh.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The instance behind a host.
 *
 * @param serverName {@code @@SERVERNAME}
 * @param machine its computer's name
 * @param edition for example Developer Edition (64-bit)
 * @param version for example 16.0.4215.2
 * @param clock the host's UTC time when it was read
 * @param skew the host's UTC clock minus ours, as well as one round trip tells
 * @param login the login that we came in with
 * @param sysadmin whether it is a member of sysadmin; if not, absent rows may be invisible rather than missing
 * @param backupFolder default folder for backups, ending in a path separator; empty when the instance does not tell
 */
public record Instance(
        String serverName,
        String machine,
        String edition,
        String version,
        Instant clock,
        Duration skew,
        String login,
        boolean sysadmin,
        String dataFolder,
        String backupFolder) {
    /** Whether it runs on Linux, where mirroring sessions are not supported: its paths tell (procedure.md §1). */
    public boolean isOnLinux() {
        return dataFolder.startsWith("/");
    }

    /** The major version: 16 for SQL Server 2022. */
    public int majorVersion() {
        int dot = version.indexOf('.');
        try {
            return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
        } catch (NumberFormatException e) {
            return 0; // an unreadable version takes no version-dependent path
        }
    }
}
