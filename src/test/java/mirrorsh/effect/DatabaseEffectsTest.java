package mirrorsh.effect;

import static mirrorsh.effect.Databases.BAK;
import static mirrorsh.effect.Databases.DB;
import static mirrorsh.effect.Databases.TRN;
import static mirrorsh.effect.Databases.backedUp;
import static mirrorsh.effect.Databases.mirror;
import static mirrorsh.effect.Databases.mirrored;
import static mirrorsh.effect.Databases.principal;
import static mirrorsh.effect.Given.actions;
import static mirrorsh.effect.Given.blocked;
import static mirrorsh.effect.Given.differs;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.Given.impossible;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatabaseEffectsTest {
    @Nested
    class TheRecoveryModel {
        private final Effect effect = new FullRecoveryModel("HOST_A", DB);

        @Test
        void isDoneWhenFull() {
            assertThat(effect.assess(observe(principal(db -> db)))).isEqualTo(new Done("recovery model FULL"));
            assertThat(effect.assess(mirrored()).isDone()).isTrue();
        }

        @Test
        void isSetWhenItIsAnother() {
            var simple = observe(principal(db -> db.recoveryModel("SIMPLE")));

            assertThat(differs(effect, simple).found()).isEqualTo("SIMPLE");
            assertThat(differs(effect, simple).repairable()).isTrue();
            assertThat(actions(effect, simple))
                    .containsExactly("HOST_A: ALTER DATABASE [AdventureWorks] SET RECOVERY FULL");
        }

        @Test
        void isBlockedWithoutTheDatabase() {
            assertThat(blocked(effect, observe(hostA())).by()).isEqualTo("HOST_A has no database [AdventureWorks]");
        }

        @Test
        void isBlockedByWhatCannotBeMirrored() {
            assertThat(blocked(effect, observe(principal(DatabaseBuilder::readOnly)))
                            .why())
                    .contains("1466");
            assertThat(blocked(effect, observe(principal(DatabaseBuilder::autoClose)))
                            .next())
                    .isEqualTo("sql --on HOST_A \"ALTER DATABASE [AdventureWorks] SET AUTO_CLOSE OFF\"");
            assertThat(blocked(effect, observe(principal(DatabaseBuilder::singleUser)))
                            .why())
                    .contains("1488");
            assertThat(blocked(effect, observe(principal(DatabaseBuilder::inAvailabilityGroup)))
                            .why())
                    .contains("1468");
            assertThat(blocked(effect, observe(principal(db -> db.state("OFFLINE"))))
                            .by())
                    .contains("OFFLINE");
            assertThat(blocked(effect, observe(principal(db -> db).edition("Express Edition (64-bit)")))
                            .why())
                    .contains("1463");
            HostStateBuilder host = hostA();
            host.database("master");
            assertThat(blocked(new FullRecoveryModel("HOST_A", "master"), observe(host))
                            .by())
                    .contains("system database");
        }

        @Test
        void isNotTakenBack() {
            assertThat(impossible(effect, observe(principal(db -> db)))).contains("not recorded");
        }
    }

    @Nested
    class TheFullBackup {
        private final Effect effect = new FullBackupTaken("HOST_A", DB, BAK, "HOST_B");

        @Test
        void isMissingAtFirst() {
            assertThat(effect.assess(observe(principal(db -> db).file(BAK, false), hostB())))
                    .isEqualTo(new Missing());
            assertThat(actions(effect, observe(principal(db -> db), hostB())))
                    .containsExactly("HOST_A: BACKUP DATABASE [AdventureWorks] TO DISK = N'" + BAK
                            + "' WITH FORMAT, CHECKSUM, STATS = 5");
        }

        @Test
        void isDoneByAnInterruptedRunsBackup() {
            assertThat(effect.assess(observe(backedUp(), hostB())))
                    .isEqualTo(new Done("the backup at " + BAK + " is there"));
        }

        @Test
        void isMissingWhenItsFileIsGone() {
            assertThat(effect.assess(observe(backedUp().file(BAK, false), hostB())))
                    .isEqualTo(new Missing());
        }

        @Test
        void isDoneWhenTheMirrorHasItsCopy() {
            assertThat(effect.assess(observe(principal(db -> db), mirror(db -> db.restored("D", 100, 110)))))
                    .isEqualTo(new Done("HOST_B has a restoring copy"));
            assertThat(effect.assess(mirrored())).isEqualTo(new Done("mirrored already"));
        }

        @Test
        void isMissingWhenTheCopyIsOfAnotherFamily() {
            assertThat(effect.assess(observe(
                            principal(db -> db), mirror(db -> db.family("F2").restored("D", 100, 110)))))
                    .isEqualTo(new Missing());
        }

        @Test
        void neverOverwritesAStrangersFile() {
            var host = observe(principal(db -> db).file(BAK, true), hostB());

            assertThat(differs(effect, host).repairable()).isFalse();
            assertThat(differs(effect, host).found()).contains("not overwritten");
        }

        @Test
        void isBlockedUntilTheRecoveryModelIsFull() {
            assertThat(blocked(effect, observe(principal(db -> db.recoveryModel("SIMPLE")), hostB()))
                            .by())
                    .contains("SIMPLE");
        }

        @Test
        void isNotVisibleToOneWhoIsNotSysadmin() {
            assertThat(blocked(effect, observe(principal(db -> db).sysadmin(false), hostB()))
                            .by())
                    .contains("not visible");
        }

        @Test
        void leavesTheFileToTheOperator() {
            assertThat(impossible(effect, observe(backedUp(), hostB()))).contains(BAK);
        }
    }

    @Nested
    class TheLogBackup {
        private final Effect effect = new LogBackupTaken("HOST_A", DB, TRN, "HOST_B");

        @Test
        void isMissingAfterTheFullOne() {
            assertThat(effect.assess(observe(principal(db -> db.fullBackup(BAK, 100, 110)), hostB())))
                    .isEqualTo(new Missing());
            assertThat(actions(effect, observe(principal(db -> db), hostB())).get(0))
                    .contains("BACKUP LOG", "NOINIT");
        }

        @Test
        void isBlockedWithoutALogChain() {
            assertThat(blocked(effect, observe(principal(db -> db), hostB())).why())
                    .contains("4214");
        }

        @Test
        void isDoneByAnInterruptedRunsBackup() {
            assertThat(effect.assess(observe(backedUp(), hostB())).isDone()).isTrue();
        }

        @Test
        void isMissingWhenItWasTakenBeforeTheFullOne() {
            assertThat(effect.assess(observe(
                            principal(db -> db.fullBackup("x", 50, 60)
                                            .logBackup(TRN, 1, 50, 70)
                                            .fullBackup(BAK, 100, 110))
                                    .file(TRN, true),
                            hostB())))
                    .isEqualTo(new Missing());
        }

        @Test
        void isDoneWhenItReachesBeyondTheCopy() {
            assertThat(effect.assess(observe(backedUp().file(TRN, false), mirror(db -> db.restored("D", 100, 110)))))
                    .isEqualTo(new Done("reaches beyond HOST_B's copy"));
            assertThat(effect.assess(mirrored()).isDone()).isTrue();
        }

        @Test
        void isMissingForAFormerMirrorThatIsAhead() {
            var former = mirror(
                    db -> db.restored("D", 100, 110).restored("L", 100, 120).redoAt(500));

            assertThat(effect.assess(observe(backedUp(), former))).isEqualTo(new Missing());
        }

        /** A run that was killed between the two halves of a move to a group goes on. */
        @Test
        void isDoneInAGroupThatTheCopyIsToJoin() {
            var grouped = principal(db ->
                    db.fullBackup(BAK, 100, 110).logBackup(TRN, 1, 100, 120).inAvailabilityGroup());
            var copy = mirror(db -> db.restored("D", 100, 110).restored("L", 100, 120));

            assertThat(effect.assess(observe(grouped, copy)).isDone()).isTrue();
        }

        @Test
        void isPartOfTheChainForGood() {
            assertThat(impossible(effect, observe(backedUp(), hostB()))).contains("log chain");
        }
    }

    @Nested
    class TheCopiedFile {
        private final Effect full = new BackupFileCopied("HOST_A", DB, BAK, "HOST_B", BAK);
        private final Effect log = new BackupFileCopied("HOST_A", DB, TRN, "HOST_B", TRN);

        /** A job took the log that the copy lacks; the file of ours was never written. */
        @Test
        void isNotNeededWhereTheLogIsInOtherFiles() {
            var hosts = observe(
                    principal(db -> db.fullBackup(BAK, 100, 110).logBackup("C:\\job.trn", 1, 100, 120))
                            .file(BAK, true)
                            .file(TRN, false),
                    mirror(db -> db.restored("D", 100, 110)).file(BAK, true).file(TRN, false));

            assertThat(log.assess(hosts).isDone()).isTrue();
        }

        @Test
        void isMissingOnceItIsWritten() {
            assertThat(full.assess(observe(backedUp(), hostB()))).isEqualTo(new Missing());
            assertThat(log.assess(observe(backedUp(), hostB()))).isEqualTo(new Missing());
            assertThat(actions(log, observe(backedUp(), hostB())))
                    .containsExactly("copy HOST_A " + TRN + " to HOST_B " + TRN);
        }

        @Test
        void isBlockedBefore() {
            assertThat(blocked(full, observe(principal(db -> db), hostB())).by())
                    .isEqualTo("HOST_A has no file " + BAK);
        }

        @Test
        void isDoneWhenItIsThere() {
            assertThat(full.assess(observe(backedUp(), hostB().file(BAK, true))))
                    .isEqualTo(new Done("the file is there"));
        }

        @Test
        void isDoneWhenItIsRestored() {
            assertThat(full.assess(observe(backedUp(), mirror(db -> db.restored("D", 100, 110)))))
                    .isEqualTo(new Done("restored on HOST_B already"));
            assertThat(log.assess(observe(
                            backedUp(), mirror(db -> db.restored("D", 100, 110).restored("L", 100, 120)))))
                    .isEqualTo(new Done("restored on HOST_B already"));
            assertThat(log.assess(mirrored()).isDone()).isTrue();
        }

        @Test
        void isCopiedAgainWhenLogWasAppendedSince() {
            var appended = principal(db -> db.fullBackup(BAK, 100, 110)
                            .logBackup(TRN, 1, 100, 120)
                            .logBackup(TRN, 2, 120, 130))
                    .file(TRN, true);
            var copy = mirror(db -> db.restored("D", 100, 110).restored("L", 100, 120))
                    .file(TRN, true);

            assertThat(log.assess(observe(appended, copy))).isEqualTo(new Missing());
        }

        @Test
        void isOutdatedByANewBackupToThatPath() {
            assertThat(full.isOutdatedBy(new FullBackupTaken("HOST_A", DB, BAK, "HOST_B")))
                    .isTrue();
            assertThat(log.isOutdatedBy(new LogBackupTaken("HOST_A", DB, TRN, "HOST_B")))
                    .isTrue();
            assertThat(log.isOutdatedBy(new FullBackupTaken("HOST_A", DB, BAK, "HOST_B")))
                    .isFalse();
        }
    }
}
