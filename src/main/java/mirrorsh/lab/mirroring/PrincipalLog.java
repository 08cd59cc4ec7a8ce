package mirrorsh.lab.mirroring;

import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.mirroring.SessionState.Commits;

/** The principal's end of the log: starts and keeps the flow, and sees when the mirror has everything. For the mailbox only. */
final class PrincipalLog {
    /** So few records behind counts as nearly caught up. */
    private static final int NEAR = 64;

    private final Session session;
    private final MirroredDatabase database;
    private final Station station;
    private final CommitGate gate;
    private final Hearing hearing;
    private final LogPump pump;
    private long flow;

    PrincipalLog(Session session, Station station, CommitGate gate, Hearing hearing) {
        this.session = session;
        this.database = session.database();
        this.station = station;
        this.gate = gate;
        this.hearing = hearing;
        this.pump = new LogPump(database);
    }

    /** KB that the mirror lacks. Safe to share. */
    long queue() {
        return pump.queue();
    }

    /** Bytes of log sent. Safe to share. */
    long sent() {
        return pump.sentBytes();
    }

    /** The newest LSN hardened on both; 0 while nothing flows. */
    long hardened() {
        return pump.isRunning() ? pump.hardened() : 0;
    }

    void stop() {
        pump.stop();
    }

    /**
     * The number of a new flow, which begins with the mirror's first word of it. Later flows have higher numbers, also those of a
     * later life of this instance or of another principal of the lab.
     */
    long newFlow() {
        stop();
        flow = Math.max(flow + 1, System.nanoTime());
        return flow;
    }

    /** The mirror has hardened its log up to an LSN; the first such word starts the flow. Late words of older flows count nothing. */
    void hardened(long ofFlow, long lsn) {
        SessionState state = session.state();
        if (ofFlow != flow || !state.isPrincipal() || !state.linked() || state.suspended()) {
            return;
        }
        if (!pump.isRunning()) {
            start(lsn);
        }
        if (pump.isRunning()) {
            pump.hardened(lsn);
            gate.hardened(pump.hardened());
            flow();
        }
    }

    private void start(long mirrorEnd) {
        Link link = session.partner().outgoing();
        if (link == null) {
            return;
        }
        if (mirrorEnd + 1 < database.startOfLog()) {
            station.log().write(1478, database.name()); // the log that the mirror needs is gone
            session.pause();
            return;
        }
        pump.start(link, mirrorEnd, flow);
        session.partner().reconciled(); // not sooner: it may have found that it cannot be rolled back
    }

    /** Sends what there is and sees whether the mirror has everything. */
    void flow() {
        if (!pump.isRunning()) {
            return;
        }
        pump.pump(session.settings().guid());
        SessionState state = session.state();
        if (state.pending()) {
            if (pump.behind() == 0) {
                session.failover().tailHardened();
            }
        } else if (state.full()) {
            settleFull(state);
        } else if (state.caughtUp() ? pump.behind() > NEAR : pump.behind() == 0) {
            session.apply(state.caughtUp(!state.caughtUp()));
        }
    }

    /** Commits wait before the state says SYNCHRONIZED, so that none slips through between the two. */
    private void settleFull(SessionState state) {
        if (state.caughtUp()) {
            return;
        }
        hearing.commits(pump.behind() <= NEAR ? Commits.WAIT : Commits.FREE);
        if (pump.behind() == 0) {
            session.apply(state.caughtUp(true));
        }
    }
}
