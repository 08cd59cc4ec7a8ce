package mirrorsh.command;

import java.util.List;
import java.util.regex.Pattern;

/** Takes passwords out of T-SQL that an operator typed, and out of what a lab prints. */
final class Masking {
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("(?i)(\\b(?:password|secret)\\s*=\\s*)(?:N?'(?:[^']|'')*'?|0x[0-9a-f]+)"),
            Pattern.compile("(?i)^(\\s*password\\s{2,})\\S+$"),
            Pattern.compile("(?i)(\"password\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\""));

    private Masking() {}

    /** The text with every password in it replaced. */
    static String masked(String text) {
        String masked = text;
        for (Pattern secret : SECRETS) {
            masked = secret.matcher(masked).replaceAll("$1'•••'");
        }
        return masked;
    }
}
