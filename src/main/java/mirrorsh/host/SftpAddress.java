package mirrorsh.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.UsageException;

/**
 * Where a host's disk is reached over SFTP.
 *
 * @param user who logs in there
 * @param server name or address
 * @param keyFile file of the private key to log in with; empty for a password
 * @param folder the host's folder that the SFTP server shows as its root; empty when it shows drives, as OpenSSH does
 */
public record SftpAddress(String user, String server, int port, String keyFile, String folder) {
    private static final int DEFAULT_PORT = 22;
    private static final Pattern FORM = Pattern.compile("([^@\\s]+)@([^@:\\s]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

    /**
     * Reads {@code USER@SERVER} or {@code USER@SERVER:PORT}.
     *
     * @throws UsageException when it is something else
     */
    public static SftpAddress of(String text, String keyFile, String folder) {
        Matcher matcher = FORM.matcher(text);
        int port = matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : DEFAULT_PORT;
        if (!matcher.matches() || port < 1 || port > 65_535) {
            throw new UsageException(
                    "'" + text + "' is no address of an SFTP server.", "USER@SERVER or USER@SERVER:PORT");
        }
        return new SftpAddress(matcher.group(1), matcher.group(2), port, keyFile, folder);
    }

    /** {@code sftp://server:port}. */
    public String url() {
        return "sftp://" + server + ":" + port;
    }

    /**
     * A path of the host as the SFTP server has it: {@code C:\x\y} is {@code /C:/x/y} where drives are shown.
     *
     * @throws HostException when it does not lie in the folder that is shown
     */
    String remote(String host, String path) {
        String slashes = path.replace('\\', '/');
        if (folder.isEmpty()) {
            return slashes.startsWith("/") ? slashes : "/" + slashes;
        }
        String root = folder.replace('\\', '/').replaceFirst("/+$", "") + "/";
        if (!slashes.regionMatches(true, 0, root, 0, root.length())) {
            throw new HostException(
                    host,
                    path + " of " + host + " is not in " + folder + ", which is all that its SFTP server shows.",
                    "the folder of the files and that of the SFTP server were chosen apart.",
                    "a folder below " + folder,
                    null);
        }
        return "/" + slashes.substring(root.length());
    }
}
