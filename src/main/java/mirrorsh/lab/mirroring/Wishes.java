package mirrorsh.lab.mirroring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.Ask;
import mirrorsh.lab.mirroring.LinkMessage.Wish;
import org.jspecify.annotations.Nullable;

/** What one partner does when the other asks. In the session's mailbox. */
final class Wishes {
    private final Station station;

    Wishes(Station station) {
        this.station = station;
    }

    void grant(Session session, Ask ask, Consumer<Answer> answer) {
        SessionState state = session.state();
        switch (ask.wish()) {
            case SUSPEND -> answer.accept(suspend(session, state));
            case WITNESS_OFF -> witnessOff(session, state, answer);
            case FORGET_WITNESS -> answer.accept(forgetWitness(session, state));
            case RESUME -> answer.accept(resume(session, state));
            case TAKE_OVER -> takeOver(session, (int) ask.number(), answer);
            case TRY_WITNESS -> tryWitness(ask.argument(), answer);
        }
    }

    private static Answer suspend(Session session, SessionState state) {
        if (!state.isPrincipal() || !state.linked()) {
            return Answer.no(1447, 1);
        }
        session.pause();
        return Answer.YES;
    }

    private static void witnessOff(Session session, SessionState state, Consumer<Answer> answer) {
        if (!state.isPrincipal() || !state.linked()) {
            answer.accept(Answer.no(state.isPrincipal() ? 1447 : 1470, 1));
            return;
        }
        takeWitnessOff(session)
                .whenComplete((done, failure) -> answer.accept(failure == null ? done : Answer.no(1447, 1)));
    }

    /**
     * Takes the witness off at the principal, once whoever is linked has heard of it: a mirror and a witness that did not could
     * make the mirror principal beside one that needs nobody any more. In the session's mailbox.
     */
    static CompletableFuture<Answer> takeWitnessOff(Session session) {
        Link mirror = session.state().linked() ? session.partner().link() : null;
        long life = session.partner().life();
        CompletableFuture<LinkMessage> heard =
                mirror == null ? session.witness().removed() : mirror.request(session.ask(Wish.FORGET_WITNESS, "", 0));
        CompletableFuture<Answer> done = new CompletableFuture<>();
        heard.whenComplete(
                (message, lost) -> session.mailbox().post(() -> done.complete(witnessGone(session, life, message))));
        return done;
    }

    private static Answer witnessGone(Session session, long life, @Nullable LinkMessage heard) {
        boolean agreed = heard instanceof Answer answer && answer.isYes()
                || heard instanceof LinkMessage.Verdict verdict && verdict.granted();
        // a mirror that was lost since may have been told of the witness again
        if (!agreed
                || !session.state().isPrincipal()
                || life != session.partner().life()) {
            return Answer.no(1447, 1);
        }
        session.settings(session.settings().withWitness(null));
        session.witnessChanged();
        session.announce();
        return Answer.YES;
    }

    private static Answer forgetWitness(Session session, SessionState state) {
        if (state.isPrincipal() || !state.linked()) {
            return Answer.no(1447, 1);
        }
        session.settings(session.settings().withWitness(null));
        session.witnessChanged();
        return Answer.YES;
    }

    /** The mirror tries again what it could not apply (1462). */
    private static Answer resume(Session session, SessionState state) {
        if (state.isPrincipal()) {
            return Answer.no(1428, 1);
        }
        return session.settings().failoverLsn() == 0 || session.redo() ? Answer.YES : Answer.no(1462, 1);
    }

    private static void takeOver(Session session, int sequence, Consumer<Answer> answer) {
        SessionState state = session.state();
        if (state.isPrincipal() || !state.linked() || sequence != state.roleSequence() + 1) {
            answer.accept(Answer.no(1428, 1));
            return;
        }
        if (session.promote(sequence, false, ManualFailover.CAUSE).isPresent()) {
            answer.accept(Answer.no(1462, 1));
            return;
        }
        if (session.isEnded()) {
            return; // goes down in the middle of it: the asker stays in doubt, rather than both becoming mirrors
        }
        if (session.partner().isOlder()) {
            session.pause();
        }
        answer.accept(Answer.YES);
        session.begin(session.settings().failoverLsn());
    }

    private void tryWitness(String text, Consumer<Answer> answer) {
        Optional<Address> address = Address.parse(text);
        if (address.isEmpty()) {
            answer.accept(Answer.no(1426, 1));
            return;
        }
        station.open(address.get(), Purpose.WITNESS).whenComplete((link, failure) -> {
            if (link == null) {
                station.log()
                        .linkFailed(
                                Links.failure(failure == null ? LinkFailure.cut() : failure)
                                        .orElseGet(LinkFailure::cut),
                                address.get());
            }
            answer.accept(link == null ? Answer.no(1426, 1) : Answer.YES);
        });
    }
}
