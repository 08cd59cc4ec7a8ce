package mirrorsh.lab.mirroring;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.Installation.Edition;
import mirrorsh.lab.mirroring.LinkMessage.Verdict;
import mirrorsh.lab.mirroring.LinkMessage.Wish;
import mirrorsh.lab.mirroring.SessionState.Witness;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner;
import mirrorsh.lab.sql.ast.MirroringStatement.ChangePartner.Change;
import mirrorsh.lab.type.SqlFailure;

/** SET PARTNER with anything but an address, on an existing session (errors.md §1.4). Safe to share. */
final class SessionStatements {
    private static final int LONGEST_TIMEOUT = 32_767;
    private static final int SHORTEST_TIMEOUT = 5;

    private final Station station;

    SessionStatements(Station station) {
        this.station = station;
    }

    void change(Session session, ChangePartner statement, Caller caller) {
        if (statement.change() == Change.OFF) {
            off(session);
            return;
        }
        if (session.isWaiting()) {
            throw refusal(session, 1416);
        }
        switch (statement.change()) {
            case FAILOVER -> failover(session, caller);
            case FORCE_SERVICE_ALLOW_DATA_LOSS -> force(session);
            case SUSPEND -> suspend(session);
            case RESUME -> resume(session);
            case SAFETY_FULL -> safety(session, true);
            case SAFETY_OFF -> safety(session, false);
            default -> throw new IllegalStateException("SET PARTNER " + statement.change());
        }
    }

    void off(Session session) {
        Answers.ask(station, session, () -> {
            session.partner().send(new LinkMessage.Ended(session.settings().guid()));
            session.end();
            return true;
        });
    }

    private void failover(Session session, Caller caller) {
        if (!caller.database().equalsIgnoreCase("master")) {
            throw SqlFailure.of(5001);
        }
        CompletableFuture<Void> done = Answers.ask(station, session, () -> {
            SessionState state = principal(session);
            if (!state.full()) {
                throw refusal(session, 1477);
            }
            if (state.pending()) {
                throw refusal(session, 1404);
            }
            if (!state.linked()) {
                throw refusal(session, 1447);
            }
            if (state.state() != SessionState.SYNCHRONIZED) {
                throw refusal(session, 1422);
            }
            return session.failover().begin();
        });
        Answers.wait(station, session, done);
    }

    private void force(Session session) {
        CompletableFuture<LinkMessage> witness = Answers.ask(station, session, () -> {
            SessionState state = session.state();
            if (state.isPrincipal() || state.linked()) {
                throw refusal(session, 1455);
            }
            if (session.settings().failoverLsn() == 0) {
                throw refusal(session, 1406); // it was principal and is not rolled back yet
            }
            if (state.witness() == Witness.LOST) {
                throw refusal(session, 1431).state(4);
            }
            return state.isWitnessed()
                    ? session.witness().force()
                    : CompletableFuture.completedFuture(new Verdict(true, 0, "", state.roleSequence() + 1));
        });
        if (!(Answers.wait(station, session, witness) instanceof Verdict verdict) || !verdict.granted()) {
            throw refusal(session, 1455); // the witness still sees the principal
        }
        Answers.ask(station, session, () -> {
            if (session.state().isPrincipal() || session.state().linked()) {
                throw refusal(session, 1455);
            }
            session.promote(verdict.roleSequence(), true, "Forced Service").ifPresent(obstacle -> {
                throw new SqlFailure(List.of(obstacle));
            });
            return true;
        });
    }

    private void suspend(Session session) {
        boolean here = Answers.ask(station, session, () -> {
            if (!session.state().linked()) {
                throw refusal(session, 1447);
            }
            if (session.state().isPrincipal()) {
                session.pause();
            }
            return session.state().isPrincipal();
        });
        if (!here) {
            Answers.partner(station, session, () -> session.ask(Wish.SUSPEND, "", 0));
        }
    }

    private void resume(Session session) {
        boolean suspended = Answers.ask(station, session, () -> {
            SessionState state = principal(session);
            if (!state.linked()) {
                throw refusal(session, 1447);
            }
            // before the other side is upgraded too it has no effect (sessions.md §7.4)
            return state.suspended() && !session.partner().isOlder();
        });
        if (suspended) {
            Answers.partner(station, session, () -> session.ask(Wish.RESUME, "", 0));
            Answers.ask(station, session, () -> {
                if (session.state().suspended() && session.state().linked()) {
                    session.resume();
                }
                return true;
            });
        }
    }

    private void safety(Session session, boolean full) {
        Answers.ask(station, session, () -> {
            SessionState state = principal(session);
            if (!full && station.installation().edition() == Edition.STANDARD) {
                throw refusal(session, 1473);
            }
            if (!state.linked()) {
                throw refusal(session, 1447);
            }
            session.apply(state.safety(full));
            session.log().flow();
            return true;
        });
    }

    void timeout(Session session, long seconds) {
        if (session.isWaiting()) {
            throw refusal(session, 1416);
        }
        Answers.ask(station, session, () -> {
            principal(session);
            if (seconds > LONGEST_TIMEOUT) {
                throw SqlFailure.of(1476, seconds);
            }
            session.settings(session.settings().withTimeout((int) Math.max(SHORTEST_TIMEOUT, seconds)));
            session.announce();
            return true;
        });
    }

    static SessionState principal(Session session) {
        SessionState state = session.state();
        if (!state.isPrincipal()) {
            throw refusal(session, 1470);
        }
        return state;
    }

    static SqlFailure refusal(Session session, int number) {
        return SqlFailure.of(number, session.database().name());
    }
}
