package mirrorsh.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.model.UsageException;

/** Something about the shell that a person may want otherwise. */
enum Setting {
    COLOR("on", "Color on a terminal; NO_COLOR and --no-color come first", "", "on", "off"),
    EDITING("emacs", "Keys of the input line", "", "emacs", "vi"),
    HINTS("on", "End a successful command with the next sensible step", "", "on", "off"),
    EXPLAIN("on", "Explain the server's error numbers without being asked", "", "on", "off"),
    PRODUCTION("*prod*", "Hosts whose prompt warns: patterns with * for their names or servers, or nothing", ""),
    NEW_PASSWORDS(
            NewPasswords.KEEP,
            "Where generated passwords of keys go: keep (files of our own), show (once), file PATH, command LINE",
            "MIRRORSH_NEW_PASSWORDS"),
    CONNECT_SECONDS("15", "How long a connection and its login may take", "MIRRORSH_CONNECT_SECONDS"),
    READ_SECONDS("60", "How long reading a host's state may take", "MIRRORSH_READ_SECONDS"),
    STATEMENT_SECONDS("86400", "How long any other statement may take", "MIRRORSH_STATEMENT_SECONDS"),
    COMMAND_SECONDS("60", "How long a command that prints or takes a password may take", "MIRRORSH_COMMAND_SECONDS");

    private static final int MOST_SECONDS = 604_800;

    private final String usual;
    private final String about;
    private final String variable;
    private final List<String> words;

    Setting(String usual, String about, String variable, String... words) {
        this.usual = usual;
        this.about = about;
        this.variable = variable;
        this.words = List.of(words);
    }

    /** As it is typed: {@code connect-seconds}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String usual() {
        return usual;
    }

    String about() {
        return about;
    }

    /** The environment variable that says the same; empty without one. */
    String variable() {
        return variable;
    }

    /** The values that there are; empty where any text or number will do. */
    List<String> words() {
        return words;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Setting::word).toList();
    }

    /** @throws UsageException when there is none of that name */
    static Setting named(String word) {
        return Arrays.stream(values())
                .filter(setting -> setting.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no setting " + word + ".", meant(word)));
    }

    private static String meant(String word) {
        Optional<String> meant = CommandIndex.meant(word, names());
        return meant.map(name -> "set " + name).orElse("set");
    }

    /**
     * A value as it is kept.
     *
     * @throws UsageException when it is none of this setting's
     */
    String checked(String value) {
        String text = value.strip();
        if (this == PRODUCTION) {
            return text;
        }
        if (this == NEW_PASSWORDS) {
            return NewPasswords.checked(text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (words.isEmpty() ? isSeconds(text) : words.contains(lower)) {
            return lower;
        }
        String allowed = words.isEmpty() ? "a number of seconds from 1 to " + MOST_SECONDS : String.join(" or ", words);
        throw new UsageException(
                "The setting " + word() + " takes " + allowed + ", not '" + value + "'.",
                "set " + word() + " " + usual);
    }

    private static boolean isSeconds(String text) {
        int seconds = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        return seconds >= 1 && seconds <= MOST_SECONDS;
    }
}
