package mirrorsh.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Numbers of messages by the words that they are known by: the error log has their text only. Severity 10 messages, among them all
 * of a handshake, come without a line that tells the number (errors.md §0).
 */
final class LogWords {
    /** @param words parted by bars; all must be in the text */
    private record Row(int number, String words) {
        boolean isIn(String text) {
            return Arrays.stream(words.split("\\|", -1)).allMatch(text::contains);
        }
    }

    /** In the order in which they are tried. */
    private static final List<Row> MESSAGES = List.of(
            new Row(28046, "mirroring login succeeded"),
            new Row(28048, "mirroring login attempt by user"),
            new Row(28047, "mirroring login attempt"),
            new Row(1474, "mirroring connection error"),
            new Row(9642, "near endpoint role"),
            new Row(9692, "endpoint cannot listen on port"),
            new Row(9693, "endpoint cannot listen"),
            new Row(9690, "mirroring endpoint is now listening"),
            new Row(9691, "mirroring endpoint has stopped listening"),
            new Row(9666, "mirroring endpoint is in disabled"),
            new Row(26023, "tcp provider|listen|in use"),
            new Row(1440, "mirroring is active|as the principal"),
            new Row(1441, "mirroring is active|as the mirror"),
            new Row(1442, "mirroring is inactive"),
            new Row(1443, "mirroring has been terminated"),
            new Row(1445, "inaccessible|mirrored database"),
            new Row(1444, "recovery|bypassed|mirror"),
            new Row(1438, "rejected|configure"),
            new Row(1453, "remote mirroring partner for database"),
            new Row(1454, "mirroring|will be suspended"),
            new Row(1479, "mirroring connection to|timed out"),
            new Row(1480, "is changing roles"),
            new Row(15466, "error occurred during decryption"));

    /** The same inside the quotes of a refused login. */
    private static final List<Row> REASONS = List.of(
            new Row(28034, "connect permission"),
            new Row(28045, "same issuer"),
            new Row(28035, "by the peer|certificate"),
            new Row(28035, "peer's certificate"),
            new Row(28036, "used by this endpoint"),
            new Row(28036, "own certificate"),
            new Row(28037, "private key"),
            new Row(28027, "no compatible"),
            new Row(28031, "os call failed"),
            new Row(28030, "network interface"),
            new Row(28032, "lost the arbitration"),
            new Row(28033, "arbitration"),
            new Row(28080, "not configured"),
            new Row(28038, "verification"));

    private LogWords() {}

    static OptionalInt number(String text) {
        return find(MESSAGES, text);
    }

    /** The number of the reason inside a refused login; 0 for one that is not known. */
    static int reason(String text) {
        return find(REASONS, text).orElse(0);
    }

    private static OptionalInt find(List<Row> rows, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return rows.stream()
                .filter(row -> row.isIn(lower))
                .mapToInt(Row::number)
                .findFirst();
    }
}
