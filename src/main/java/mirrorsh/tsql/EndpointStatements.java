package mirrorsh.tsql;

import java.util.regex.Pattern;
import mirrorsh.model.UsageException;

/** Statements on the database mirroring endpoint of an instance (tsql.md §4, §6.1). */
public final class EndpointStatements {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%]*");

    private EndpointStatements() {}

    /** @throws UsageException when the listener address is neither IPv4 nor IPv6 */
    public static Batch create(EndpointDefinition endpoint) {
        return Batch.inMaster(SqlText.keywords("CREATE ENDPOINT ")
                .name(endpoint.name())
                .and("\n   STATE = STARTED\n   AS TCP (\n      LISTENER_PORT = ")
                .number(endpoint.port())
                .and("\n      , LISTENER_IP = " + address(endpoint.ip()) + "\n   )")
                .and(payload())
                .name(endpoint.certificate())
                .and(rest(endpoint)));
    }

    /** Changes how it proves itself, its encryption and its role; address and port stay. Starts it, too. */
    public static Batch alter(EndpointDefinition endpoint) {
        return Batch.inMaster(SqlText.keywords("ALTER ENDPOINT ")
                .name(endpoint.name())
                .and("\n   STATE = STARTED")
                .and(payload())
                .name(endpoint.certificate())
                .and(rest(endpoint)));
    }

    /**
     * Moves the listener; the port is repeated where only the address changes (tsql.md §4.2).
     *
     * @param ip empty for all addresses
     * @throws UsageException when the listener address is neither IPv4 nor IPv6
     */
    public static Batch moveListener(String endpoint, int port, String ip) {
        return Batch.inMaster(SqlText.keywords("ALTER ENDPOINT ")
                .name(endpoint)
                .and("\n   AS TCP (\n      LISTENER_PORT = ")
                .number(port)
                .and("\n      , LISTENER_IP = " + address(ip) + "\n   )"));
    }

    private static String payload() {
        return "\n   FOR DATABASE_MIRRORING (\n      AUTHENTICATION = CERTIFICATE ";
    }

    private static String rest(EndpointDefinition endpoint) {
        return "\n      , ENCRYPTION = " + endpoint.encryption().clause() + "\n      , ROLE = "
                + endpoint.role().name() + "\n   )";
    }

    /** Unquoted in parentheses for IPv4, quoted for IPv6: neither takes a name or an N'...' literal. */
    private static String address(String ip) {
        if (ip.isEmpty()) {
            return "ALL";
        }
        if (IPV4.matcher(ip).matches()) {
            return "(" + ip + ")";
        }
        if (IPV6.matcher(ip).matches()) {
            return "('" + ip + "')";
        }
        throw new UsageException(
                "'" + ip + "' is not an IP address that an endpoint can listen on.",
                "an address such as 10.0.0.5, or none for all addresses");
    }

    public static Batch start(String endpoint) {
        return Batch.inMaster(SqlText.keywords("ALTER ENDPOINT ").name(endpoint).and(" STATE = STARTED"));
    }

    public static Batch stop(String endpoint) {
        return Batch.inMaster(SqlText.keywords("ALTER ENDPOINT ").name(endpoint).and(" STATE = STOPPED"));
    }

    public static Batch drop(String endpoint) {
        return Batch.inMaster(SqlText.keywords("DROP ENDPOINT ").name(endpoint));
    }

    public static Batch grantConnect(String endpoint, String login) {
        return Batch.inMaster(SqlText.keywords("GRANT CONNECT ON ENDPOINT::")
                .name(endpoint)
                .and(" TO ")
                .name(login));
    }

    /** Beats a GRANT, and takes the place of one. */
    public static Batch denyConnect(String endpoint, String login) {
        return Batch.inMaster(SqlText.keywords("DENY CONNECT ON ENDPOINT::")
                .name(endpoint)
                .and(" TO ")
                .name(login));
    }

    /** Takes back a GRANT or a DENY. */
    public static Batch revokeConnect(String endpoint, String login) {
        return Batch.inMaster(SqlText.keywords("REVOKE CONNECT ON ENDPOINT::")
                .name(endpoint)
                .and(" FROM ")
                .name(login));
    }
}
