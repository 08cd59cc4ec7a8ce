package mirrorsh.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import mirrorsh.model.UsageException;

/**
 * The TLS certificates that the operator has trusted by looking at them, one server a line: its address, the certificate's SHA-256
 * fingerprint, and the name that it had. A file for its owner alone, read anew for every question, so that two shells agree.
 */
final class KnownHosts {
    private static final String HEAD =
            "# server  SHA-256 of its TLS certificate, or SFTP key  name; see: hosts forget NAME";

    private final Path file;

    KnownHosts(Path file) {
        this.file = file;
    }

    /** One trusted server. */
    record Pin(String server, String fingerprint, String name) {
        private String line() {
            return server + " " + fingerprint + " " + name;
        }
    }

    /** What is trusted for a server, if anything. */
    Optional<Pin> find(String server) {
        return read().stream().filter(pin -> pin.server().equals(key(server))).findFirst();
    }

    /** From now on a server has to show this certificate. */
    void trust(String server, String fingerprint, String name) {
        List<Pin> pins = without(pin -> pin.server().equals(key(server)));
        pins.add(new Pin(key(server), fingerprint, name));
        write(pins);
    }

    /**
     * Trusts no longer what was trusted under a name or for a server.
     *
     * @return how many certificates were trusted
     */
    int forget(String nameOrServer) {
        Predicate<Pin> meant =
                pin -> pin.name().equalsIgnoreCase(nameOrServer) || pin.server().equals(key(nameOrServer));
        int forgotten = (int) read().stream().filter(meant).count();
        if (forgotten > 0) {
            write(without(meant));
        }
        return forgotten;
    }

    /** Colon or comma before the port, upper or lower case: the same server. */
    private static String key(String server) {
        return server.strip().replace(',', ':').toLowerCase(Locale.ROOT);
    }

    private List<Pin> without(Predicate<Pin> those) {
        return new ArrayList<>(read().stream().filter(those.negate()).toList());
    }

    private List<Pin> read() {
        List<Pin> pins = new ArrayList<>();
        if (Files.notExists(file)) {
            return pins;
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    pins.add(pin(line, i + 1));
                }
            }
            return pins;
        } catch (IOException e) {
            throw new UsageException(
                    "The file of trusted servers cannot be read: " + file + ".", "its owner and its rights");
        }
    }

    private Pin pin(String line, int number) {
        String[] words = line.split("\\s+", 3);
        if (words.length < 2 || !words[1].matches("([0-9A-F]{2}:){31}[0-9A-F]{2}")) {
            // half a line must not silently mean: not trusted yet, ask again
            throw new UsageException(
                    file + ":" + number + ": Expected a server, a SHA-256 fingerprint and a name.",
                    "correct the line, or remove it");
        }
        return new Pin(words[0], words[1], words.length == 3 ? words[2] : "");
    }

    private void write(List<Pin> pins) {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        pins.forEach(pin -> lines.add(pin.line()));
        try {
            OwnFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw UnwritableException.of(
                    "The certificate cannot be remembered in " + file, e, "the rights and the space of its folder");
        }
    }
}
