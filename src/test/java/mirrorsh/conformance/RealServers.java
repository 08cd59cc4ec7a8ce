package mirrorsh.conformance;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.conformance.ServerUnderTest.Address;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/**
 * The real SQL Servers of a run, or why there are none.
 *
 * @param missing why there are none; empty where there is one
 */
record RealServers(List<ServerUnderTest> servers, String missing, List<AutoCloseable> resources)
        implements AutoCloseable {
    static final String ADDRESS = "MIRRORSH_SQLSERVER";
    private static final String IMAGE = "mcr.microsoft.com/mssql/server:";
    private static final int SQL_PORT = 1433;

    RealServers {
        servers = List.copyOf(servers);
        resources = List.copyOf(resources);
    }

    /** Whether a run without one is a failure ({@code -Psqlserver}). */
    static boolean areDemanded() {
        return Boolean.getBoolean("mirrorsh.sqlserver.demanded");
    }

    static RealServers find() {
        String address = System.getenv(ADDRESS);
        if (address != null && !address.isBlank()) {
            return given(Address.parse(ADDRESS, address));
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return new RealServers(
                    List.of(),
                    "No Docker answers here, and " + ADDRESS + " (host,port;user;password) is not set:"
                            + " the suite ran against the lab only.",
                    List.of());
        }
        return started(areDemanded() ? List.of("2019-latest", "2022-latest") : List.of("2022-latest"));
    }

    private static RealServers given(Address address) {
        try {
            ServerUnderTest server =
                    new ServerUnderTest("SQL Server at " + address.host() + "," + address.port(), address, false);
            return new RealServers(List.of(server), "", List.of(server));
        } catch (SQLException e) {
            throw new IllegalStateException("The server that " + ADDRESS + " names cannot be used.", e);
        }
    }

    private static RealServers started(List<String> tags) {
        List<ServerUnderTest> servers = new ArrayList<>();
        List<AutoCloseable> resources = new ArrayList<>();
        String missing = "";
        for (String tag : tags) {
            MSSQLServerContainer container = new MSSQLServerContainer(IMAGE + tag).acceptLicense();
            resources.add(container);
            try {
                container.start();
                servers.add(0, inside(container, tag));
            } catch (RuntimeException | SQLException e) {
                missing = "Docker could not start " + IMAGE + tag + ": " + e.getMessage();
            }
        }
        resources.addAll(0, servers);
        return new RealServers(servers, missing, resources);
    }

    private static ServerUnderTest inside(MSSQLServerContainer container, String tag) throws SQLException {
        Address address = new Address(
                container.getHost(),
                container.getMappedPort(SQL_PORT),
                container.getUsername(),
                container.getPassword());
        return new ServerUnderTest("SQL Server " + tag, address, false);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }
}
