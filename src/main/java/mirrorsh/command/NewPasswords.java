package mirrorsh.command;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.Secret;

/**
 * Where a generated password goes that somebody may need one day, before anything is created with it: into a file of its own below
 * the state folder, once onto the screen, at the end of a file that the operator chose, or into a command's input (setting
 * {@code new-passwords}). Files are for their owner alone.
 */
final class NewPasswords {
    static final String KEEP = "keep";
    static final String SHOW = "show";
    private static final String FILE = "file ";
    private static final String COMMAND = "command ";
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER = PosixFilePermissions.asFileAttribute(OWN);

    private final Console console;
    private final Path folder;

    /** @param folder for those that are kept */
    NewPasswords(Console console, Path folder) {
        this.console = console;
        this.folder = folder;
    }

    /** A password, and what it is. */
    record Generated(String name, String host, Secret secret) {
        private String title() {
            return "password '" + name + "' of " + host;
        }
    }

    /**
     * The setting's value in its one form.
     *
     * @throws UsageException when it is none
     */
    static String checked(String text) {
        for (String way : new String[] {FILE, COMMAND}) {
            if (text.regionMatches(true, 0, way, 0, way.length())
                    && text.length() > way.length()
                    && text.chars().noneMatch(c -> c < ' ')) {
                return way + text.substring(way.length()).strip();
            }
        }
        for (String way : new String[] {KEEP, SHOW}) {
            if (text.equalsIgnoreCase(way)) {
                return way;
            }
        }
        throw new UsageException(
                "The setting new-passwords takes keep, show, file PATH or command LINE, not '" + text + "'.",
                "set new-passwords keep");
    }

    /** The password that was kept, if one was. */
    Optional<Secret> kept(String name, String host) {
        Path file = file(name, host);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Secret.of(
                            Files.readString(file, StandardCharsets.UTF_8).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // as if it were not there: it is asked for
        }
    }

    private Path file(String name, String host) {
        String whole = name + "-" + host;
        String plain = whole.replaceAll("[^A-Za-z0-9_.-]", "_");
        // of hosts whose names look alike then, none gets another's password
        return folder.resolve(plain.equals(whole) ? plain : plain + "-" + Integer.toHexString(whole.hashCode()));
    }

    /**
     * Sees to it that it is not lost.
     *
     * @param way the setting's value
     * @param limit for a command that takes it
     * @throws mirrorsh.model.MirrorException when that cannot be; then it must not be used
     */
    void deliver(Generated password, String way, Duration limit) {
        if (way.equals(SHOW)) {
            show(password);
        } else if (way.startsWith(FILE)) {
            append(password, Path.of(way.substring(FILE.length())));
        } else if (way.startsWith(COMMAND)) {
            hand(password, way.substring(COMMAND.length()), limit);
        } else {
            keep(password);
        }
    }

    private static UnwritableException unused(String problem, String next) {
        return new UnwritableException(problem + ", so it is not used and nothing was created with it.", "", next);
    }

    private static UnwritableException unwritten(Generated password, String what, IOException e, String next) {
        return unused("The generated " + password.title() + " cannot be " + what + ": " + reason(e), next);
    }

    private void show(Generated password) {
        if (!console.showOnce("The " + password.title(), password.secret())) {
            throw unused(
                    "The generated " + password.title() + " was shown to nobody",
                    "the same at a terminal, or set new-passwords \"file PATH\"");
        }
    }

    private void hand(Generated password, String line, Duration limit) {
        Map<String, String> variables =
                Map.of("MIRRORSH_SECRET_NAME", password.name(), "MIRRORSH_SECRET_HOST", password.host());
        try {
            new OwnCommand("The command for new passwords", line, limit).run(variables, password.secret());
        } catch (UsageException e) {
            String problem = e.getMessage().substring(0, e.getMessage().length() - 1);
            throw unused(problem + ": the generated " + password.title() + " is in no safe place", e.next());
        }
        console.aside("The " + password.title() + " was generated and given to: " + line);
    }

    private void append(Generated password, Path file) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String line = String.join("\t", time, word(password.host()), word(password.name()), text(password)) + "\n";
        try {
            claim(file);
            write(file, line, true);
        } catch (IOException e) {
            throw unwritten(password, "written to " + file, e, "set new-passwords \"file ANOTHER_PATH\"");
        }
        console.aside("The " + password.title() + " was generated and is the last line of " + file + ".");
    }

    private static String text(Generated password) {
        return new String(password.secret().reveal());
    }

    /** One column of a line. */
    private static String word(String name) {
        return name.replaceAll("\\p{Cntrl}", "_");
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes it, for its owner alone, or sees that it is so. */
    private static void claim(Path file) throws IOException {
        if (Files.notExists(file)) {
            create(file);
        } else if (isPosix(file) && Files.isRegularFile(file)) {
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(Files.getPosixFilePermissions(file));
            others.removeAll(OWN);
            if (!others.isEmpty()) {
                throw new FileSystemException(file.toString(), null, "others than its owner may use it (not 0600)");
            }
        }
    }

    private static void create(Path file) throws IOException {
        if (isPosix(file)) {
            Files.createFile(file, FOR_OWNER);
        } else {
            Files.createFile(file);
        }
    }

    /** On the disk before it returns. */
    private static void write(Path file, String text, boolean append) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile(), append)) {
            long before = out.getChannel().size();
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            } catch (IOException e) {
                if (Files.isRegularFile(file)) {
                    out.getChannel().truncate(before); // half a password would be taken for one
                }
                throw e;
            }
        }
    }

    private static String reason(IOException e) {
        String said = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }

    /** Of an older key of a host of that name there may be one already: it stays under another name. */
    private void keep(Generated password) {
        Path file = file(password.name(), password.host());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(fresh);
            create(fresh);
            write(fresh, text(password) + "\n", false);
            if (Files.exists(file)) {
                Files.move(file, earlier(file));
            }
            Files.move(fresh, file);
        } catch (IOException e) {
            throw unwritten(password, "kept at " + file, e, "set new-passwords \"file PATH\"");
        }
        console.aside("The " + password.title() + " was generated and is kept in " + file + ".");
    }

    private static Path earlier(Path file) {
        for (int number = 1; ; number++) {
            Path free = file.resolveSibling(file.getFileName() + "." + number);
            if (Files.notExists(free)) {
                return free;
            }
        }
    }
}
