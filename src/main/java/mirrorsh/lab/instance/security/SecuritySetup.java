package mirrorsh.lab.instance.security;

import java.security.SecureRandom;
import java.util.Locale;
import mirrorsh.lab.machine.Installation;

/**
 * What an instance's security is installed with.
 *
 * @param saPassword password of sa; not checked against the password policy
 * @param keys where RSA keys come from
 * @param dataFolder Windows path of the default data folder, where a bare file name of a certificate lies (tsql.md §3.4)
 */
public record SecuritySetup(String saPassword, KeySource keys, String dataFolder) {
    /** Keys generated when they are needed, files in the folder that setup makes for an instance. */
    public static SecuritySetup of(Installation installation, String saPassword, SecureRandom random) {
        String server = installation.serverName();
        String instance = server.contains("\\") ? server.substring(server.indexOf('\\') + 1) : "MSSQLSERVER";
        String folder = "C:\\Program Files\\Microsoft SQL Server\\MSSQL"
                + installation.version().major() + "." + instance.toUpperCase(Locale.ROOT) + "\\MSSQL\\DATA";
        return new SecuritySetup(saPassword, KeySource.generating(random), folder);
    }

    public SecuritySetup with(KeySource others) {
        return new SecuritySetup(saPassword, others, dataFolder);
    }

    @Override
    public String toString() {
        return "SecuritySetup[saPassword=***, dataFolder=" + dataFolder + "]";
    }
}
