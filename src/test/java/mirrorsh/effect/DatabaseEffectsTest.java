package mirrorsh.effect;

import static mirrorsh.effect.Given.actions;
import static mirrorsh.effect.Given.blocked;
import static mirrorsh.effect.Given.differs;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.Given.impossible;
import static mirrorsh.effect.Given.undo;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Observation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatabaseEffectsTest {
    private static final String DB = "AdventureWorks";
    private static final String BAK = "C:\\Backup\\AdventureWorks.bak";
    private static final String TRN = "C:\\Backup\\AdventureWorks.trn";

    /** HOST_A with the database made as told. */
    private static HostStateBuilder principal(UnaryOperator<DatabaseBuilder> database) {
        HostStateBuilder host = hostA();
        database.apply(host.database(DB));
        return host;
    }

    /** HOST_B with a copy made as told. */
    private static HostStateBuilder mirror(UnaryOperator<DatabaseBuilder> database) {
        HostStateBuilder host = hostB();
        database.apply(host.database(DB));
        return host;
    }

    /** Full backup 100 to 110, log backup 100 to 120. */
    private static HostStateBuilder backedUp() {
        return principal(db -> db.fullBackup(BAK, 100, 110).logBackup(TRN, 1, 100, 120))
                .file(BAK, true)
                .file(TRN, true);
    }

    private static Observation mirrored() {
        return observe(
                principal(db -> db.session("G", "PRINCIPAL", "SYNCHRONIZED", "TCP://HOST_B:7024")),
                mirror(db -> db.state("RESTORING").session("G", "MIRROR", "SYNCHRONIZED", "TCP://HOST_A:7024")));
    }

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
                    .containsExactly(
                            "HOST_A: BACKUP DATABASE [AdventureWorks] TO DISK = N'" + BAK + "' WITH FORMAT, CHECKSUM");
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

        @Test
        void isPartOfTheChainForGood() {
            assertThat(impossible(effect, observe(backedUp(), hostB()))).contains("log chain");
        }
    }

    @Nested
    class TheCopiedFile {
        private final Effect full = new BackupFileCopied("HOST_A", DB, BAK, "HOST_B", BAK);
        private final Effect log = new BackupFileCopied("HOST_A", DB, TRN, "HOST_B", TRN);

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

    @Nested
    class TheRestoredCopy {
        private final Effect effect = new BackupRestored("HOST_B", DB, BAK, "HOST_A");

        @Test
        void isMissingOnceTheFileIsThere() {
            var hosts = observe(backedUp(), hostB().file(BAK, true));

            assertThat(effect.assess(hosts)).isEqualTo(new Missing());
            assertThat(actions(effect, hosts))
                    .containsExactly(
                            "HOST_B: RESTORE DATABASE [AdventureWorks] FROM DISK = N'" + BAK + "' WITH NORECOVERY");
        }

        @Test
        void movesFilesOfThePrincipalsDefaultFolderOnly() {
            var hosts = observe(backedUp(), hostB().dataFolder("D:\\SqlData").file(BAK, true));

            assertThat(actions(effect, hosts).get(0))
                    .endsWith("WITH NORECOVERY, MOVE N'AdventureWorks_Data' TO N'D:\\SqlData\\AdventureWorks.mdf'");
        }

        @Test
        void isBlockedWithoutABackupOrItsFile() {
            assertThat(blocked(effect, observe(principal(db -> db), hostB())).by())
                    .contains("full backup");
            assertThat(blocked(effect, observe(backedUp(), hostB().file(BAK, false)))
                            .by())
                    .isEqualTo("HOST_B has no file " + BAK);
        }

        @Test
        void isBlockedByAnOlderVersion() {
            assertThat(blocked(
                                    effect,
                                    observe(
                                            backedUp(),
                                            hostB().version("15.0.4430.1").file(BAK, true)))
                            .why())
                    .contains("3169");
        }

        @Test
        void isDoneWhileRestoring() {
            assertThat(effect.assess(observe(backedUp(), mirror(db -> db.restored("D", 100, 110))))
                            .isDone())
                    .isTrue();
            assertThat(effect.assess(mirrored())).isEqualTo(new Done("mirrored already"));
        }

        @Test
        void isRestoredAgainAfterACutOffRestore() {
            assertThat(differs(effect, observe(backedUp(), mirror(db -> db.state("RESTORING"))))
                            .repairable())
                    .isTrue();
        }

        @Test
        void neverOverwritesADatabaseThatMayHoldData() {
            assertThat(differs(effect, observe(backedUp(), mirror(db -> db))).found())
                    .startsWith("ONLINE");
            assertThat(differs(effect, observe(backedUp(), mirror(db -> db))).repairable())
                    .isFalse();
            assertThat(differs(effect, observe(backedUp(), mirror(DatabaseBuilder::standby)))
                            .found())
                    .startsWith("in standby");
            assertThat(differs(
                                    effect,
                                    observe(
                                            backedUp(),
                                            mirror(db -> db.family("F2").restored("D", 1, 2))))
                            .found())
                    .contains("1407");
        }

        @Test
        void isDroppedOnlyWhileRestoringAndNotMirrored() {
            assertThat(undo(effect, observe(backedUp(), mirror(db -> db.restored("D", 100, 110)))))
                    .containsExactly("HOST_B: DROP DATABASE [AdventureWorks]");
            assertThat(impossible(effect, mirrored())).contains("mirrored");
            assertThat(impossible(effect, observe(backedUp(), mirror(db -> db))))
                    .contains("ONLINE");
            assertThat(undo(effect, observe(backedUp(), hostB()))).isEmpty();
        }
    }

    @Nested
    class TheRestoredLog {
        private final Effect effect = new LogRestored("HOST_B", DB, TRN, "HOST_A");

        private HostStateBuilder copy() {
            return mirror(db -> db.restored("D", 100, 110)).file(TRN, true);
        }

        @Test
        void isMissingAfterTheFullBackup() {
            assertThat(effect.assess(observe(backedUp(), copy()))).isEqualTo(new Missing());
            assertThat(actions(effect, observe(backedUp(), copy())))
                    .containsExactly("HOST_B: RESTORE LOG [AdventureWorks] FROM DISK = N'" + TRN
                            + "' WITH FILE = 1, NORECOVERY");
        }

        @Test
        void takesEveryPositionInOrder() {
            var appended = principal(db -> db.fullBackup(BAK, 100, 110)
                    .logBackup(TRN, 1, 90, 105)
                    .logBackup(TRN, 2, 105, 130)
                    .logBackup(TRN, 3, 130, 140));

            assertThat(actions(effect, observe(appended, copy())))
                    .extracting(text -> text.replaceAll(".*FILE = (\\d+).*", "$1"))
                    .containsExactly("2", "3");
        }

        @Test
        void fetchesTheLogBackupsOfAJobToo() {
            var withJob = principal(db -> db.fullBackup(BAK, 100, 110)
                    .logBackup(TRN, 1, 100, 120)
                    .logBackup("E:\\Job\\hourly.trn", 7, 120, 130));

            assertThat(actions(effect, observe(withJob, copy())))
                    .containsExactly(
                            "copy HOST_A E:\\Job\\hourly.trn to HOST_B C:\\Backup\\hourly.trn",
                            "HOST_B: RESTORE LOG [AdventureWorks] FROM DISK = N'" + TRN + "' WITH FILE = 1, NORECOVERY",
                            "HOST_B: RESTORE LOG [AdventureWorks] FROM DISK = N'C:\\Backup\\hourly.trn'"
                                    + " WITH FILE = 7, NORECOVERY");
        }

        @Test
        void isDoneWhenTheCopyHasAll() {
            assertThat(effect.assess(observe(
                            backedUp(), mirror(db -> db.restored("D", 100, 110).restored("L", 100, 120)))))
                    .isEqualTo(new Done("all log backups restored, up to 120"));
            assertThat(effect.assess(mirrored())).isEqualTo(new Done("mirrored already"));
        }

        @Test
        void isMissingAgainWhenAJobBackedUpLogMeanwhile() {
            var withJob = principal(db ->
                    db.fullBackup(BAK, 100, 110).logBackup(TRN, 1, 100, 120).logBackup("E:\\hourly.trn", 1, 120, 130));

            assertThat(effect.assess(observe(
                            withJob, mirror(db -> db.restored("D", 100, 110).restored("L", 100, 120)))))
                    .isEqualTo(new Missing());
        }

        @Test
        void isBlockedWithoutACopy() {
            assertThat(blocked(effect, observe(backedUp(), hostB())).by()).contains("restoring copy");
        }

        @Test
        void isBlockedWithoutALogBackup() {
            assertThat(blocked(effect, observe(principal(db -> db.fullBackup(BAK, 100, 110)), copy()))
                            .why())
                    .contains("1412");
        }

        @Test
        void isBlockedByAGap() {
            var gap = principal(db -> db.fullBackup(BAK, 100, 110).logBackup(TRN, 1, 115, 120));

            assertThat(blocked(effect, observe(gap, copy())).why()).contains("4305");
        }

        @Test
        void isBlockedWhenTheHistoryForgotABackup() {
            var forgotten = principal(db -> db.fullBackup(BAK, 100, 110).chainAt(200));

            assertThat(blocked(effect, observe(forgotten, copy())).why()).contains("1478");
        }

        @Test
        void isBlockedWithoutItsFile() {
            assertThat(blocked(effect, observe(backedUp(), copy().file(TRN, false)))
                            .by())
                    .isEqualTo("HOST_B has no file " + TRN);
        }

        @Test
        void isBlockedOnceTheMirrorWaits() {
            var waiting = mirror(db -> db.restored("D", 100, 110).session("G", "", "", "TCP://HOST_A:7024"));

            assertThat(blocked(effect, observe(backedUp(), waiting)).next())
                    .isEqualTo("partner off AdventureWorks --on HOST_B");
        }

        @Test
        void goesWithTheCopy() {
            assertThat(undo(effect, observe(backedUp(), hostB()))).isEmpty();
            assertThat(impossible(effect, observe(backedUp(), copy()))).contains("dropped");
        }
    }
}
