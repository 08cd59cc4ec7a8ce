package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    private Faults faults;

    @BeforeEach
    void faults() {
        faults = lab.lab().faults();
    }

    @Test
    void refusesAHostThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.fillDisk("HOST_X"))
                .withMessageContaining("HOST_X");
    }

    @Test
    void refusesWhatCannotBe() {
        List<ThrowingCallable> impossible = List.of(
                () -> faults.cut("HOST_A", "host_a"),
                () -> faults.slow("HOST_A", "HOST_B", Duration.ofMillis(-1)),
                () -> faults.slow("HOST_A", "HOST_B", Duration.ZERO),
                () -> faults.slow("HOST_A", "HOST_B", Duration.ofMillis(Long.MAX_VALUE)),
                () -> faults.takePort("HOST_A", 0),
                () -> faults.takePort("HOST_A", 65_536),
                () -> faults.skew("HOST_A", Duration.ofSeconds(Long.MAX_VALUE)),
                () -> faults.forgetName("HOST_A", "NOWHERE"));

        assertThat(impossible)
                .allSatisfy(fault -> assertThatThrownBy(fault).isInstanceOf(IllegalArgumentException.class));
        assertThat(faults.list()).isEmpty();
        assertThat(lab.errorOf("HOST_A", "SELECT GETDATE()")).isZero();
    }

    @Test
    void listsWhatIsOnOldestFirst() throws Exception {
        faults.cut("HOST_A", "host_b");
        faults.fillDisk("HOST_W");
        faults.skew("HOST_B", Duration.ofSeconds(-90));

        assertThat(faults.list())
                .extracting(Fault::text)
                .containsExactly(
                        "HOST_A cannot reach HOST_B",
                        "the disk of HOST_W is full",
                        "the clock of HOST_B is wrong by -90 s");
    }

    @Test
    void clearEndsEverything() throws Exception {
        faults.kill("HOST_B");
        faults.fillDisk("HOST_A");
        faults.skew("HOST_A", Duration.ofHours(5));

        faults.clear();

        assertThat(faults.list()).isEmpty();
        lab.run("HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\room.bak'");
        assertThat(lab.value("HOST_B", "SELECT @@SERVERNAME")).isEqualTo("HOST_B");
    }

    @Nested
    class OfAnInstance {
        @Test
        void nobodyConnectsWhileItIsDown() throws Exception {
            faults.stop("HOST_A");

            assertThatThrownBy(() -> lab.open("HOST_A")).isInstanceOf(SQLException.class);
        }

        @Test
        void comesBackWithItsRowsAndItsCatalog() throws Exception {
            lab.run("HOST_A", "CREATE LOGIN kept WITH PASSWORD = '1Sample_Strong_Password!@#'");
            lab.run("HOST_A", "INSERT INTO AdventureWorks.dbo.Department (Name, GroupName) VALUES (N'Q', N'R')");

            faults.kill("HOST_A");
            faults.start("HOST_A");

            assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM AdventureWorks.dbo.Department"))
                    .isEqualTo("5");
            assertThat(lab.value("HOST_A", "SELECT SUSER_NAME(SUSER_ID('kept'))"))
                    .isEqualTo("kept");
        }

        @Test
        void losesWhatWasNotCommitted() throws Exception {
            lab.run("HOST_A", "BEGIN TRANSACTION; DELETE AdventureWorks.dbo.SalesOrder");

            faults.kill("HOST_A");
            faults.start("HOST_A");

            assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM AdventureWorks.dbo.SalesOrder"))
                    .isEqualTo("4");
        }

        @Test
        void takesItsSessionUpAgain() throws Exception {
            PairScript.pair().perform(lab);

            faults.stop("HOST_B");
            assertThat(lab.await("HOST_A", PairScript.STATE, "DISCONNECTED")).isEqualTo("DISCONNECTED");
            faults.start("HOST_B");

            assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        }

        @Test
        void aWitnessRemembersItsSessions() throws Exception {
            PairScript.withWitness().perform(lab);

            faults.kill("HOST_A");
            faults.kill("HOST_B");
            faults.stop("HOST_W");
            faults.start("HOST_W");

            assertThat(lab.value("HOST_W", "SELECT database_name FROM sys.database_mirroring_witnesses"))
                    .isEqualTo("AdventureWorks");
        }
    }

    @Nested
    class OfADisk {
        @Test
        void fullRefusesBackupsAndFilesWith112() {
            faults.fillDisk("HOST_A");

            assertThatThrownBy(() -> lab.run("HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\full.bak'"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(3202);
                        assertThat(e.getMessage()).contains("112");
                    });
            assertThatThrownBy(() -> lab.run("HOST_A", "CREATE DATABASE Another"))
                    .hasMessageContaining("112");
        }

        @Test
        void fullStopsWrites() {
            faults.fillDisk("HOST_A");

            assertThat(lab.errorOf("HOST_A", "DELETE AdventureWorks.dbo.SalesOrder"))
                    .isEqualTo(9002);
        }

        @Test
        void fullAtTheMirrorSuspendsTheSessionUntilItIsCuredAndResumed() throws Exception {
            PairScript.pair().perform(lab);
            faults.fillDisk("HOST_B");

            lab.run("HOST_A", "INSERT INTO AdventureWorks.dbo.Department (Name, GroupName) VALUES (N'Q', N'R')");

            assertThat(lab.await("HOST_A", PairScript.STATE, "SUSPENDED")).isEqualTo("SUSPENDED");
            assertThat(lab.logs("HOST_A", "5149")).isTrue();
            faults.freeDisk("HOST_B");
            lab.run("HOST_A", "ALTER DATABASE AdventureWorks SET PARTNER RESUME");
            assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        }

        @Test
        void aDeniedFileIsThereButCannotBeRead() throws Exception {
            lab.run("HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\seen.bak'");
            faults.denyFile("HOST_A", "C:\\seen.bak");

            assertThatThrownBy(() -> lab.rows("HOST_A", "RESTORE HEADERONLY FROM DISK = 'C:\\seen.bak'"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(3201));
            faults.allowFile("HOST_A", "C:\\seen.bak");
            assertThat(lab.rows("HOST_A", "RESTORE HEADERONLY FROM DISK = 'C:\\seen.bak'"))
                    .hasSize(1);
        }
    }

    @Test
    void aSkewedClockIsTheInstancesTime() throws Exception {
        faults.skew("HOST_B", Duration.ofDays(-400));

        LocalDateTime there =
                LocalDateTime.parse(lab.value("HOST_B", "SELECT CONVERT(varchar(30), GETUTCDATE(), 126)"));

        assertThat(there).isBefore(LocalDateTime.now().minusDays(398));
    }

    @Nested
    class OfACertificate {
        @Test
        void expiryShowsWhereverItWasImported() throws Exception {
            PairScript.pair().until("grant on HOST_B for HOST_A").perform(lab);
            String expired = "SELECT COUNT(*) FROM sys.certificates WHERE name = 'HOST_A_cert'"
                    + " AND expiry_date < GETUTCDATE()";

            faults.expireCertificate("HOST_A");

            assertThat(lab.value("HOST_A", expired)).isEqualTo("1");
            assertThat(lab.value("HOST_B", expired)).isEqualTo("1");
            faults.restoreCertificate("HOST_A");
            assertThat(lab.value("HOST_B", expired)).isEqualTo("0");
        }

        @Test
        void oneThatIsNotYetValidKeepsThePartnersApart() throws Exception {
            PairScript.pair()
                    .before("partner on HOST_B", lab -> faults.postdateCertificate("HOST_B"))
                    .perform(lab);

            assertThat(lab.logs("HOST_B", "not yet valid")).isTrue();
            assertThat(lab.value("HOST_A", PairScript.STATE)).isEqualTo("NONE");
        }

        @Test
        void aHostWithoutAnEndpointHasNone() {
            assertThatIllegalStateException().isThrownBy(() -> faults.expireCertificate("HOST_A"));
        }
    }

    @Test
    void mendEndsEveryFaultOfAWay() throws Exception {
        faults.cut("HOST_A", "HOST_B");
        faults.slow("HOST_A", "HOST_B", Duration.ofMillis(10));
        faults.stall("HOST_B", "HOST_A");

        faults.mend("HOST_A", "HOST_B");

        assertThat(faults.list()).extracting(Fault::kind).containsExactly(Fault.Kind.STALLED);
    }

    @Test
    void aLogBackupJobLeavesAnEntryInTheHistory() throws Exception {
        lab.run("HOST_A", "BACKUP DATABASE AdventureWorks TO DISK = 'C:\\base.bak'");

        faults.backUpLog("HOST_A", "AdventureWorks");

        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM msdb.dbo.backupset WHERE type = 'L'"))
                .isEqualTo("1");
    }
}
