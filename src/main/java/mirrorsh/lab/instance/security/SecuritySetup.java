package mirrorsh.lab.instance.security;

import java.security.SecureRandom;

/**
 * What an instance's security is installed with.
 *
 * @param saPassword password of sa; not checked against the password policy
 * @param keys where RSA keys come from
 * @param dataFolder Windows path of the default data folder, where a bare file name of a certificate lies (tsql.md §3.4)
 */
public record SecuritySetup(String saPassword, KeySource keys, String dataFolder) {
    /** Keys generated when they are needed, files in {@code C:\MSSQL\DATA}. */
    public static SecuritySetup of(String saPassword, SecureRandom random) {
        return new SecuritySetup(saPassword, KeySource.generating(random), "C:\\MSSQL\\DATA");
    }

    @Override
    public String toString() {
        return "SecuritySetup[saPassword=***, dataFolder=" + dataFolder + "]";
    }
}
