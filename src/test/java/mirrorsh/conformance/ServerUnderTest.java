package mirrorsh.conformance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An instance that the suite runs against, and the administrator's connection to it, which every test begins anew. */
final class ServerUnderTest implements AutoCloseable {
    private final String name;
    private final Address address;
    private final boolean isLab;
    private final boolean hasOwnKey;
    private final int version;
    private final boolean isLinux;
    private final Pool pool;
    private boolean cleaned;

    /** Where a server answers, and as whom. */
    record Address(String host, int port, String user, String password) {
        /** Reads {@code host,port;user;password}; the port is 1433 where it is absent. */
        static Address parse(String variable, String text) {
            String[] parts = text.split(";", 3);
            if (parts.length < 3) {
                throw new IllegalArgumentException(variable + " is not of the form host,port;user;password.");
            }
            String[] place = parts[0].split(",", 2);
            int port = place.length > 1 ? Integer.parseInt(place[1].strip()) : 1433;
            return new Address(place[0].strip(), port, parts[1], parts[2]);
        }

        String url(String login, String itsPassword) {
            return "jdbc:sqlserver://" + host + ":" + port + ";encrypt=true;trustServerCertificate=true;user=" + login
                    + ";password={" + itsPassword.replace("}", "}}") + "}";
        }
    }

    /** Connects; the server's version and platform are read once. */
    ServerUnderTest(String name, Address address, boolean isLab) throws SQLException {
        this.name = name;
        this.address = address;
        this.isLab = isLab;
        this.pool = new Pool(address.url(address.user(), address.password()));
        Client client = new Client(pool.begin());
        this.hasOwnKey = !client.rows("SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##'")
                .isEmpty();
        this.version = Integer.parseInt(client.value("SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))")
                .split("\\.")[0]);
        this.isLinux = client.value("SELECT @@VERSION").contains(" Linux");
    }

    Address address() {
        return address;
    }

    boolean isLab() {
        return isLab;
    }

    boolean isLinux() {
        return isLinux;
    }

    /** The major version: 16 is SQL Server 2022. */
    int version() {
        return version;
    }

    /** Whether master had a master key before the suite came: it stays. */
    boolean hasOwnKey() {
        return hasOwnKey;
    }

    /** The administrator's connection as after a login; the client before it is over. */
    Client begin() throws SQLException {
        Client client = new Client(pool.begin());
        if (!cleaned) {
            new Cleaning(client, !hasOwnKey).removeOurs();
            cleaned = true;
        }
        return client;
    }

    /** Removes what the test made. */
    void clean() throws SQLException {
        new Cleaning(new Client(pool.begin()), !hasOwnKey).removeOurs();
    }

    /** A second connection of the administrator's. */
    Client open() throws SQLException {
        return open(address.user(), address.password());
    }

    /** A connection of another login's, whose name may begin with ct_. */
    Client open(String login, String password) throws SQLException {
        return new Client(connection(login, password));
    }

    private Connection connection(String login, String password) throws SQLException {
        return DriverManager.getConnection(address.url(Client.outward(login), password));
    }

    @Override
    public void close() throws SQLException {
        pool.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
