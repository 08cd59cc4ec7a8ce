package mirrorsh.lab.mirroring;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.ToWitness;
import mirrorsh.lab.mirroring.LinkMessage.Verdict;
import org.jspecify.annotations.Nullable;

/** A partner's way to its witness. For the session's mailbox only. */
final class WitnessChannel {
    private final Session session;
    private final Station station;
    private volatile @Nullable Link link;
    private int attempts;
    private boolean attempting;
    private boolean asking;
    private long asked;
    private long attemptEnd;
    private long nextAttempt;
    private String lastFailure = "";

    WitnessChannel(Session session, Station station) {
        this.session = session;
        this.station = station;
    }

    boolean uses(Link other) {
        return link == other;
    }

    /** Another witness is set, or none. */
    void restart() {
        Link old = link;
        if (old != null) {
            old.send(new ToWitness(ToWitness.Purpose.REMOVE, session.facts()));
        }
        link = null;
        attempts++;
        attempting = false;
        asking = false;
        lastFailure = "";
    }

    void attempt() {
        Address address = session.settings().witness();
        if (address == null || link != null) {
            return;
        }
        int attempt = ++attempts;
        attempting = true;
        attemptEnd = station.pacer().millis() + station.timing().answer().toMillis();
        station.open(address, Purpose.WITNESS)
                .whenComplete(
                        (opened, failure) -> session.mailbox().post(() -> opened(attempt, address, opened, failure)));
    }

    private void opened(int attempt, Address address, @Nullable Link opened, @Nullable Throwable failure) {
        if (attempt != attempts || session.isEnded()) {
            return;
        }
        if (opened == null) {
            failed(
                    address,
                    Links.failure(failure == null ? LinkFailure.cut() : failure).orElseGet(LinkFailure::cut));
            return;
        }
        opened.request(new ToWitness(ToWitness.Purpose.REPORT, session.facts()))
                .whenComplete((answer, lost) -> session.mailbox().post(() -> joined(attempt, address, opened, answer)));
    }

    private void joined(int attempt, Address address, Link opened, @Nullable LinkMessage answer) {
        if (attempt != attempts || session.isEnded()) {
            return;
        }
        attempting = false;
        if (answer instanceof Verdict verdict && verdict.refusal() == 0) {
            join(opened);
        } else {
            failed(address, LinkFailure.cut());
        }
    }

    void join(Link opened) {
        lastFailure = "";
        link = opened;
        session.apply(session.state().witnessLinked());
        report();
        if (!opened.isOpen()) {
            closed(opened); // it reported its end before it was known here
        }
    }

    private void failed(Address address, LinkFailure failure) {
        attempting = false;
        nextAttempt = station.pacer().millis() + station.timing().reconnect().toMillis();
        String text = failure.text();
        if (!text.equals(lastFailure)) {
            lastFailure = text;
            station.log().linkFailed(failure, address);
        }
    }

    void report() {
        Link to = link;
        if (to != null) {
            to.send(new ToWitness(ToWitness.Purpose.REPORT, session.facts()));
        }
    }

    /** A principal without its mirror asks whether it may go on. */
    void claim() {
        ask(ToWitness.Purpose.CLAIM, verdict -> session.apply(session.state().claimAnswered(verdict.granted())));
    }

    /** A mirror without its principal asks whether it may take over; asked again with every ping until something changes. */
    void vote() {
        if (!session.redo()) {
            return; // it could not open its copy
        }
        ask(ToWitness.Purpose.VOTE, verdict -> {
            if (verdict.granted() && session.state().mustVote()) {
                session.promote(verdict.roleSequence(), false, "Auto Failover");
            }
        });
    }

    private void ask(ToWitness.Purpose purpose, Consumer<Verdict> then) {
        Link to = link;
        long life = session.partner().life();
        if (to == null || (asking && asked == life)) {
            return;
        }
        asking = true;
        asked = life;
        to.request(new ToWitness(purpose, session.facts()))
                .whenComplete((answer, lost) -> session.mailbox().post(() -> {
                    if (link != to || life != session.partner().life()) {
                        return; // the partner came back meanwhile and is lost anew: the witness may think otherwise now
                    }
                    asking = false;
                    if (answer instanceof Verdict verdict && !session.isEnded()) {
                        then.accept(verdict);
                    }
                }));
    }

    /** The witness's word on forcing service; fails when there is no link to it. */
    CompletableFuture<LinkMessage> force() {
        Link to = link;
        return to == null
                ? CompletableFuture.failedFuture(LinkFailure.cut())
                : to.request(new ToWitness(ToWitness.Purpose.FORCE, session.facts()));
    }

    /** Tells the witness that it is none any more, and waits for its word; fails when there is no link to it. */
    CompletableFuture<LinkMessage> removed() {
        Link to = link;
        return to == null
                ? CompletableFuture.failedFuture(LinkFailure.cut())
                : to.request(new ToWitness(ToWitness.Purpose.REMOVE, session.facts()));
    }

    void remove() {
        Link to = link;
        if (to != null) {
            to.send(new ToWitness(ToWitness.Purpose.REMOVE, session.facts()));
        }
    }

    void closed(Link gone) {
        Address address = session.settings().witness();
        if (link == gone && address != null) {
            station.log().linkFailed(LinkFailure.cut(), address);
            lose();
        }
    }

    private void lose() {
        link = null;
        asking = false;
        nextAttempt = station.pacer().millis() + station.timing().reconnect().toMillis();
        session.apply(session.state().witnessLost());
    }

    void tick() {
        Address address = session.settings().witness();
        if (address == null) {
            return;
        }
        Link there = link;
        long now = station.pacer().millis();
        long limit =
                session.settings().timeout() * 1000L + station.timing().ping().toMillis();
        if (there != null && there.silence() > limit) {
            station.log().write(1479, address.text(), session.database().name(), limit / 1000);
            lose();
        } else if (there == null && (attempting ? now > attemptEnd : now >= nextAttempt)) {
            attempt();
        } else if (session.state().mustVote()) {
            vote();
        } else if (session.state().linked()) {
            report(); // a witness that took a late word for the last one is put right
        }
    }
}
