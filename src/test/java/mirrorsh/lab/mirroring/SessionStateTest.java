package mirrorsh.lab.mirroring;

import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.lab.mirroring.SessionState.Commits;
import mirrorsh.lab.mirroring.SessionState.Role;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The state machine without sockets: sessions.md §6 and §8. */
class SessionStateTest {
    private static final SessionState PRINCIPAL =
            SessionState.newPrincipal().configured().caughtUp(true);
    private static final SessionState MIRROR =
            SessionState.waitingMirror().accepted().partnerLinked(false).caughtUp(true);

    private static SessionState witnessed(SessionState state) {
        return state.witnessSet().witnessLinked();
    }

    @Nested
    class Transitions {
        @Test
        void waitingToSynchronizingToSynchronized() {
            assertThat(SessionState.waitingMirror().state()).isEqualTo(1);
            assertThat(SessionState.newPrincipal().configured().state()).isEqualTo(2);
            assertThat(PRINCIPAL.state()).isEqualTo(4);
            assertThat(MIRROR.state()).isEqualTo(4);
        }

        @Test
        void safetyOffAndOn() {
            SessionState off = PRINCIPAL.safety(false);

            assertThat(off.state()).isEqualTo(2);
            assertThat(off.safetySequence()).isEqualTo(2);
            assertThat(off.safety(false).safetySequence()).isEqualTo(2);
            assertThat(off.safety(true).safetySequence()).isEqualTo(3);
        }

        @Test
        void fallsBehindWithSafetyOff() {
            assertThat(PRINCIPAL.safety(false).caughtUp(true).caughtUp(false).state())
                    .isEqualTo(2);
        }

        @Test
        void suspendAndResume() {
            SessionState suspended = PRINCIPAL.suspended(true);

            assertThat(suspended.state()).isZero();
            assertThat(suspended.caughtUp(true).state()).isZero();
            assertThat(suspended.suspended(false).state()).isEqualTo(2);
        }

        @Test
        void lostAndBackWithTheSameRoles() {
            assertThat(PRINCIPAL.partnerLost().state()).isEqualTo(1);
            assertThat(PRINCIPAL.partnerLost().partnerLinked(false).state()).isEqualTo(2);
        }

        @Test
        void lostWhileSuspendedAndBack() {
            SessionState lost = PRINCIPAL.suspended(true).partnerLost();

            assertThat(lost.state()).isEqualTo(1);
            assertThat(lost.partnerLinked(lost.suspended()).state()).isZero();
        }

        @Test
        void manualFailover() {
            SessionState pending = PRINCIPAL.failoverBegun();

            assertThat(pending.state()).isEqualTo(3);
            assertThat(pending.isMirrorCopy()).isTrue();
            assertThat(pending.superseded(2, false).role()).isEqualTo(Role.MIRROR);
            assertThat(pending.superseded(2, false).state()).isEqualTo(2);
            assertThat(MIRROR.promoted(2, false).state()).isEqualTo(2);
            assertThat(MIRROR.promoted(2, false).serves()).isTrue();
        }

        @Test
        void brokenManualFailoverReopensOnlyWhereThePartnerCannotHaveTakenOver() {
            SessionState pending = PRINCIPAL.failoverBegun();

            assertThat(pending.failoverBroken(false).partnerLost().serves()).isTrue();
            assertThat(pending.failoverBroken(true).partnerLost().serves()).isFalse();
            assertThat(pending.failoverBroken(true).partnerLost().commits()).isEqualTo(Commits.REFUSED);
            assertThat(pending.failoverBroken(true)
                            .partnerLost()
                            .partnerLinked(false)
                            .serves())
                    .isTrue();
        }

        @Test
        void forcedServiceStaysSuspendedUntilTheOldPrincipalIsBack() {
            SessionState forced = MIRROR.partnerLost().promoted(2, true);

            assertThat(forced.state()).isEqualTo(1);
            assertThat(forced.serves()).isTrue();
            assertThat(forced.partnerLinked(forced.suspended()).state()).isZero();
            assertThat(PRINCIPAL.partnerLost().superseded(2, true).suspended()).isTrue();
        }

        @Test
        void restartKeepsTheRoleOnly() {
            SessionState back = SessionState.restored(Role.PRINCIPAL, 3, false, 2);

            assertThat(back.state()).isEqualTo(1);
            assertThat(back.roleSequence()).isEqualTo(3);
            assertThat(back.full()).isFalse();
            assertThat(back.serves()).isTrue();
            assertThat(back.witnessSet().serves()).isFalse();
        }
    }

    @Nested
    class Quorum {
        @Test
        void withoutWitnessThePrincipalAlwaysServes() {
            assertThat(PRINCIPAL.serves()).isTrue();
            assertThat(PRINCIPAL.partnerLost().serves()).isTrue();
            assertThat(PRINCIPAL.partnerLost().commits()).isEqualTo(Commits.FREE);
        }

        @Test
        void rows1To4PartnerIsEnough() {
            assertThat(witnessed(PRINCIPAL).serves()).isTrue();
            assertThat(witnessed(PRINCIPAL).witnessLost().serves()).isTrue();
        }

        @Test
        void rows5And6WitnessIsEnoughOnceItAgreed() {
            SessionState lost = witnessed(PRINCIPAL).partnerLost();

            assertThat(lost.mustClaim()).isTrue();
            assertThat(lost.serves()).isFalse();
            assertThat(lost.commits()).isEqualTo(Commits.WAIT);
            assertThat(lost.claimAnswered(true).serves()).isTrue();
            assertThat(lost.claimAnswered(true).commits()).isEqualTo(Commits.FREE);
            assertThat(lost.claimAnswered(false).serves()).isFalse();
            assertThat(lost.claimAnswered(false).commits()).isEqualTo(Commits.REFUSED);
        }

        @Test
        void rows7And8PrincipalAloneCloses() {
            SessionState alone =
                    witnessed(PRINCIPAL).partnerLost().claimAnswered(true).witnessLost();

            assertThat(alone.serves()).isFalse();
            assertThat(alone.commits()).isEqualTo(Commits.REFUSED);
            assertThat(alone.witnessLinked().mustClaim()).isTrue();
        }

        @Test
        void row7MirrorAsksOnlyFromSynchronizedFullAndWithItsWitness() {
            assertThat(witnessed(MIRROR).partnerLost().mustVote()).isTrue();
            assertThat(MIRROR.partnerLost().mustVote()).isFalse();
            assertThat(witnessed(MIRROR).witnessLost().partnerLost().mustVote()).isFalse();
            assertThat(witnessed(MIRROR).suspended(true).partnerLost().mustVote())
                    .isFalse();
            assertThat(witnessed(MIRROR)
                            .safety(false)
                            .caughtUp(true)
                            .partnerLost()
                            .mustVote())
                    .isFalse();
        }

        @Test
        void row8MirrorThatLostItsWitnessDoesNotAskWhenItReturns() {
            assertThat(witnessed(MIRROR)
                            .partnerLost()
                            .witnessLost()
                            .witnessLinked()
                            .mustVote())
                    .isFalse();
        }

        @Test
        void witnessRemovedEndsTheRule() {
            assertThat(witnessed(PRINCIPAL)
                            .partnerLost()
                            .claimAnswered(true)
                            .witnessRemoved()
                            .serves())
                    .isTrue();
        }
    }

    @Nested
    class CommitWaits {
        @Test
        void onlyWithSafetyFullAndSynchronized() {
            assertThat(PRINCIPAL.commits()).isEqualTo(Commits.WAIT);
            assertThat(PRINCIPAL.caughtUp(false).commits()).isEqualTo(Commits.FREE);
            assertThat(PRINCIPAL.safety(false).caughtUp(true).commits()).isEqualTo(Commits.FREE);
            assertThat(PRINCIPAL.suspended(true).commits()).isEqualTo(Commits.FREE);
            assertThat(MIRROR.commits()).isEqualTo(Commits.REFUSED);
        }
    }
}
