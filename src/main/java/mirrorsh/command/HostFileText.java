package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mirrorsh.host.Authentication;
import mirrorsh.host.HostDefinition;
import mirrorsh.host.SftpAddress;

/** The text of a {@link HostFile}: tables are added or replaced, and everything else in it stays as its author wrote it. */
final class HostFileText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private HostFileText() {}

    /**
     * Writes hosts into a file, which only its owner can read. It is replaced as a whole, so that no reader sees half of it.
     *
     * @throws mirrorsh.model.MirrorException when it cannot be written
     */
    static void write(Path file, List<HostFile.Entry> entries) {
        try {
            List<String> lines = Files.exists(file)
                    ? new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8))
                    : new ArrayList<>(List.of("# Hosts of mirrorsh. Passwords are never kept here."));
            for (HostFile.Entry entry : entries) {
                put(lines, entry);
            }
            OwnFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw UnwritableException.of(
                    "The file of hosts " + file + " cannot be written", e, "hosts save ANOTHER_FILE");
        }
    }

    private static void put(List<String> lines, HostFile.Entry entry) {
        List<String> table = table(entry);
        int begin = begin(lines, entry.definition().name());
        if (begin < 0) {
            lines.add("");
            lines.addAll(table);
            return;
        }
        int end = begin + 1;
        while (end < lines.size() && isPair(lines.get(end))) {
            end++;
        }
        lines.subList(begin, end).clear();
        lines.addAll(begin, table);
    }

    private static boolean isPair(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.startsWith("#") && !text.startsWith("[");
    }

    private static int begin(List<String> lines, String name) {
        String either = "(?:" + Pattern.quote(name) + "|" + Pattern.quote(Toml.quoted(name)) + ")";
        Pattern header = Pattern.compile("\\s*\\[\\s*" + either + "\\s*].*", Pattern.CASE_INSENSITIVE);
        for (int i = 0; i < lines.size(); i++) {
            if (header.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> table(HostFile.Entry entry) {
        HostDefinition host = entry.definition();
        List<String> lines = new ArrayList<>();
        lines.add("[" + (PLAIN.matcher(host.name()).matches() ? host.name() : Toml.quoted(host.name())) + "]");
        lines.add("server = " + Toml.quoted(host.server()));
        lines.add("user = " + Toml.quoted(host.user()));
        lines.add("encryption = " + Toml.quoted(HostFile.word(host.encryption())));
        Authentication how = host.authentication();
        if (how.method() != Authentication.Method.SQL) {
            lines.add("auth = " + Toml.quoted(how.method().word()));
        }
        if (!how.domain().isEmpty()) {
            lines.add("domain = " + Toml.quoted(how.domain()));
        }
        if (!how.spn().isEmpty()) {
            lines.add("spn = " + Toml.quoted(how.spn()));
        }
        if (!entry.passwordCommand().isEmpty()) {
            lines.add("password_command = " + Toml.quoted(entry.passwordCommand()));
        }
        SftpAddress sftp = entry.sftp();
        if (sftp != null) {
            lines.add("sftp = " + Toml.quoted(sftp.user() + "@" + sftp.server() + ":" + sftp.port()));
            if (!sftp.keyFile().isEmpty()) {
                lines.add("sftp_key = " + Toml.quoted(sftp.keyFile()));
            }
            if (!sftp.folder().isEmpty()) {
                lines.add("sftp_folder = " + Toml.quoted(sftp.folder()));
            }
        }
        return lines;
    }
}
