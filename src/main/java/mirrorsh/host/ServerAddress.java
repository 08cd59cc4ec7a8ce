package mirrorsh.host;

import java.util.Optional;
import mirrorsh.model.UsageException;

/**
 * A server as an operator writes it: {@code host}, {@code host:port}, {@code host,port}, {@code host\instance} or
 * {@code [ipv6]:port}.
 *
 * @param instance instance name; then the port is asked of the SQL Server Browser
 */
public record ServerAddress(String host, Optional<Integer> port, Optional<String> instance) {
    private static final int HIGHEST_PORT = 65_535;

    /** @throws UsageException when it has none of the forms */
    public static ServerAddress parse(String text) {
        String server = text.strip();
        if (server.isEmpty() || server.chars().anyMatch(Character::isWhitespace)) {
            throw unreadable(text);
        }
        if (server.startsWith("[")) {
            int end = server.indexOf(']');
            if (end < 0) {
                throw unreadable(text);
            }
            String rest = server.substring(end + 1);
            return rest.isEmpty()
                    ? new ServerAddress(server.substring(1, end), Optional.empty(), Optional.empty())
                    : new ServerAddress(server.substring(1, end), port(text, rest.substring(1)), Optional.empty());
        }
        int slash = server.indexOf('\\');
        if (slash > 0) {
            return new ServerAddress(
                    server.substring(0, slash), Optional.empty(), Optional.of(server.substring(slash + 1)));
        }
        int separator = Math.max(server.indexOf(','), server.indexOf(':'));
        return separator < 0
                ? new ServerAddress(server, Optional.empty(), Optional.empty())
                : new ServerAddress(
                        server.substring(0, separator), port(text, server.substring(separator + 1)), Optional.empty());
    }

    private static Optional<Integer> port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits.strip());
            if (port >= 1 && port <= HIGHEST_PORT) {
                return Optional.of(port);
            }
        } catch (NumberFormatException e) {
            throw unreadable(text);
        }
        throw unreadable(text);
    }

    private static UsageException unreadable(String text) {
        return new UsageException(
                "'" + text + "' is not a server address.",
                "host, host:port, host,port or host\\instance, for example sql1.corp.example:1433");
    }
}
