package mirrorsh.lab.mirroring;

/**
 * What one partner knows of its session, and what follows from it: the state machine of sessions.md §6 to §8, without sockets.
 *
 * <p>Every event is a method that answers the next state; what is to be done is read off the state ({@link #serves()},
 * {@link #commits()}, {@link #mustClaim()} ...).
 *
 * @param waiting SET PARTNER was executed on the mirror only
 * @param full transaction safety FULL
 * @param linked whether the partner is linked
 * @param caughtUp whether the mirror has hardened everything
 * @param pending whether a manual failover is under way here
 * @param doubtful whether a manual failover broke off so late that the partner may have taken over
 * @param candidate whether this mirror may take over without an operator if the witness agrees
 */
record SessionState(
        Role role,
        int roleSequence,
        boolean waiting,
        boolean full,
        int safetySequence,
        boolean suspended,
        boolean linked,
        boolean caughtUp,
        boolean pending,
        boolean doubtful,
        boolean candidate,
        Witness witness,
        Claim claim) {

    static final int SUSPENDED = 0;
    static final int DISCONNECTED = 1;
    static final int SYNCHRONIZING = 2;
    static final int PENDING_FAILOVER = 3;
    static final int SYNCHRONIZED = 4;

    enum Role {
        PRINCIPAL(1),
        MIRROR(2);

        private final int code;

        Role(int code) {
            this.code = code;
        }

        /** As in the catalog. */
        int code() {
            return code;
        }

        static Role of(int code) {
            return code == 1 ? PRINCIPAL : MIRROR;
        }
    }

    /** The link to the witness. */
    enum Witness {
        NONE,
        LINKED,
        LOST
    }

    /** What the witness said to a principal that lost its mirror. */
    enum Claim {
        NOT_ASKED,
        GRANTED,
        DENIED
    }

    /** What a commit on the principal does. */
    enum Commits {
        /** Waits for nothing. */
        FREE,
        /** Waits until the mirror has hardened it. */
        WAIT,
        /** May not be confirmed: another instance may be principal. */
        REFUSED
    }

    static SessionState waitingMirror() {
        return new SessionState(
                Role.MIRROR, 1, true, true, 1, false, false, false, false, false, false, Witness.NONE, Claim.NOT_ASKED);
    }

    static SessionState newPrincipal() {
        return new SessionState(
                Role.PRINCIPAL,
                1,
                false,
                true,
                1,
                false,
                false,
                false,
                false,
                false,
                false,
                Witness.NONE,
                Claim.NOT_ASKED);
    }

    /** As it comes back after a restart: role and SUSPENDED kept, links lost (sessions.md §8). */
    static SessionState restored(Role role, int roleSequence, boolean full, int safetySequence) {
        return newPrincipal().with(next -> {
            next.role = role;
            next.roleSequence = roleSequence;
            next.full = full;
            next.safetySequence = safetySequence;
        });
    }

    // ---------------------------------------------------------------- what follows

    /** As the catalog shows it. */
    int state() {
        if (pending || doubtful) {
            return PENDING_FAILOVER; // also what a restart must find, lest both partners serve
        }
        if (!linked) {
            return DISCONNECTED;
        }
        if (suspended) {
            return SUSPENDED;
        }
        return caughtUp ? SYNCHRONIZED : SYNCHRONIZING;
    }

    boolean isPrincipal() {
        return role == Role.PRINCIPAL;
    }

    /** Whether a witness is set, linked or not. */
    boolean isWitnessed() {
        return witness != Witness.NONE;
    }

    /** Whether a principal may have its database open: it needs one other instance once a witness is set (sessions.md §6). */
    boolean serves() {
        if (!isPrincipal() || pending || doubtful) {
            return false;
        }
        return !isWitnessed() || linked || (witness == Witness.LINKED && claim == Claim.GRANTED);
    }

    /** Whether a principal must ask its witness before it goes on alone. */
    boolean mustClaim() {
        return isPrincipal() && !linked && !doubtful && witness == Witness.LINKED && claim == Claim.NOT_ASKED;
    }

    /** Whether a mirror should ask its witness to let it take over. */
    boolean mustVote() {
        return candidate && !isPrincipal() && !linked && witness == Witness.LINKED;
    }

    Commits commits() {
        if (!isPrincipal()) {
            return Commits.REFUSED;
        }
        if (pending || mustClaim()) {
            return Commits.WAIT;
        }
        if (!serves()) {
            return Commits.REFUSED;
        }
        return full && state() == SYNCHRONIZED ? Commits.WAIT : Commits.FREE;
    }

    /** Whether the copy is a mirror copy to its users, also while a manual failover is under way. */
    boolean isMirrorCopy() {
        return !isPrincipal() || pending;
    }

    // ---------------------------------------------------------------- what happens

    /** The waiting mirror said yes to this principal. */
    SessionState configured() {
        return with(next -> {
            next.waiting = false;
            next.linked = true;
            next.caughtUp = false;
        });
    }

    /** A waiting mirror was asked by its principal. */
    SessionState accepted() {
        return with(next -> next.waiting = false);
    }

    /** The partners found each other. */
    SessionState partnerLinked(boolean nowSuspended) {
        return with(next -> {
            next.waiting = false;
            next.linked = true;
            next.caughtUp = false;
            next.suspended = nowSuspended;
            next.doubtful = false;
            next.candidate = false;
            next.claim = Claim.NOT_ASKED;
        });
    }

    /** The partner is gone; only a mirror that was synchronized and has its witness may take over by itself. */
    SessionState partnerLost() {
        boolean ready = !isPrincipal() && full && state() == SYNCHRONIZED && witness == Witness.LINKED;
        return with(next -> {
            next.linked = false;
            next.caughtUp = false;
            next.candidate = ready;
            next.claim = Claim.NOT_ASKED;
        });
    }

    SessionState witnessLinked() {
        return with(next -> next.witness = Witness.LINKED);
    }

    /** A mirror that lost its witness may not take over any more, not even when the witness comes back first (row 8). */
    SessionState witnessLost() {
        return with(next -> {
            next.witness = isWitnessed() ? Witness.LOST : Witness.NONE;
            next.candidate = false;
            next.claim = Claim.NOT_ASKED;
        });
    }

    /** A witness is set; its link is still to come. */
    SessionState witnessSet() {
        return with(next -> {
            next.witness = Witness.LOST;
            next.candidate = false;
            next.claim = Claim.NOT_ASKED;
        });
    }

    SessionState witnessRemoved() {
        return with(next -> {
            next.witness = Witness.NONE;
            next.candidate = false;
            next.claim = Claim.NOT_ASKED;
        });
    }

    SessionState claimAnswered(boolean granted) {
        return mustClaim() ? with(next -> next.claim = granted ? Claim.GRANTED : Claim.DENIED) : this;
    }

    /** The mirror has hardened everything, or has fallen behind again. */
    SessionState caughtUp(boolean now) {
        return with(next -> next.caughtUp = now && linked && !suspended);
    }

    SessionState suspended(boolean now) {
        return with(next -> {
            next.suspended = now;
            next.caughtUp = false;
        });
    }

    SessionState safety(boolean nowFull) {
        return with(next -> {
            next.safetySequence += nowFull == full ? 0 : 1;
            next.full = nowFull;
            next.caughtUp = caughtUp && nowFull == full;
        });
    }

    /** What the principal said about the session. */
    SessionState told(Facts facts) {
        return with(next -> {
            next.roleSequence = Math.max(roleSequence, facts.roleSequence());
            next.full = facts.full();
            next.safetySequence = facts.safetySequence();
            next.suspended = facts.suspended();
            next.caughtUp = facts.state() == SYNCHRONIZED;
        });
    }

    SessionState failoverBegun() {
        return with(next -> next.pending = true);
    }

    /** The manual failover broke off; {@code late} when the partner may have taken over. */
    SessionState failoverBroken(boolean late) {
        return with(next -> {
            next.pending = false;
            next.doubtful = late;
        });
    }

    /** The partner is principal now, since a role sequence. */
    SessionState superseded(int sequence, boolean nowSuspended) {
        return with(next -> {
            next.role = Role.MIRROR;
            next.roleSequence = sequence;
            next.pending = false;
            next.doubtful = false;
            next.caughtUp = false;
            next.suspended = nowSuspended;
            next.claim = Claim.NOT_ASKED;
        });
    }

    /** This mirror becomes principal: {@code forced} leaves the session suspended until an operator decides. */
    SessionState promoted(int sequence, boolean forced) {
        return with(next -> {
            next.role = Role.PRINCIPAL;
            next.roleSequence = sequence;
            next.caughtUp = false;
            next.suspended = suspended || forced;
            next.candidate = false;
            next.claim = witness == Witness.LINKED && !linked ? Claim.GRANTED : Claim.NOT_ASKED;
        });
    }

    // ---------------------------------------------------------------- copying

    private interface Change {
        void make(Draft draft);
    }

    private SessionState with(Change change) {
        Draft draft = new Draft(this);
        change.make(draft);
        return draft.done();
    }

    /** A state in the making. */
    private static final class Draft {
        Role role;
        int roleSequence;
        boolean waiting;
        boolean full;
        int safetySequence;
        boolean suspended;
        boolean linked;
        boolean caughtUp;
        boolean pending;
        boolean doubtful;
        boolean candidate;
        Witness witness;
        Claim claim;

        Draft(SessionState from) {
            role = from.role;
            roleSequence = from.roleSequence;
            waiting = from.waiting;
            full = from.full;
            safetySequence = from.safetySequence;
            suspended = from.suspended;
            linked = from.linked;
            caughtUp = from.caughtUp;
            pending = from.pending;
            doubtful = from.doubtful;
            candidate = from.candidate;
            witness = from.witness;
            claim = from.claim;
        }

        SessionState done() {
            return new SessionState(
                    role,
                    roleSequence,
                    waiting,
                    full,
                    safetySequence,
                    suspended,
                    linked,
                    caughtUp,
                    pending,
                    doubtful,
                    candidate,
                    witness,
                    claim);
        }
    }
}
