package mirrorsh.conformance;

import com.microsoft.sqlserver.jdbc.SQLServerConnectionPoolDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** One connection that begins anew for every test, as a connection pool does it: the server resets the session (tds.md). */
final class Pool implements AutoCloseable {
    private final String url;
    private @Nullable PooledConnection pooled;

    Pool(String url) {
        this.url = url;
    }

    /** The connection in the state after a login; a broken one is replaced. */
    Connection begin() throws SQLException {
        PooledConnection present = pooled;
        if (present != null) {
            Connection connection = answering(present);
            if (connection != null) {
                return connection;
            }
        }
        SQLServerConnectionPoolDataSource source = new SQLServerConnectionPoolDataSource();
        source.setURL(url);
        PooledConnection made = source.getPooledConnection();
        pooled = made;
        return made.getConnection();
    }

    private static @Nullable Connection answering(PooledConnection present) throws SQLException {
        try {
            Connection connection = present.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("SET NOCOUNT OFF");
            }
            return connection;
        } catch (SQLException broken) {
            present.close(); // a test ended the session (KILL, a dropped database): the next one gets a new connection
            return null;
        }
    }

    @Override
    public void close() throws SQLException {
        PooledConnection present = pooled;
        if (present != null) {
            present.close();
        }
    }
}
