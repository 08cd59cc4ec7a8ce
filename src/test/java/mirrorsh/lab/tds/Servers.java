package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/** What the tests with real sockets share. */
final class Servers {
    private static final KeyPair KEY = ServerTls.newKey();

    private Servers() {}

    static ServerTls tls() {
        return ServerTls.selfSigned(KEY, "HOST_A", List.of());
    }

    static KeyPair key() {
        return KEY;
    }

    static TdsServer start(Backend backend, TdsSettings settings) throws IOException {
        TdsServer server = new TdsServer(backend, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), settings);
        server.start();
        return server;
    }

    static Connection connect(TdsServer server, String options) throws SQLException {
        String url = "jdbc:sqlserver://127.0.0.1:" + server.address().getPort() + ";loginTimeout=10;" + options;
        return DriverManager.getConnection(url, credentials());
    }

    static Connection connectJtds(TdsServer server, String options) throws SQLException {
        String url =
                "jdbc:jtds:sqlserver://127.0.0.1:" + server.address().getPort() + "/master;loginTimeout=10;" + options;
        return DriverManager.getConnection(url, credentials());
    }

    private static Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", FakeBackend.USER);
        properties.setProperty("password", FakeBackend.PASSWORD);
        return properties;
    }

    /** Polls until something is so, for at most five seconds. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("It never came true that " + what + ".");
            }
            Thread.onSpinWait();
        }
    }
}
