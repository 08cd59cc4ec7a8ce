package mirrorsh.lab.mirroring;

import java.util.Optional;
import java.util.function.Consumer;
import mirrorsh.lab.mirroring.Identity.Purpose;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.Ask;

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
            case WITNESS_OFF -> answer.accept(witnessOff(session, state));
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

    private static Answer witnessOff(Session session, SessionState state) {
        if (!state.isPrincipal()) {
            return Answer.no(1470, 1);
        }
        session.settings(session.settings().withWitness(null));
        session.witnessChanged();
        session.announce();
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
        session.promote(sequence, false, ManualFailover.CAUSE);
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
