package mirrorsh.diagnosis;

import java.util.OptionalInt;

/** The number of the message that a line of an error log carries; most lines come without it (errors.md §0). */
public final class LogNumber {
    private LogNumber() {}

    /** That of the reason where a refused login gives one, else that of the message; empty where the text is not known. */
    public static OptionalInt of(String text) {
        OptionalInt number = LogWords.number(text);
        int reason = number.isPresent() ? LogWords.reason(text) : 0;
        return reason == 0 ? number : OptionalInt.of(reason);
    }
}
