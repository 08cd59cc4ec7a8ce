package mirrorsh.conformance;

import java.sql.SQLException;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/**
 * The real SQL Server of a run, or why there is none.
 *
 * @param missing why there is none; empty where there is one
 */
record RealServer(Optional<ServerUnderTest> server, String missing, AutoCloseable resource) implements AutoCloseable {
    static final String ADDRESS = "MIRRORSH_SQLSERVER";
    private static final String IMAGE = "mcr.microsoft.com/mssql/server:2022-latest";
    private static final int SQL_PORT = 1433;

    /** Whether a run without one is a failure ({@code -Psqlserver}). */
    static boolean isDemanded() {
        return Boolean.getBoolean("mirrorsh.sqlserver.demanded");
    }

    static RealServer find() {
        String address = System.getenv(ADDRESS);
        if (address != null && !address.isBlank()) {
            return given(address);
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return none("There is no Docker here, and " + ADDRESS + " (host,port;user;password) is not set.");
        }
        return started();
    }

    private static RealServer given(String address) {
        String[] parts = address.split(";", 3);
        String[] place = parts[0].split(",", 2);
        if (parts.length < 3) {
            throw new IllegalArgumentException(ADDRESS + " is not of the form host,port;user;password.");
        }
        int port = place.length > 1 ? Integer.parseInt(place[1].strip()) : SQL_PORT;
        return new RealServer(Optional.of(given(place[0], port, parts[1], parts[2])), "", () -> {});
    }

    private static ServerUnderTest given(String host, int port, String user, String password) {
        ServerUnderTest server = new ServerUnderTest("SQL Server at " + host, host, port, user, password, false, true);
        try (Client client = new Client(server.open())) {
            boolean key = !client.rows("SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##'")
                    .isEmpty();
            return new ServerUnderTest(server.name(), host, port, user, password, false, key);
        } catch (SQLException e) {
            throw new IllegalStateException("The server that " + ADDRESS + " names cannot be used.", e);
        }
    }

    private static RealServer started() {
        MSSQLServerContainer container = new MSSQLServerContainer(IMAGE).acceptLicense();
        try {
            container.start();
        } catch (RuntimeException e) {
            container.close();
            return none("Docker could not start " + IMAGE + ": " + e.getMessage());
        }
        ServerUnderTest server = new ServerUnderTest(
                "SQL Server in Docker",
                container.getHost(),
                container.getMappedPort(SQL_PORT),
                container.getUsername(),
                container.getPassword(),
                false,
                false);
        return new RealServer(Optional.of(server), "", container);
    }

    private static RealServer none(String why) {
        return new RealServer(Optional.empty(), why, () -> {});
    }

    @Override
    public void close() throws Exception {
        resource.close();
    }
}
