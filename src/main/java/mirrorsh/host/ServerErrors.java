package mirrorsh.host;

import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import com.microsoft.sqlserver.jdbc.SQLServerWarning;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import mirrorsh.host.Hosts.ServerMessage;

/** Messages of the server taken out of the driver's exceptions. */
final class ServerErrors {
    private ServerErrors() {}

    /** Whether the server said it, rather than the driver or the network. */
    static boolean isFromServer(SQLException e) {
        return e instanceof SQLServerException server && server.getSQLServerError() != null;
    }

    /** The errors of an exception, the first one first. */
    static List<ServerMessage> of(SQLException e) {
        List<ServerMessage> errors = new ArrayList<>();
        for (SQLException next = e; next != null; next = next.getNextException()) {
            if (next instanceof SQLServerException server && server.getSQLServerError() != null) {
                errors.add(message(server.getSQLServerError()));
            }
        }
        return errors;
    }

    static ServerMessage of(SQLWarning warning) {
        return warning instanceof SQLServerWarning server && server.getSQLServerError() != null
                ? message(server.getSQLServerError())
                : new ServerMessage(warning.getErrorCode(), 0, 0, 0, String.valueOf(warning.getMessage()));
    }

    private static ServerMessage message(SQLServerError error) {
        return new ServerMessage(
                error.getErrorNumber(),
                error.getErrorSeverity(),
                error.getErrorState(),
                (int) error.getLineNumber(),
                String.valueOf(error.getErrorMessage()));
    }
}
