package mirrorsh.lab.mirroring;

import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.Meet;
import mirrorsh.lab.mirroring.LinkMessageCodec.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * A session's way to its partner: the link that this side opened and the one that the partner opened. A session is linked while
 * both are up (sessions.md §4: the mirror calls back). For the session's mailbox only.
 */
final class PartnerChannel {
    /** How long a session with a build that lacks a patch holds (errors.md §9 P48: 5 to 10 s). */
    private static final long UNPATCHED_MILLIS = 6_000;

    private static final long NEVER = -1;

    private final Session session;
    private final Station station;
    private volatile @Nullable Link outgoing;
    private volatile @Nullable Link incoming;
    private @Nullable Facts theirs;
    /** Not what it was before a restart either. */
    private volatile long life = System.nanoTime();

    private int attempts;
    private boolean attempting;
    private long attemptEnd;
    private long nextAttempt;
    private long expectedBy;
    private @Nullable Link refused;
    private long linkedSince = NEVER;
    private String lastFailure = "";

    PartnerChannel(Session session, Station station) {
        this.session = session;
        this.station = station;
    }

    /** Changes whenever the partner was lost. Safe to share. */
    long life() {
        return life;
    }

    @Nullable
    Link outgoing() {
        return outgoing;
    }

    /** What the partner last said of itself. */
    @Nullable
    Facts theirs() {
        return theirs;
    }

    /** Whether the partner's version is lower than this one's: log cannot flow to it (procedure.md §14). */
    boolean isOlder() {
        Facts facts = theirs;
        return facts != null
                && facts.version() < station.installation().version().major();
    }

    boolean uses(Link link) {
        return link == outgoing || link == incoming;
    }

    /** The way to the partner. */
    @Nullable
    Link link() {
        return outgoing != null ? outgoing : incoming;
    }

    void send(LinkMessage message) {
        Link link = link();
        if (link != null) {
            link.send(message);
        }
    }

    /** The principal's Configure was accepted over this link; the mirror is expected to call back. */
    void configured(Link link, Facts mirror) {
        outgoing = link;
        theirs = mirror;
        expectedBy = station.pacer().millis() + limit();
        session.apply(session.state().configured());
        settle();
        checkOpen(link);
        if (refused == link) {
            lose(); // the mirror tried to call back, in vain, before its answer was heard
        }
    }

    /** A link that closed before it was known here has reported its end too early. */
    private void checkOpen(Link link) {
        if (!link.isOpen()) {
            closed(link);
        }
    }

    /** The principal's Configure was accepted here: call back. */
    void called(Link link, Facts principal) {
        incoming = link;
        theirs = principal;
        attempt();
        checkOpen(link);
    }

    /** The partner called. */
    void met(Link link, Envelope request, Facts facts) {
        Facts known = theirs;
        if (session.state().linked() && known != null && known.life() != facts.life()) {
            lose();
        }
        Link before = incoming;
        if (before == null || !before.isOpen() || !link.isOlderThan(before)) {
            incoming = link;
        }
        refused = null;
        theirs = facts;
        link.answer(request, new Answer(0, 1, Optional.of(session.facts())));
        settle();
        checkOpen(link);
        if (outgoing == null && !attempting) {
            attempt(); // who calls can be called again
        }
    }

    private void settle() {
        Facts facts = theirs;
        if (facts != null) {
            session.encounter().partnerKnown(facts, outgoing != null && incoming != null);
        }
    }

    /** The mirror's copy has no other history than the principal's any more. */
    void reconciled() {
        Facts facts = theirs;
        if (facts != null && facts.failoverLsn() == 0) {
            theirs = facts.reconciledAt(session.settings().failoverLsn());
        }
    }

    // ---------------------------------------------------------------- calling

    /** Calls the partner. */
    void attempt() {
        int attempt = ++attempts;
        attempting = true;
        attemptEnd = station.pacer().millis() + station.timing().answer().toMillis();
        station.open(session.settings().partner(), Purpose.PARTNER)
                .whenComplete((link, failure) -> session.mailbox().post(() -> opened(attempt, link, failure)));
    }

    private void opened(int attempt, @Nullable Link link, @Nullable Throwable failure) {
        if (attempt != attempts || session.isEnded()) {
            return;
        }
        if (link == null) {
            failed(Links.failure(failure == null ? LinkFailure.cut() : failure).orElseGet(LinkFailure::cut));
            return;
        }
        link.request(new Meet(session.facts()))
                .whenComplete((answer, lost) -> session.mailbox().post(() -> answered(attempt, link, answer)));
    }

    private void answered(int attempt, Link link, @Nullable LinkMessage message) {
        if (attempt != attempts || session.isEnded()) {
            return;
        }
        attempting = false;
        if (!(message instanceof Answer answer)) {
            failed(LinkFailure.cut());
        } else if (answer.isYes() && answer.facts().isPresent()) {
            lastFailure = "";
            outgoing = link;
            theirs = answer.facts().get();
            settle();
            checkOpen(link);
        } else {
            turnedAway(link, answer);
        }
    }

    /** The instance that answered does not know the session: it was removed there, or the address leads to somebody else. */
    private void turnedAway(Link link, Answer answer) {
        if (link.identity().server().equals(session.settings().partnerInstance()) && answer.number() == 1416) {
            session.end();
            return;
        }
        complain(
                "1438 " + answer.number(),
                () -> station.log().write(1438, link.identity().server(), answer.number(), answer.state()));
        failedAttempt();
    }

    private void failed(LinkFailure failure) {
        complain(
                failure.text(),
                () -> station.log().linkFailed(failure, session.settings().partner()));
        failedAttempt();
    }

    /** The same trouble is logged once, not with every attempt. */
    private void complain(String failure, Runnable write) {
        if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            write.run();
        }
    }

    private void failedAttempt() {
        attempting = false;
        nextAttempt = station.pacer().millis() + station.timing().reconnect().toMillis();
        Link caller = incoming;
        if (caller != null) {
            caller.send(new LinkMessage.Unreachable(session.settings().guid()));
            incoming = null;
        }
        if (session.state().linked()) {
            lose();
        }
    }

    // ---------------------------------------------------------------- losing

    /** The partner cannot call back at the address stored there, and has given up the link that called it. */
    void unreachable(Link link) {
        if (session.state().linked() && uses(link)) {
            lose();
        } else {
            refused = link;
            if (link == outgoing) {
                outgoing = null;
            }
        }
    }

    /** The partner takes no word over the link that this side counts on: it has given that up, and they have to meet again. */
    void forgotten() {
        if (session.state().linked()) {
            tellLost();
            lose();
        }
    }

    void closed(Link link) {
        if (!uses(link)) {
            return;
        }
        if (session.state().linked()) {
            station.log().linkFailed(LinkFailure.cut(), session.settings().partner());
        }
        lose();
    }

    private void lose() {
        boolean was = session.state().linked();
        outgoing = null;
        incoming = null;
        refused = null;
        life++;
        attempts++;
        attempting = false;
        nextAttempt = station.pacer().millis() + station.timing().reconnect().toMillis();
        if (was) {
            session.partnerLost();
        }
    }

    private long limit() {
        // the setting applies to high safety only (sessions.md §5)
        int seconds = session.state().full() ? session.settings().timeout() : SessionSettings.USUAL_TIMEOUT;
        return seconds * 1000L + station.timing().ping().toMillis();
    }

    void tick() {
        SessionState state = session.state();
        if (state.waiting()) {
            return;
        }
        long now = station.pacer().millis();
        if (breaks(state, now)) {
            fallApart();
        } else if (state.linked()) {
            if (isSilent(outgoing) || isSilent(incoming) || (incoming == null && now > expectedBy)) {
                station.log()
                        .write(
                                1479,
                                session.settings().partner().text(),
                                session.database().name(),
                                limit() / 1000);
                tellLost();
                lose();
            }
        } else if (attempting ? now > attemptEnd : now >= nextAttempt) {
            attempt();
        }
    }

    private boolean breaks(SessionState state, long now) {
        if (!state.linked()) {
            linkedSince = NEVER;
        } else if (linkedSince == NEVER) {
            linkedSince = now;
        }
        boolean held = state.linked() && now - linkedSince >= UNPATCHED_MILLIS;
        return held && station.installation().patches().isHalfway();
    }

    /** The fault of a build: it hangs up and forgets the session, and the partner learns of that when it calls again. */
    private void fallApart() {
        station.log().linkFailed(LinkFailure.cut(), session.settings().partner());
        Stream.of(Optional.ofNullable(outgoing), Optional.ofNullable(incoming))
                .flatMap(Optional::stream)
                .forEach(Link::close);
        session.end();
    }

    /** The silence may be one-sided: a partner that still hears this side must not count on it any more. */
    private void tellLost() {
        LinkMessage lost = new LinkMessage.Unreachable(session.settings().guid());
        Stream.of(Optional.ofNullable(outgoing), Optional.ofNullable(incoming))
                .flatMap(Optional::stream)
                .forEach(link -> link.send(lost));
    }

    private boolean isSilent(@Nullable Link link) {
        return link != null && link.silence() > limit();
    }
}
