package mirrorsh.shell;

import mirrorsh.command.Tone;

/** What tones look like on a terminal with color. */
final class Palette {
    private static final String END = "\u001b[0m";

    private Palette() {}

    static String paint(Tone tone, String text) {
        String begin = switch (tone) {
            case PLAIN -> "";
            case GOOD -> "\u001b[32m";
            case BAD -> "\u001b[31m";
            case WARNING -> "\u001b[33m";
            case STRONG -> "\u001b[1m";
            case FAINT -> "\u001b[2m";
            case PRINCIPAL -> "\u001b[36m";
            case MIRROR -> "\u001b[35m";
            case PRODUCTION -> "\u001b[1;97;41m";
        };
        return begin.isEmpty() ? text : begin + text + END;
    }
}
