package mirrorsh.lab.mirroring;

import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.Mirroring;
import mirrorsh.lab.instance.storage.MirroredDatabase;
import mirrorsh.lab.mirroring.LinkMessage.Ask;
import mirrorsh.lab.mirroring.LinkMessage.RedoFailed;
import mirrorsh.lab.mirroring.LinkMessage.Wish;
import mirrorsh.lab.mirroring.SessionState.Commits;
import mirrorsh.lab.type.SqlMessage;

/**
 * One partner's side of a mirroring session: what its state demands is done to the database, the row and the peers. Everything
 * but the constructor, {@link #mailbox} and what says otherwise is for the mailbox only.
 */
final class Session {
    private final Station station;
    private final MirroredDatabase database;
    private final Mailbox mailbox;
    private final PrincipalLog log;
    private final ServedCopy copy;
    private final MirrorLog mirrorLog;
    private final CommitGate gate;
    private final Hearing hearing;
    private final Encounter encounter;
    private final PartnerChannel partner;
    private final WitnessChannel witness;
    private final ManualFailover failover;
    private volatile SessionState state;
    private volatile SessionSettings settings;
    private volatile boolean ended;
    private boolean confirmed;

    Session(Station station, MirroredDatabase database, SessionState state, SessionSettings settings) {
        this.station = station;
        this.database = database;
        this.state = state;
        this.settings = settings;
        this.mailbox = new Mailbox(station.executor(), station.log()::unexpected);
        this.copy = new ServedCopy(database);
        this.mirrorLog = new MirrorLog(database, station);
        this.gate = new CommitGate(database.name());
        this.partner = new PartnerChannel(this, station);
        this.witness = new WitnessChannel(this, station);
        this.failover = new ManualFailover(this, partner);
        this.hearing = new Hearing(mailbox, gate, partner::forgotten);
        this.encounter = new Encounter(this, station, hearing);
        this.log = new PrincipalLog(this, station, gate, hearing);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    MirroredDatabase database() {
        return database;
    }

    PartnerChannel partner() {
        return partner;
    }

    WitnessChannel witness() {
        return witness;
    }

    PrincipalLog log() {
        return log;
    }

    Encounter encounter() {
        return encounter;
    }

    ManualFailover failover() {
        return failover;
    }

    /** Safe to share. */
    SessionState state() {
        return state;
    }

    /** Safe to share. */
    SessionSettings settings() {
        return settings;
    }

    /** Whether it is over. Safe to share. */
    boolean isEnded() {
        return ended;
    }

    /** KB of log that the mirror lacks. Safe to share. */
    long sendQueue() {
        return log.queue();
    }

    /** What has flowed. Safe to share. */
    Mirroring.Traffic traffic() {
        return new Mirroring.Traffic(log.sent(), mirrorLog.received(), gate.commits(), gate.waitedMillis());
    }

    /** The statement succeeded: from now on the session has a row and survives. */
    void confirm() {
        confirmed = true;
        database.onCommit(state.isPrincipal() ? this::committed : null);
        apply(state);
    }

    /** The instance is up again (1444, 1445): the row is what is left of the session. */
    void restored() {
        confirmed = true;
        hearing.commits(state.commits());
        if (state.isPrincipal()) {
            database.onCommit(this::committed);
            copy.restore(state.serves());
            if (!state.serves()) {
                station.log().tell(settings, 1445, database.name());
            }
        } else {
            database.becomeMirror();
            station.log().tell(settings, 1444, database.name());
        }
        apply(state);
        if (!state.waiting()) {
            partner.attempt();
            witness.attempt();
        }
    }

    /** Told by the committing thread; any thread. */
    private void committed(long lsn) {
        mailbox.post(log::flow);
        gate.await(lsn);
    }

    void settings(SessionSettings changed) {
        settings = changed;
        show();
    }

    private void show() {
        if (confirmed) {
            database.mirroring(report().row());
        }
    }

    /** Goes to the next state and does what it demands. */
    void apply(SessionState next) {
        apply(next, false);
    }

    void apply(SessionState next, boolean newFork) {
        SessionState before = state;
        if (ended) {
            return;
        }
        state = next;
        if (!next.linked() || !next.isPrincipal()) {
            hearing.forget();
        } else if (before.linked() && before.commits() == Commits.WAIT && next.commits() == Commits.FREE) {
            hearing.tell(partner.link(), new LinkMessage.Changed(facts()));
        }
        hearing.tighten(next.commits());
        copy.settle(before, next, newFork);
        if (before.role() != next.role()) {
            database.onCommit(next.isPrincipal() ? this::committed : null);
        }
        show();
        hearing.loosen(next.commits());
        if (before.state() != next.state() || before.role() != next.role() || before.full() != next.full()) {
            announce();
        }
        if (next.mustClaim()) {
            witness.claim();
        }
        if (next.mustVote()) {
            witness.vote();
        }
    }

    /** A role switch that the log tells (1480). */
    void switchRole(SessionState next, String cause, boolean newFork) {
        station.log().tell(settings, 1480, database.name(), state.role(), next.role(), cause);
        log.stop();
        gate.hardened(0); // LSNs start anew behind a role switch
        apply(next, newFork);
        station.log().tell(settings, next.isPrincipal() ? 1440 : 1441, database.name());
    }

    /** Tells partner and witness how things stand. */
    void announce() {
        if (state.isPrincipal() && state.linked()) {
            partner.send(new LinkMessage.Changed(facts()));
        }
        witness.report();
    }

    /** Offers the log to the mirror; its word of what it has starts the flow. */
    void begin(long rewindTo) {
        hearing.tell(partner.link(), new LinkMessage.Begin(facts(), rewindTo, log.newFlow()));
    }

    /** Begins again after a pause. */
    void resume() {
        log.stop();
        apply(state.suspended(false));
        Facts theirs = partner.theirs();
        begin(theirs != null && theirs.failoverLsn() == 0 ? settings.failoverLsn() : database.endOfLog());
    }

    void pause() {
        log.stop();
        apply(state.suspended(true));
    }

    /** The principal begins; whether this side is its mirror now. */
    boolean begun(Link link, LinkMessage.Begin begin) {
        Facts theirs = begin.facts();
        if (state.isPrincipal()) {
            failover.confirmedBy(theirs);
            if (state.isPrincipal()) {
                encounter.giveWay(theirs);
            }
            if (state.isPrincipal()) {
                return false;
            }
        }
        if (!mirrorLog.begin(begin.flow())) {
            return false;
        }
        Optional<SqlMessage> obstacle = theirs.suspended() ? Optional.empty() : mirrorLog.rewind(begin.rewindTo());
        if (!theirs.suspended() && obstacle.isEmpty()) {
            settings(settings.withFailoverLsn(theirs.failoverLsn()));
        }
        if (!state.linked()) {
            station.log().tell(settings, 1441, database.name());
        }
        encounter.learn(theirs.server());
        adopt(theirs);
        apply(state.partnerLinked(theirs.suspended()).told(theirs));
        if (!theirs.suspended()) {
            mirrorLog.answer(link, settings.guid(), obstacle);
        }
        return true;
    }

    private void adopt(Facts theirs) {
        SessionSettings told = settings.told(theirs);
        boolean otherWitness = !told.witnessText().equals(settings.witnessText());
        settings(told);
        if (otherWitness) {
            witnessChanged();
        }
    }

    /** The witness of the settings is another one, or there is none any more. */
    void witnessChanged() {
        witness.restart();
        apply(settings.witness() == null ? state.witnessRemoved() : state.witnessSet());
        witness.attempt();
    }

    /** The operator set a witness, whose link is there already; the mirror is told. */
    void witnessSet(Link link) {
        witness.restart();
        apply(state.witnessSet());
        witness.join(link);
        announce();
    }

    /** The principal's settings or state changed; whether this side is its mirror and heard it. */
    boolean changed(Facts theirs) {
        boolean heard = !state.isPrincipal() && state.linked();
        if (heard) {
            adopt(theirs);
            apply(state.told(theirs));
        }
        return heard;
    }

    /** The partner is gone. */
    void partnerLost() {
        log.stop();
        apply(failover.broken(state).partnerLost());
    }

    void receive(Link link, LinkMessage.Log sent) {
        if (!state.isPrincipal() && state.linked() && !state.suspended()) {
            mirrorLog.receive(link, settings.guid(), sent.flow(), sent.records());
        }
    }

    /** Applies what is hardened; false when it cannot (1462). */
    boolean redo() {
        return mirrorLog.redo().isEmpty();
    }

    void redoFailed(RedoFailed failure) {
        station.log().partnerFailed(failure, settings.partner(), database.name());
        pause();
    }

    /** A ping's time has passed. */
    void tick() {
        if (!confirmed) {
            return; // still being set up: a partner that was not asked yet would answer that it knows of no session
        }
        partner.tick();
        witness.tick();
        if (!ended) {
            log.flow();
            keepAgreement();
        }
    }

    /** The mirroring_failover_lsn follows what is hardened on both, and lets the log before it go. */
    private void keepAgreement() {
        long agreed = log.hardened();
        if (state.isPrincipal() && agreed > settings.failoverLsn()) {
            settings(settings.withFailoverLsn(agreed));
        }
    }

    /** This mirror becomes principal (automatic, manual or forced); it does not when it cannot apply its log, for what is answered. */
    Optional<SqlMessage> promote(int sequence, boolean forced, String cause) {
        Optional<SqlMessage> obstacle = mirrorLog.redo();
        if (obstacle.isPresent()) {
            return obstacle;
        }
        if (state.linked()) {
            hearing.hold();
        }
        settings(settings.withFailoverLsn(database.endOfLog()));
        switchRole(state.promoted(sequence, forced), cause, forced);
        witness.report();
        return Optional.empty();
    }

    // ---------------------------------------------------------------- the end

    /** The session is removed: the row goes, a principal opens, a mirror copy stays RESTORING. */
    void end() {
        if (ended) {
            return;
        }
        witness.remove();
        stop();
        if (!state.isMirrorCopy()) {
            copy.serve(true);
        }
        if (confirmed) {
            database.onCommit(null);
            database.mirroring(null);
            station.log().tell(settings, 1443, database.name());
            station.log().tell(settings, 1442, database.name());
        }
    }

    /** The instance goes down: nothing of the row changes, what waits for the mirror is not confirmed. Any thread. */
    void stop() {
        ended = true;
        gate.close();
    }

    Ask ask(Wish wish, String argument, long number) {
        return new Ask(settings.guid(), wish, argument, number);
    }

    // ---------------------------------------------------------------- what others see

    Facts facts() {
        return report().facts(station, partner.life());
    }

    private SessionReport report() {
        return new SessionReport(database, state, settings);
    }

    /** Whether messages about a session mean this one. Safe to share. */
    boolean is(UUID guid) {
        return !ended && settings.guid().equals(guid);
    }

    /** Whether a link carries this session. Only a guess while the session moves. */
    boolean uses(Link link) {
        return partner.uses(link) || witness.uses(link);
    }

    /** Whether it waits for a principal, as a mirror whose partner has not come yet. Safe to share. */
    boolean isWaiting() {
        return state.waiting() && !state.isPrincipal();
    }
}
