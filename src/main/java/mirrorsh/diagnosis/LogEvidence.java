package mirrorsh.diagnosis;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Adds to findings what the error logs say of them. */
final class LogEvidence {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private LogEvidence() {}

    static String quote(HandshakeLine line) {
        return TIME.format(line.time()) + " UTC: " + line.number() + (line.inner() == 0 ? "" : " " + line.inner())
                + (line.state() == 0 ? "" : " state " + line.state()) + " \""
                + line.text().strip() + "\"";
    }

    /** The newest refusal for one of the reasons that the finding shows itself by, and what the other side saw of it. */
    static void add(Case facts, List<Draft> drafts) {
        for (Draft draft : drafts) {
            Optional<HandshakeLine> refusal = refusal(facts, draft);
            refusal.ifPresent(line -> {
                draft.seen(draft.host() + "'s error log " + quote(line));
                draft.concerned().stream()
                        .filter(host -> !host.equals(draft.host()))
                        .forEach(host -> cut(facts, draft, host, line)
                                .ifPresent(seen -> draft.seen(host + "'s error log " + quote(seen))));
            });
        }
    }

    private static Optional<HandshakeLine> refusal(Case facts, Draft draft) {
        return facts.log(draft.host()).stream()
                .filter(line -> line.isRefusal() && draft.reasons().contains(line.inner()))
                .filter(line -> facts.hosts().stream()
                        .noneMatch(other ->
                                !draft.concerned().contains(other.host()) && Traces.mentions(other, line.login())))
                .reduce((older, newer) -> newer);
    }

    /** The other side only sees that it was cut off (errors.md §0). */
    private static Optional<HandshakeLine> cut(Case facts, Draft draft, String host, HandshakeLine refusal) {
        return facts.log(host).stream()
                .filter(line -> line.number() == 1474)
                .filter(line -> Address.parse(line.peer())
                        .filter(called -> facts.hosts().stream()
                                .anyMatch(other -> !other.host().equals(draft.host()) && called.names(other)))
                        .isEmpty())
                .filter(line ->
                        Duration.between(line.time(), refusal.time()).abs().compareTo(AT_ONCE) < 0)
                .reduce((older, newer) -> newer);
    }
}
