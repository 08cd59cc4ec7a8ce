package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.HostDefinition.Encryption;
import mirrorsh.model.UsageException;

/**
 * The hosts that the operator has written down, by name. The file is TOML, of which this much is read: tables, one per host, with
 * strings, and comments.
 *
 * <pre>
 * [HOST_A]
 * server = "sql1.example,1433"
 * user = "sa"
 * encryption = "verified"            # or "any", "strict"
 * password_command = "pass sql1"     # prints the password
 * </pre>
 */
public final class HostFile {
    private static final Pattern TABLE = Pattern.compile("\\[\\s*(?:\"([^\"]+)\"|([A-Za-z0-9_.-]+))\\s*]\\s*(?:#.*)?");
    private static final Pattern PAIR =
            Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)')\\s*(?:#.*)?");
    private static final List<String> KEYS = List.of("server", "user", "encryption", "password_command");

    private final Map<String, Entry> entries;

    /**
     * A host as written down.
     *
     * @param passwordCommand prints the password, empty without one
     */
    record Entry(HostDefinition definition, String passwordCommand) {}

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
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(
                    "There is no readable file of hosts at " + file + ".", "--hosts FILE, or connect NAME SERVER");
        }
        Map<String, Map<String, String>> tables = tables(file, lines);
        Map<String, Entry> entries = new LinkedHashMap<>();
        tables.forEach((name, table) -> entries.put(name, entry(file, name, table)));
        return new HostFile(entries);
    }

    private static Map<String, Map<String, String>> tables(Path file, List<String> lines) {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        Map<String, String> current = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher table = TABLE.matcher(line);
            Matcher pair = PAIR.matcher(line);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            } else if (table.matches()) {
                String name = table.group(1) == null ? table.group(2) : table.group(1);
                current = new LinkedHashMap<>();
                if (tables.put(name, current) != null) {
                    throw complaint(file, i, "The host " + name + " is defined twice.");
                }
            } else if (pair.matches() && current != null && KEYS.contains(pair.group(1))) {
                current.put(pair.group(1), pair.group(2) == null ? pair.group(3) : unescaped(pair.group(2)));
            } else {
                throw complaint(
                        file,
                        i,
                        "Expected [HOST] or, below it, one of " + String.join(", ", KEYS) + " = \"...\"; found: "
                                + line);
            }
        }
        return tables;
    }

    private static Entry entry(Path file, String name, Map<String, String> table) {
        String server = table.get("server");
        if (server == null) {
            throw new UsageException(file + ": the host " + name + " has no server.", "server = \"NAME,PORT\"");
        }
        Encryption encryption = encryption(table.getOrDefault("encryption", "verified"));
        HostDefinition definition = new HostDefinition(name, server, table.getOrDefault("user", "sa"), encryption);
        return new Entry(definition, table.getOrDefault("password_command", ""));
    }

    /** How encryption is written by people. */
    static Encryption encryption(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "verified" -> Encryption.VERIFIED;
            case "any" -> Encryption.ANY_CERTIFICATE;
            case "strict" -> Encryption.STRICT;
            default ->
                throw new UsageException(
                        "There is no encryption '" + word + "'.", "--encryption verified, any or strict");
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

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1"); // one pass: a backslash before a quote may be escaped itself
    }

    private static UsageException complaint(Path file, int index, String what) {
        return new UsageException(file + ":" + (index + 1) + ": " + what, "correct the line");
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
