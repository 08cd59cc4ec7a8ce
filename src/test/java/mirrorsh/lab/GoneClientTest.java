package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that goes in the middle of its statement. */
class GoneClientTest {
    private static final String CARRYING_OUT =
            "SELECT MAX(command) FROM sys.dm_exec_requests WHERE session_id <> @@SPID";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    /** The mirror has accepted the session by then, and a principal that forgot it would leave it alone with that. */
    @Test
    void leavesASessionThatBothPartnersKnow() throws Exception {
        assertThat(PairScript.pair().until("partner on HOST_B").perform(lab)).isEmpty();
        lab.lab().network().slow("HOST_B", "HOST_A", Duration.ofMillis(500));
        try (HeldWires wires = new HeldWires(lab.lab())) {
            LabHost host = lab.host("HOST_A");
            LabHost wired = new LabHost(
                    host.name(), wires.server("HOST_A"), host.user(), host.password(), host.endpoint(), host.disk());
            try (Connection client = DriverManager.getConnection(
                            LabConnections.url(wired, "encrypt=true;trustServerCertificate=true"));
                    Statement statement = client.createStatement()) {
                wires.judgedBy((name, bytes) -> true);
                CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(() -> isAnswered(statement));
                assertThat(lab.await("HOST_A", CARRYING_OUT, "ALTER DATABASE")).isEqualTo("ALTER DATABASE");
                wires.close();

                assertThat(answered.get(20, TimeUnit.SECONDS)).isFalse();
            }
        }
        lab.lab().network().heal("HOST_B", "HOST_A");

        assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        assertThat(lab.await("HOST_B", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
    }

    private static boolean isAnswered(Statement statement) {
        try {
            return statement.execute("ALTER DATABASE AdventureWorks SET PARTNER = 'TCP://HOST_B:7024'");
        } catch (SQLException e) {
            return false; // it is gone by then
        }
    }
}
