package mirrorsh.lab.soak;

import java.sql.SQLException;
import java.util.List;

/** Tells refusals and broken connections, which a soak provokes, from answers that no server may give. */
final class Refusals {
    /** What the driver says when the stream it reads is wrong. */
    private static final List<String> BROKEN = List.of("TDS protocol", "tds stream", "unexpected token", "Assertion");

    private Refusals() {}

    /** @throws AssertionError when the driver did not understand the lab, or the lab broke inside */
    static void check(SQLException refusal, String what) {
        String text = String.valueOf(refusal.getMessage());
        boolean inside = text.contains("IllegalState") || text.contains("Exception:");
        if (inside || BROKEN.stream().anyMatch(text::contains)) {
            throw new AssertionError("At " + what + ": " + text, refusal);
        }
    }
}
