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
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.Given.impossible;
import static mirrorsh.effect.Given.undo;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import mirrorsh.effect.Verdict.Done;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RestoreEffectsTest {
    @Nested
    class TheRestoredCopy {
        private final Effect effect = new BackupRestored("HOST_B", DB, BAK, "HOST_A");

        @Test
        void isMissingOnceTheFileIsThere() {
            var hosts = observe(backedUp(), hostB().file(BAK, true));

            assertThat(effect.assess(hosts)).isEqualTo(new Missing());
            assertThat(actions(effect, hosts))
                    .containsExactly("HOST_B: RESTORE DATABASE [AdventureWorks] FROM DISK = N'" + BAK
                            + "' WITH NORECOVERY, STATS = 5");
        }

        @Test
        void movesFilesOfThePrincipalsDefaultFolderOnly() {
            var hosts = observe(backedUp(), hostB().dataFolder("D:\\SqlData").file(BAK, true));

            assertThat(actions(effect, hosts).get(0))
                    .endsWith(
                            "WITH NORECOVERY, STATS = 5, MOVE N'AdventureWorks_Data' TO N'D:\\SqlData\\AdventureWorks.mdf'");
        }

        private Observation answering(Observation seen, String question, List<List<String>> rows) {
            return seen.with(effect.probes(seen).stream()
                    .filter(probe -> probe.text().startsWith(question))
                    .collect(Collectors.toMap(probe -> probe, probe -> Probe.Answer.of(rows))));
        }

        @Test
        void movesTheFilesThatTheBackupHolds() {
            var hosts = answering(
                    observe(backedUp(), hostB().dataFolder("D:\\SqlData").file(BAK, true)),
                    "RESTORE FILELISTONLY",
                    List.of(
                            List.of("Older name", "C:\\Data\\older.mdf", "D"),
                            List.of("Older log", "E:\\Log\\older.ldf", "L")));

            assertThat(actions(effect, hosts).get(0)).endsWith(" MOVE N'Older name' TO N'D:\\SqlData\\older.mdf'");
        }

        @Test
        void movesFilesOfADriveThatTheMirrorLacks() {
            var hosts = answering(
                    observe(backedUp(), hostB().dataFolder("D:\\SqlData").file(BAK, true)),
                    "EXEC master.dbo.xp_fixeddrives",
                    List.of(List.of("C", "1000"), List.of("D", "1000")));

            assertThat(actions(effect, hosts).get(0))
                    .contains(
                            "MOVE N'AdventureWorks_Data' TO N'D:\\SqlData\\AdventureWorks.mdf'",
                            "MOVE N'AdventureWorks_Log' TO N'D:\\SqlData\\AdventureWorks.ldf'");
        }

        @Test
        void readsTheBackupOnlyWhenItIsThereAndNeeded() {
            assertThat(effect.probes(observe(backedUp(), hostB().file(BAK, false))))
                    .isEmpty();
            assertThat(effect.probes(mirrored())).isEmpty();
        }

        @Test
        void isMadeFromAContainerThatNobodyHasToCopyTo() {
            String url = "https://account.blob.core.windows.net/backups/AdventureWorks.bak";
            Effect restored = new BackupRestored("HOST_B", DB, url, "HOST_A");
            var hosts = observe(principal(db -> db.fullBackup(url, 100, 110)), hostB());

            assertThat(restored.files()).isEmpty();
            assertThat(restored.assess(hosts)).isEqualTo(new Missing());
            assertThat(actions(restored, hosts).get(0)).contains("FROM URL = N'" + url + "'");
            assertThat(new BackupFileCopied("HOST_A", DB, url, "HOST_B", url).assess(hosts))
                    .isEqualTo(new Done("the share has the file"));
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
                            + "' WITH FILE = 1, NORECOVERY, STATS = 5");
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
                            "HOST_B: RESTORE LOG [AdventureWorks] FROM DISK = N'" + TRN
                                    + "' WITH FILE = 1, NORECOVERY, STATS = 5",
                            "HOST_B: RESTORE LOG [AdventureWorks] FROM DISK = N'C:\\Backup\\hourly.trn'"
                                    + " WITH FILE = 7, NORECOVERY, STATS = 5");
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
