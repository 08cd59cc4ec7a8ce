package mirrorsh.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import mirrorsh.host.Limits;
import mirrorsh.model.UsageException;

/** The values of {@link Setting}s: what was said in this session, else the environment's, else the user's file's, else the usual. */
final class Settings {
    private final Path file;
    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

    /** Where a value comes from. */
    enum Origin {
        USUAL,
        FILE,
        ENVIRONMENT,
        SESSION
    }

    /** A value and where it comes from. */
    record Value(String text, Origin origin) {}

    private Settings(Path file) {
        this.file = file;
        for (Setting setting : Setting.values()) {
            values.put(setting, new Value(setting.usual(), Origin.USUAL));
        }
    }

    /**
     * The settings at the start of the program.
     *
     * @param file need not be there
     * @throws UsageException when the file or a variable cannot be understood
     */
    static Settings of(Path file, Map<String, String> environment) {
        Settings settings = new Settings(file);
        if (Files.exists(file)) {
            kept(file).forEach((setting, text) -> settings.values.put(setting, new Value(text, Origin.FILE)));
        }
        for (Setting setting : Setting.values()) {
            String given = environment.getOrDefault(setting.variable(), "").strip();
            if (!setting.variable().isEmpty() && !given.isEmpty()) {
                Limits.of(environment); // complains with the variable's name
                settings.values.put(setting, new Value(setting.checked(given), Origin.ENVIRONMENT));
            }
        }
        return settings;
    }

    private static Map<Setting, String> kept(Path file) {
        Map<Setting, String> kept = new EnumMap<>(Setting.class);
        Toml.read(file, Toml.Form.PAIRS, Setting.names())
                .getOrDefault("", Map.of())
                .forEach((name, text) -> {
                    Setting setting = Setting.named(name);
                    kept.put(setting, setting.checked(text));
                });
        return kept;
    }

    Value of(Setting setting) {
        return values.getOrDefault(setting, new Value(setting.usual(), Origin.USUAL));
    }

    boolean isOn(Setting setting) {
        return of(setting).text().equals("on");
    }

    void put(Setting setting, String text) {
        values.put(setting, new Value(setting.checked(text), Origin.SESSION));
    }

    void putBack(Setting setting) {
        values.put(setting, new Value(setting.usual(), Origin.SESSION));
    }

    /**
     * Keeps the value of one setting for later sessions; what else the file holds stays.
     *
     * @throws UsageException when the file cannot be written, or holds what is not understood
     */
    Path keep(Setting setting) {
        Map<Setting, String> kept = new EnumMap<>(Setting.class);
        if (Files.exists(file)) {
            kept.putAll(kept(file));
        }
        String text = of(setting).text();
        if (text.equals(setting.usual())) {
            kept.remove(setting);
        } else {
            kept.put(setting, text);
        }
        List<String> lines = new ArrayList<>(List.of("# Settings of mirrorsh; see: set"));
        kept.forEach((each, value) -> lines.add(each.word() + " = " + Toml.quoted(value)));
        try {
            OwnFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw UnwritableException.of("The settings cannot be kept in " + file, e, "its folder's rights and space");
        }
        return file;
    }

    Limits limits() {
        return new Limits(
                seconds(Setting.CONNECT_SECONDS), seconds(Setting.READ_SECONDS), seconds(Setting.STATEMENT_SECONDS));
    }

    /** For commands that print or take passwords. */
    Duration commandLimit() {
        return seconds(Setting.COMMAND_SECONDS);
    }

    private Duration seconds(Setting setting) {
        return Duration.ofSeconds(Long.parseLong(of(setting).text()));
    }

    /** Whether a host is one to be careful with. */
    boolean isProduction(String host, String server) {
        return Arrays.stream(of(Setting.PRODUCTION).text().split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(pattern -> Pattern.compile(
                        Pattern.quote(pattern.toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q")))
                .anyMatch(pattern -> pattern.matcher(host.toLowerCase(Locale.ROOT))
                                .matches()
                        || pattern.matcher(server.toLowerCase(Locale.ROOT)).matches());
    }
}
