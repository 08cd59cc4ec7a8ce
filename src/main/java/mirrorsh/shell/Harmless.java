package mirrorsh.shell;

import java.util.regex.Pattern;

/**
 * Text without what would command the terminal: names come from servers, and whoever may create a login there could otherwise write
 * on this screen. What is taken out is shown as a replacement character.
 */
final class Harmless {
    private static final String SIGN = "\uFFFD";
    /** Control characters but tab and line ends. No JSON has them unescaped, so that data stay as they are. */
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F]");
    /** The same but for colors, and what turns the direction of writing. */
    private static final Pattern COMMANDS = Pattern.compile(
            "\\x1B(?!\\[[0-9;]*m)|[\\x00-\\x08\\x0B-\\x1A\\x1C-\\x1F\\x7F-\\x9F\\u202A-\\u202E\\u2066-\\u2069]");

    private Harmless() {}

    /** For streams, which carry no colors. */
    static String plain(String text) {
        return CONTROLS.matcher(text).replaceAll(SIGN);
    }

    /** For a terminal, with its colors. */
    static String colored(String text) {
        return COMMANDS.matcher(text).replaceAll(SIGN);
    }
}
