package mirrorsh.effect;

import java.util.Locale;

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

    /** A network path, which means the same file on every host: {@code \\\\server\\share\\...}. */
    static boolean isShared(String path) {
        return path.startsWith("\\\\") || path.startsWith("//");
    }

    static boolean isSameFolder(String one, String other) {
        return in(one, "").toLowerCase(Locale.ROOT).equals(in(other, "").toLowerCase(Locale.ROOT));
    }
}
