package mirrorsh.lab.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabHost;

/** One host of a soak with a handful of client connections that come back by themselves. Safe to share. */
final class SoakHost implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int LOGINS = 5;

    private final Lab lab;
    private final String name;
    private final List<Slot> slots = new ArrayList<>();

    private static final class Slot {
        Connection connection;
    }

    SoakHost(Lab lab, String name) {
        this.lab = lab;
        this.name = name;
        for (int i = 0; i < CONNECTIONS; i++) {
            slots.add(new Slot());
        }
    }

    String name() {
        return name;
    }

    /** Work on one connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    /** Opens every connection. */
    void connect() throws SQLException {
        for (Slot slot : slots) {
            synchronized (slot) {
                open(slot, LOGINS);
            }
        }
    }

    private Connection open(Slot slot) throws SQLException {
        if (slot.connection == null || slot.connection.isClosed()) {
            LabHost host = lab.host(name).orElseThrow();
            String[] address = address();
            slot.connection = DriverManager.getConnection("jdbc:sqlserver://" + address[0] + ":" + address[1]
                    + ";encrypt=false;loginTimeout=60;connectRetryCount=0;user=sa;password={" + host.password() + "}");
        }
        return slot.connection;
    }

    /** A login has a limit of its own at the server, which a busy machine may exceed. */
    private Connection open(Slot slot, int attempts) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return open(slot);
            } catch (SQLException e) {
                if (attempt == attempts) {
                    throw e;
                }
            }
        }
    }

    /** Does something on any of the connections; a broken one is opened anew next time. */
    <T> T with(Work<T> work) throws SQLException {
        return with(1, work);
    }

    private <T> T with(int attempts, Work<T> work) throws SQLException {
        Slot slot = slots.get(ThreadLocalRandom.current().nextInt(CONNECTIONS));
        synchronized (slot) {
            Connection connection = open(slot, attempts);
            try (Statement statement = connection.createStatement()) {
                return work.on(statement);
            } catch (SQLException e) {
                if (e.getErrorCode() == 0 || e.getErrorCode() == 596) {
                    connection.close();
                }
                throw e;
            }
        }
    }

    /** Runs a batch; whether it went through. Refusals are part of the game. */
    boolean run(String batch) {
        try {
            return with(statement -> {
                boolean results = statement.execute(batch);
                while (results || statement.getUpdateCount() != -1) {
                    results = statement.getMoreResults();
                }
                return true;
            });
        } catch (SQLException e) {
            Refusals.check(e, name + ": " + batch);
            return false;
        }
    }

    /** Runs a batch that must go through. */
    void must(String batch) throws SQLException {
        with(LOGINS, statement -> {
            boolean results = statement.execute(batch);
            while (results || statement.getUpdateCount() != -1) {
                results = statement.getMoreResults();
            }
            return true;
        });
    }

    /** First column of the rows. */
    List<String> column(String query) throws SQLException {
        return with(statement -> {
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        });
    }

    /**
     * The instance goes down; nothing of it may stay behind in this process.
     *
     * @throws AssertionError when a thread or a socket does
     */
    void stop(boolean orderly) throws IOException {
        if (orderly) {
            lab.faults().stop(name);
        } else {
            lab.faults().kill(name);
        }
        InetAddress address = InetAddress.getByName(address()[0]);
        leaves("threads", Traces.leftOver(0, () -> Traces.threads(name)));
        if (!address.equals(InetAddress.getLoopbackAddress())) {
            leaves("sockets", Traces.leftOver(0, () -> Traces.sockets(address)));
        }
    }

    private void leaves(String what, List<String> left) {
        if (!left.isEmpty()) {
            throw new AssertionError(name + " went down and left " + what + ": " + left);
        }
    }

    void start() throws IOException {
        lab.faults().start(name);
    }

    private String[] address() {
        return lab.host(name).orElseThrow().server().split(",", -1);
    }

    @Override
    public void close() throws SQLException {
        for (Slot slot : slots) {
            synchronized (slot) {
                if (slot.connection != null) {
                    slot.connection.close();
                }
            }
        }
    }
}
