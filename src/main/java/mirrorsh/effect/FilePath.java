package mirrorsh.effect;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mirrorsh.model.HostState;
import mirrorsh.tsql.BackupStatements;

/** Paths as instances write them, with backslashes or slashes, taken apart without knowing the disk. */
final class FilePath {
    private FilePath() {}

    private static int nameStart(String path) {
        return Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1;
    }

    /** What follows the last separator. */
    static String name(String path) {
        return path.substring(nameStart(path));
    }

    /** Up to and with the last separator; empty for a bare name. */
    static String folder(String path) {
        return path.substring(0, nameStart(path));
    }

    static String in(String folder, String name) {
        if (folder.isEmpty() || folder.endsWith("\\") || folder.endsWith("/")) {
            return folder + name;
        }
        return folder + (folder.contains("/") ? "/" : "\\") + name;
    }

    /** What means the same file on every host: a network path, {@code \\\\server\\share\\...}, or a URL. */
    static boolean isShared(String path) {
        return path.startsWith("\\\\") || path.startsWith("//") || BackupStatements.isUrl(path);
    }

    /** Those of which a host can be asked whether they are there: a blob's URL is none. */
    static Set<String> asked(String... paths) {
        return Stream.of(paths).filter(path -> !BackupStatements.isUrl(path)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a host sees a backup.
     *
     * @param known whether the backup history knows of it, which for a blob is all that can be said
     */
    static boolean isThere(HostState state, String path, boolean known) {
        return BackupStatements.isUrl(path) ? known : state.file(path).orElse(false);
    }

    /** The letter of its drive, upper case; empty for shares, URLs and other systems. */
    static String drive(String path) {
        return path.length() > 1 && path.charAt(1) == ':' ? path.substring(0, 1).toUpperCase(Locale.ROOT) : "";
    }

    static boolean isSameFolder(String one, String other) {
        return in(one, "").toLowerCase(Locale.ROOT).equals(in(other, "").toLowerCase(Locale.ROOT));
    }
}
