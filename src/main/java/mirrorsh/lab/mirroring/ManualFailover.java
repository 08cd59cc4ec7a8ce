package mirrorsh.lab.mirroring;

import java.util.concurrent.CompletableFuture;
import mirrorsh.lab.mirroring.LinkMessage.Answer;
import mirrorsh.lab.mirroring.LinkMessage.Wish;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * A manual failover as the principal goes through it (sessions.md §7.2): clients are cut, the tail of the log is sent, the mirror
 * takes over, this side becomes mirror. For the session's mailbox only.
 */
final class ManualFailover {
    static final String CAUSE = "Manual Failover";

    private final Session session;
    private final PartnerChannel partner;
    private @Nullable CompletableFuture<Void> result;
    private boolean handedOver;
    private int attempts;

    ManualFailover(Session session, PartnerChannel partner) {
        this.session = session;
        this.partner = partner;
    }

    /** Begins; the answer comes when the roles are switched, or with the refusal. */
    CompletableFuture<Void> begin() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        result = begun;
        handedOver = false;
        attempts++;
        session.apply(session.state().failoverBegun());
        session.log().flow();
        return begun;
    }

    /** The mirror has the whole tail: hands over. */
    void tailHardened() {
        Link link = partner.outgoing();
        if (handedOver || link == null) {
            return;
        }
        handedOver = true;
        int next = session.state().roleSequence() + 1;
        int attempt = attempts;
        link.request(session.ask(Wish.TAKE_OVER, "", next))
                .whenComplete((answer, lost) -> session.mailbox().post(() -> {
                    if (attempt == attempts) { // a late refusal of an earlier attempt must not open this copy during a
                        // later one
                        answered(answer, next);
                    }
                }));
    }

    private void answered(@Nullable LinkMessage message, int sequence) {
        if (!session.state().pending() || !(message instanceof Answer answer)) {
            return; // decided meanwhile, or the link broke: whoever lost it says so
        }
        if (answer.isYes()) {
            switched(sequence);
        } else {
            session.apply(session.state().failoverBroken(false));
            finish(SqlFailure.of(answer.number(), session.database().name()));
        }
    }

    /** The new principal already sends its log, before its answer came. */
    void confirmedBy(Facts theirs) {
        if (session.state().pending()
                && handedOver
                && theirs.roleSequence() > session.state().roleSequence()) {
            switched(theirs.roleSequence());
        }
    }

    private void switched(int sequence) {
        session.settings(session.settings().withFailoverLsn(0));
        session.switchRole(session.state().superseded(sequence, false), CAUSE, false);
        finish(null);
    }

    /** The partner was lost; what becomes of a failover that is under way. */
    SessionState broken(SessionState state) {
        if (!state.pending()) {
            return state;
        }
        finish(SqlFailure.of(1447, session.database().name()));
        return state.failoverBroken(handedOver);
    }

    /** Another way decided the roles. */
    void decided() {
        finish(null);
    }

    private void finish(@Nullable SqlFailure failure) {
        CompletableFuture<Void> waiting = result;
        result = null;
        if (waiting == null) {
            return;
        }
        if (failure == null) {
            waiting.complete(null);
        } else {
            waiting.completeExceptionally(failure);
        }
    }
}
