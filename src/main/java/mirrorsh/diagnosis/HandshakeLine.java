package mirrorsh.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.model.LogLine;

/**
 * What an error log line says of links between endpoints (errors.md §6).
 *
 * @param number of the message: 28046 to 28048, 1474, 9642, 9692 ...
 * @param severity as a preceding "Error:" line says; 10 where there is none
 * @param state of the reason where the text has one, else of the preceding line; 0 where neither tells
 * @param inner number of the reason inside a refused login, of the operating system's error inside a failed link, or of the error
 *     inside 9642; 0 without one
 * @param login that the peer's certificate led to, empty where it is not known
 * @param peer IP address of the other side, or the address that was called; empty where it is not told
 * @param accepted whether the other side opened the link ({@code [CLIENT: ...]})
 */
public record HandshakeLine(
        Instant time,
        int number,
        int severity,
        int state,
        int inner,
        String login,
        String peer,
        boolean accepted,
        String text) {
    private static final Pattern HEADER = Pattern.compile("Error: (\\d+), Severity: (\\d+), State: (\\d+)");
    private static final Pattern STATE = Pattern.compile("[Ss]tate (\\d+)");
    private static final Pattern SIDE = Pattern.compile("\\[(CLIENT|SERVER): ?([^\\]]*)\\]");
    private static final Pattern USER = Pattern.compile("(?:by|for) user '(.*?)\\.?'[. ]");
    private static final Pattern OS_ERROR = Pattern.compile("'(\\d+)\\(");
    private static final Pattern CALLED = Pattern.compile("TCP://[^'\"\\s]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOREIGN = Pattern.compile("Error: (\\d+), State: (\\d+)");
    private static final Pattern FAR = Pattern.compile("far endpoint address: '([^']*)'");

    /** All that lines say, in their order; lines that say nothing of links are left out. */
    public static List<HandshakeLine> of(List<LogLine> lines) {
        List<HandshakeLine> found = new ArrayList<>();
        Optional<Matcher> header = Optional.empty();
        String source = "";
        for (LogLine line : lines) {
            Matcher start = HEADER.matcher(line.text());
            if (start.lookingAt()) {
                header = Optional.of(start);
                source = line.source();
                continue;
            }
            Optional<Matcher> own = line.source().equals(source) ? header : Optional.empty();
            parse(line, own).ifPresent(found::add);
            header = Optional.empty();
        }
        return found;
    }

    /** What one line says without the line before it. */
    public static Optional<HandshakeLine> of(LogLine line) {
        return parse(line, Optional.empty());
    }

    private static Optional<HandshakeLine> parse(LogLine line, Optional<Matcher> header) {
        String text = line.text();
        OptionalInt number = LogWords.number(text);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Matcher> own = header.filter(h -> Integer.parseInt(h.group(1)) == number.getAsInt());
        Optional<String> side = first(SIDE, text, 1);
        return Optional.of(new HandshakeLine(
                line.time(),
                number.getAsInt(),
                own.map(h -> Integer.parseInt(h.group(2))).orElse(10),
                first(STATE, text, 1)
                        .or(() -> own.map(h -> h.group(3)))
                        .map(Integer::parseInt)
                        .orElse(0),
                inner(number.getAsInt(), text),
                isLogin(number.getAsInt()) ? first(USER, text, 1).orElse("") : "",
                first(SIDE, text, 2)
                        .or(() -> first(CALLED, text, 0))
                        .or(() -> first(FAR, text, 1))
                        .orElse(""),
                side.filter("CLIENT"::equals).isPresent(),
                text));
    }

    private static boolean isLogin(int number) {
        return number >= 28046 && number <= 28048;
    }

    private static int inner(int number, String text) {
        if (number == 28047 || number == 28048) {
            return LogWords.reason(text);
        }
        Pattern pattern = number == 1474 ? OS_ERROR : FOREIGN;
        return number == 1474 || number == 9642
                ? first(pattern, text, 1).map(Integer::parseInt).orElse(0)
                : 0;
    }

    private static Optional<String> first(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(group)) : Optional.empty();
    }

    /** A link's login was refused here. */
    public boolean isRefusal() {
        return number == 28047 || number == 28048;
    }

    /** A link's login succeeded here. */
    public boolean isSuccess() {
        return number == 28046;
    }
}
