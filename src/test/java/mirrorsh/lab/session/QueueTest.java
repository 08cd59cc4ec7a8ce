package mirrorsh.lab.session;

import static mirrorsh.lab.MirroredTrio.A;
import static mirrorsh.lab.MirroredTrio.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The send queue grows while log cannot flow, and drains (sessions.md §10, §7.4). */
class QueueTest {
    @RegisterExtension
    static final MirroredTrio trio = new MirroredTrio();

    private static int sendQueue() throws SQLException {
        return Integer.parseInt(trio.value(A, """
                SELECT cntr_value FROM sys.dm_os_performance_counters
                WHERE object_name = 'SQLServer:Database Mirroring' AND counter_name = 'Log Send Queue KB'
                AND instance_name = '%s'""".formatted(trio.database())));
    }

    private static void write(int rows) throws SQLException {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            batch.append("INSERT INTO ")
                    .append(trio.database())
                    .append(".dbo.Notes VALUES (N'row ")
                    .append(i)
                    .append("'); ");
        }
        trio.run(A, batch.toString());
    }

    private static String reuseWait() throws SQLException {
        return trio.value(A, "SELECT log_reuse_wait_desc FROM sys.databases WHERE name = '" + trio.database() + "'");
    }

    private static void synchronizedWithEmptyQueue() throws SQLException {
        trio.shows(A, "PRINCIPAL/SYNCHRONIZED/ONLINE");
        trio.shows(B, "MIRROR/SYNCHRONIZED/RESTORING");
        trio.soon("drained", () -> sendQueue() == 0);
    }

    private static void safetyOff() throws SQLException {
        trio.run(A, trio.set("PARTNER SAFETY OFF"));
        trio.soon("told", () -> trio.column(B, "mirroring_safety_level_desc").equals("OFF"));
    }

    @Test
    void isEmptyInHighSafety() throws Exception {
        trio.pair();

        write(50);

        assertThat(sendQueue()).isZero();
    }

    @Test
    void growsWhileSuspendedAndDrainsAtResume() throws Exception {
        trio.pair();
        trio.run(A, trio.set("PARTNER SUSPEND"));
        write(40);
        int once = sendQueue();
        write(40);
        int twice = sendQueue();

        trio.run(A, trio.set("PARTNER RESUME"));

        assertThat(once).isPositive();
        assertThat(twice).isGreaterThan(once);
        synchronizedWithEmptyQueue();
    }

    @Test
    void growsWhileTheMirrorIsAwayAndDrainsWhenItReturns() throws Exception {
        trio.pair();
        trio.stop(B);
        trio.shows(A, "PRINCIPAL/DISCONNECTED/ONLINE");
        write(40);
        assertThat(sendQueue()).isPositive();

        trio.start(B);

        synchronizedWithEmptyQueue();
    }

    @Test
    void growsWithSafetyOffWhileTheLinkIsSlowAndDrains() throws Exception {
        trio.pair();
        safetyOff();
        trio.network().slow(A, B, Duration.ofSeconds(2));

        write(100);

        assertThat(sendQueue()).isPositive();
        trio.soon("behind", () -> trio.shown(A).equals("PRINCIPAL/SYNCHRONIZING/ONLINE"));
        trio.network().heal(A, B);
        synchronizedWithEmptyQueue();
    }

    @Test
    void keepsTheLogAfterItsBackupWhileItGrows() throws Exception {
        trio.pair();
        safetyOff();
        trio.network().hold(A, B);
        write(100);

        trio.run(A, "BACKUP LOG " + trio.database() + " TO DISK = 'C:\\" + trio.database() + "-more.trn'");

        assertThat(reuseWait()).isEqualTo("DATABASE_MIRRORING");
        trio.network().heal(A, B);
        synchronizedWithEmptyQueue();
        trio.until("reused", () -> reuseWait().equals("NOTHING"));
    }
}
