package mirrorsh.lab.mirroring;

/**
 * What becomes of the roles when the partners meet (again): the higher role sequence prevails (sessions.md §1, §8). For the session's
 * mailbox only.
 */
final class Encounter {
    private final Session session;
    private final Station station;
    private final Hearing hearing;

    Encounter(Session session, Station station, Hearing hearing) {
        this.session = session;
        this.station = station;
        this.hearing = hearing;
    }

    /** What the partner said of itself; {@code both} once both have called each other. */
    void partnerKnown(Facts theirs, boolean both) {
        learn(theirs.server());
        SessionState state = session.state();
        boolean theyLead = theirs.role() == Facts.PRINCIPAL;
        if (state.isPrincipal() && theyLead) {
            giveWay(theirs);
        } else if (state.isPrincipal() && both) {
            lead(theirs);
        }
    }

    void learn(String server) {
        if (!server.equals(session.settings().partnerInstance())) {
            session.settings(session.settings().withPartnerInstance(server));
        }
    }

    /** The partner became principal while this one was away: this copy becomes the mirror. */
    void giveWay(Facts theirs) {
        SessionState state = session.state();
        if (theirs.roleSequence() <= state.roleSequence()) {
            return;
        }
        boolean forced =
                theirs.suspended() || !theirs.fork().equals(session.database().recoveryFork());
        session.settings(session.settings().withFailoverLsn(0));
        session.failover().decided();
        session.switchRole(
                state.superseded(theirs.roleSequence(), forced), forced ? "Forced service" : "Failover", false);
        session.partner().attempt();
    }

    private void lead(Facts theirs) {
        boolean unreconciled = theirs.failoverLsn() == 0;
        long rewindTo = unreconciled
                ? session.settings().failoverLsn()
                : session.database().endOfLog();
        session.log().stop();
        hearing.hold();
        station.log().tell(session.settings(), 1440, session.database().name());
        SessionState state = session.state();
        session.apply(state.partnerLinked(
                state.suspended() || theirs.suspended() || session.partner().isOlder()));
        session.begin(rewindTo);
    }
}
