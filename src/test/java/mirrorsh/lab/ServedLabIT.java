package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.distribution.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented example against {@code lab serve}, by a client that knows nothing but what that prints. */
class ServedLabIT {
    private static final Pattern HOST =
            Pattern.compile("\\{\"name\":\"(\\w+)\",\"server\":\"([\\d.]+),(\\d+)\",\"user\":\"(\\w+)\","
                    + "\"password\":\"([^\"]+)\",\"endpoint\":\"[^\"]+\",\"disk\":\"([^\"]+)\"}");
    private static final String STATE =
            "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('AdventureWorks')";

    @TempDir
    private Path home;

    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, Path> disks = new HashMap<>();

    @Test
    void reachesSynchronized() throws Exception {
        Process lab = Distribution.process(home, List.of("bin/mirrorsh", "lab", "serve", "--json"))
                .redirectError(home.resolve("err.txt").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8))) {
            connect(String.valueOf(out.readLine()));

            for (DocumentStep step : DocumentStep.values()) {
                perform(step);
            }

            assertThat(await("HOST_A")).isEqualTo("SYNCHRONIZED");
            assertThat(await("HOST_B")).isEqualTo("SYNCHRONIZED");
            for (Connection connection : connections.values()) {
                connection.close();
            }
            lab.getOutputStream().close();
            assertThat(lab.waitFor(30, TimeUnit.SECONDS))
                    .as("ends with its input")
                    .isTrue();
            assertThat(lab.exitValue()).isZero();
        } finally {
            lab.destroyForcibly();
        }
    }

    private void connect(String line) throws SQLException {
        Matcher host = HOST.matcher(line);
        while (host.find()) {
            String url = "jdbc:sqlserver://" + host.group(2) + ":" + host.group(3)
                    + ";encrypt=true;trustServerCertificate=true;user=" + host.group(4) + ";password={" + host.group(5)
                    + "}";
            connections.put(host.group(1), DriverManager.getConnection(url));
            disks.put(host.group(1), Path.of(host.group(6)));
        }
        assertThat(connections).as(line).containsOnlyKeys("HOST_A", "HOST_B", "HOST_W");
    }

    private void perform(DocumentStep step) throws Exception {
        if (step.isCopy()) {
            Files.copy(
                    disks.get(step.host()).resolve(step.file()),
                    disks.get(step.copyTo()).resolve(step.file()),
                    StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (Statement statement = connections.get(step.host()).createStatement()) {
            boolean results = statement.execute(step.batch());
            while (results || statement.getUpdateCount() != -1) {
                results = statement.getMoreResults();
            }
        }
    }

    private String await(String host) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String state = "";
        while (!"SYNCHRONIZED".equals(state) && System.nanoTime() < end) {
            try (Statement statement = connections.get(host).createStatement();
                    ResultSet row = statement.executeQuery(STATE)) {
                row.next();
                state = row.getString(1);
            }
        }
        return state;
    }
}
