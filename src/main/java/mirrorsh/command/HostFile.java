package mirrorsh.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mirrorsh.host.Authentication;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.HostDefinition.Encryption;
import mirrorsh.host.SftpAddress;
import mirrorsh.model.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that the operator has written down, by name. The file is TOML, of which this much is read: tables, one per host, with
 * strings, and comments.
 *
 * <pre>
 * [HOST_A]
 * server = "sql1.example,1433"
 * user = "sa"
 * encryption = "verified"            # or "any", "strict"
 * auth = "sql"                       # or "ntlm", "kerberos", "windows", "entra-token", ...
 * password_command = "pass sql1"     # prints the password
 * sftp = "backup@sql1.example:22"    # where its disk is reached; its files are copied by hand without
 * sftp_key = "/home/me/.ssh/id_rsa"  # a private key; without it a password
 * sftp_folder = "D:\\Backup"         # what SFTP shows as its root; without it drives, as OpenSSH does
 * </pre>
 */
public final class HostFile {
    private static final List<String> KEYS = List.of(
            "server",
            "user",
            "encryption",
            "password_command",
            "auth",
            "domain",
            "spn",
            "sftp",
            "sftp_key",
            "sftp_folder");

    private final Map<String, Entry> entries;

    /**
     * A host as written down.
     *
     * @param passwordCommand prints the password, empty without one
     * @param sftp where its disk is reached, null without
     */
    record Entry(
            HostDefinition definition,
            String passwordCommand,
            @Nullable SftpAddress sftp) {}

    private HostFile(Map<String, Entry> entries) {
        this.entries = entries;
    }

    public static HostFile none() {
        return new HostFile(Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws UsageException when it is not there or cannot be understood, with its line
     */
    public static HostFile read(Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException(
                    "There is no readable file of hosts at " + file + ".", "--hosts FILE, or connect NAME SERVER");
        }
        Map<String, Map<String, String>> tables = Toml.read(file, Toml.Form.TABLES, KEYS);
        Map<String, Entry> entries = new LinkedHashMap<>();
        tables.forEach((name, table) -> entries.put(name, entry(file, name, table)));
        return new HostFile(entries);
    }

    private static Entry entry(Path file, String name, Map<String, String> table) {
        String server = table.get("server");
        if (server == null) {
            throw new UsageException(file + ": the host " + name + " has no server.", "server = \"NAME,PORT\"");
        }
        Encryption encryption = encryption(file, name, table.getOrDefault("encryption", "verified"));
        Authentication authentication = authentication(file, name, table);
        String usual = authentication.method() == Authentication.Method.SQL ? "sa" : "";
        HostDefinition definition =
                new HostDefinition(name, server, table.getOrDefault("user", usual), encryption, authentication, "");
        return new Entry(
                definition,
                table.getOrDefault("password_command", ""),
                sftp(
                        table.getOrDefault("sftp", ""),
                        table.getOrDefault("sftp_key", ""),
                        table.getOrDefault("sftp_folder", "")));
    }

    /** Null for an empty address. */
    static @Nullable SftpAddress sftp(String address, String key, String folder) {
        return address.isEmpty() ? null : SftpAddress.of(address, key, folder);
    }

    private static Authentication authentication(Path file, String name, Map<String, String> table) {
        String word = table.getOrDefault("auth", Authentication.Method.SQL.word());
        Authentication.Method method = Authentication.Method.named(word)
                .orElseThrow(() -> new UsageException(
                        file + ": the host " + name + " has auth '" + word + "', which there is not.",
                        "help connect, which lists them"));
        return new Authentication(method, table.getOrDefault("domain", ""), table.getOrDefault("spn", ""));
    }

    /** How encryption is written by people. */
    private static Encryption encryption(Path file, String name, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "verified" -> Encryption.VERIFIED;
            case "any" -> Encryption.ANY_CERTIFICATE;
            case "strict" -> Encryption.STRICT;
            default ->
                throw new UsageException(
                        file + ": the host " + name + " has encryption '" + word + "', which there is not.",
                        "encryption = \"verified\", \"any\" or \"strict\"");
        };
    }

    /** The same the other way round. */
    static String word(Encryption encryption) {
        return switch (encryption) {
            case VERIFIED -> "verified";
            case ANY_CERTIFICATE -> "any";
            case STRICT -> "strict";
        };
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    Optional<Entry> find(String name) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
