package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A lab is up before its sample database is made, which no client can tell. */
class FurnishingTest {
    private static LabSettings settings() {
        LabSettings standard = LabSettings.standard(Optional.empty()).withKeys(new PreparedKeys());
        return standard.withHosts(standard.hosts().subList(0, 1));
    }

    private static int products(Lab lab) throws SQLException {
        String url = LabConnections.url(lab.hosts().get(0), "encrypt=true;trustServerCertificate=true");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery("SELECT COUNT(*) FROM AdventureWorks.dbo.Product")) {
            counted.next();
            return counted.getInt(1);
        }
    }

    @Test
    void isOverForEachOfTheFirstClients() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(3);
        try (Lab lab = Lab.start(settings())) {
            List<Future<Integer>> seen = IntStream.range(0, 3)
                    .mapToObj(client -> clients.submit(() -> products(lab)))
                    .toList();
            lab.expectClients();

            for (Future<Integer> each : seen) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(5);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void isOverBeforeAFault() throws Exception {
        try (Lab lab = Lab.start(settings())) {
            lab.faults().stop("HOST_A");
            lab.faults().start("HOST_A");

            assertThat(products(lab)).isEqualTo(5);
        }
    }
}
