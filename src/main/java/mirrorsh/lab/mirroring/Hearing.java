package mirrorsh.lab.mirroring;

import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.SessionState.Commits;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that commits go without the mirror only once the mirror has heard why (paused, safety OFF, linked anew): one that still
 * believes to be in step could take over without them. For the session's mailbox only.
 */
final class Hearing {
    private final Mailbox mailbox;
    private final CommitGate gate;
    private final Runnable forgotten;
    private Commits wanted = Commits.FREE;
    private boolean unheard;
    private int tellings;

    /** @param forgotten what to do when the mirror answers that it does not listen to this side any more */
    Hearing(Mailbox mailbox, CommitGate gate, Runnable forgotten) {
        this.mailbox = mailbox;
        this.gate = gate;
        this.forgotten = forgotten;
    }

    /** What commits do as far as the session's state goes. */
    void commits(Commits now) {
        wanted = now;
        settle();
    }

    /** The same, before the state is shown: where commits wait or are refused from now on, none slips through. */
    void tighten(Commits now) {
        if (now != Commits.FREE) {
            commits(now);
        }
    }

    /** The same, when the state is shown: who commits without the mirror cannot read any more that it is in step. */
    void loosen(Commits now) {
        if (now == Commits.FREE) {
            commits(now);
        }
    }

    /** Commits wait from now on, for what is told next. */
    void hold() {
        tellings++;
        unheard = true;
        settle();
    }

    /** Tells the mirror; commits wait until it says that it heard. Without a link the loss of it will be noticed. */
    void tell(@Nullable Link mirror, LinkMessage message) {
        hold();
        if (mirror != null) {
            int telling = tellings;
            mirror.request(message).whenComplete((answer, lost) -> mailbox.post(() -> heard(telling, answer)));
        }
    }

    private void heard(int telling, @Nullable LinkMessage message) {
        if (telling != tellings || !(message instanceof Answer answer)) {
            return;
        }
        if (answer.isYes()) {
            unheard = false;
            settle();
        } else {
            forgotten.run();
        }
    }

    /** There is no mirror to be told any more; the witness's word counts now. */
    void forget() {
        tellings++;
        unheard = false;
        settle();
    }

    private void settle() {
        gate.set(unheard && wanted == Commits.FREE ? Commits.WAIT : wanted);
    }
}
