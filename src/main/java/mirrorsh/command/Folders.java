package mirrorsh.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where files of this user and of this installation lie.
 *
 * @param configuration host definitions
 * @param state history, journals, generated passwords
 * @param runbooks the runbooks that came with the program
 */
public record Folders(Path configuration, Path state, Path runbooks) {
    /**
     * The platform's own places: XDG's, or those of Windows.
     *
     * @param environment variables of the process
     * @param home the user's home folder
     * @param installation where {@code runbooks} lies
     */
    public static Folders of(Map<String, String> environment, Path home, String operatingSystem, Path installation) {
        boolean windows = operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows");
        Path configuration = windows
                ? place(environment, "APPDATA", home.resolve("AppData/Roaming"))
                : place(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
        Path state = windows
                ? place(environment, "LOCALAPPDATA", home.resolve("AppData/Local"))
                : place(environment, "XDG_STATE_HOME", home.resolve(".local/state"));
        return new Folders(
                configuration.resolve("mirrorsh"), state.resolve("mirrorsh"), installation.resolve("runbooks"));
    }

    private static Path place(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        Path path = value.isEmpty() ? otherwise : Path.of(value);
        return path.isAbsolute() ? path : otherwise; // XDG: relative paths are to be ignored
    }

    public Path hostFile() {
        return configuration.resolve("hosts.toml");
    }

    /** What {@code set --save} keeps. */
    Path settings() {
        return configuration.resolve("settings.toml");
    }

    /** Servers whose TLS certificates the operator has trusted. */
    Path knownHosts() {
        return configuration.resolve("known-hosts");
    }

    public Path history() {
        return state.resolve("history");
    }

    public Path journals() {
        return state.resolve("runs");
    }

    Path passwords() {
        return state.resolve("passwords");
    }

    Path approvals() {
        return state.resolve("approved-runbooks");
    }
}
