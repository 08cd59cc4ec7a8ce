package mirrorsh.lab.soak;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What the catalogs of two partners and their witness say, and whether it fits together. */
final class SoakCatalog {
    /** A busy machine may let links time out once more; then the partners have to meet again. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** What partners that are linked and in step say alike. */
    private static final String ALIKE = "m.mirroring_guid, '/', m.mirroring_state, '/', m.mirroring_role_sequence, '/',"
            + " m.mirroring_safety_level, '/', m.mirroring_safety_sequence, '/', m.mirroring_witness_name, '/',"
            + " m.mirroring_witness_state, '/', m.mirroring_connection_timeout";
    /** What the witness says of them too. */
    private static final String WITNESSED = "m.mirroring_guid, '/', m.mirroring_role_sequence, '/',"
            + " m.mirroring_safety_level, '/', m.mirroring_safety_sequence";

    private final SoakHost a;
    private final SoakHost b;
    private final SoakHost w;

    private final Map<SoakHost, Integer> told = new HashMap<>();

    SoakCatalog(SoakHost a, SoakHost b, SoakHost w) {
        this.a = a;
        this.b = b;
        this.w = w;
    }

    /** Columns of the session's row, taken together. */
    List<String> mirroring(SoakHost host, String columns) throws SQLException {
        return host.column("SELECT CONCAT('', " + columns + ") FROM sys.database_mirroring AS m"
                + " JOIN sys.databases AS d ON d.database_id = m.database_id WHERE d.name = 'Sales'");
    }

    /** Something that does not fit, as long as it does not. */
    private interface Complaint {
        /** Empty when all is well. */
        String text() throws SQLException;
    }

    /** @throws AssertionError when the catalogs do not fit together for long */
    void check() throws SQLException {
        holds(this::partners);
        holds(this::witness);
        for (SoakHost host : List.of(a, b, w)) {
            holds(() -> endpoint(host));
        }
        holds(this::links);
    }

    private void holds(Complaint complaint) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (String text = complaint.text(); !text.isEmpty(); text = complaint.text()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(text + picture());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private String partners() throws SQLException {
        String crossed = "m.mirroring_partner_name, '/', m.mirroring_partner_instance, '/', m.mirroring_role + d.state";
        List<String> ofA = mirroring(a, crossed);
        List<String> ofB = mirroring(b, crossed);
        boolean fits = mirroring(a, ALIKE).equals(mirroring(b, ALIKE))
                && List.of(crossed(b, 1), crossed(b, 3)).containsAll(ofA)
                && List.of(crossed(a, 1), crossed(a, 3)).containsAll(ofB)
                && !ofA.get(0).endsWith(ofB.get(0).substring(ofB.get(0).lastIndexOf('/')));
        return fits
                ? ""
                : "The partners' catalogs differ: " + mirroring(a, ALIKE) + ofA + " and " + mirroring(b, ALIKE) + ofB;
    }

    /** @param role 1 for an open principal, 3 for a restoring mirror: role and state of the database added */
    private static String crossed(SoakHost partner, int role) {
        return "TCP://" + partner.name() + ":" + SoakSession.PORT + "/" + partner.name() + "/" + role;
    }

    private String witness() throws SQLException {
        boolean set = mirroring(a, "ISNULL(m.mirroring_witness_name, '')").equals(List.of(SoakSession.address(w)));
        if (!set) {
            return ""; // a witness that was out of reach when it was taken off keeps its row
        }
        boolean leads = mirroring(a, "m.mirroring_role").equals(List.of("1"));
        String expected = mirroring(a, WITNESSED).get(0) + "/" + (leads ? a : b).name() + "/" + (leads ? b : a).name()
                + "/SYNCHRONIZED/0";
        List<String> rows = w.column("SELECT CONCAT(mirroring_guid, '/', role_sequence_number, '/', safety_level, '/',"
                + " safety_sequence_number, '/', principal_server_name, '/', mirror_server_name, '/',"
                + " partner_sync_state_desc, '/', CAST(is_suspended AS int))"
                + " FROM sys.database_mirroring_witnesses WHERE database_name = 'Sales'");
        return rows.equals(List.of(expected))
                ? ""
                : "The witness says " + rows + " and the partners " + expected + "; witness state "
                        + mirroring(a, "m.mirroring_witness_state") + mirroring(b, "m.mirroring_witness_state");
    }

    private static String endpoint(SoakHost host) throws SQLException {
        List<String> endpoint = host.column("SELECT CONCAT(e.state_desc, '/', e.role_desc, '/', t.port, '/',"
                + " (SELECT COUNT(*) FROM sys.dm_tcp_listener_states AS l WHERE l.port = t.port AND l.state_desc = 'ONLINE'"
                + " AND l.type_desc = 'DATABASE_MIRRORING'))"
                + " FROM sys.database_mirroring_endpoints AS e"
                + " JOIN sys.tcp_endpoints AS t ON t.endpoint_id = e.endpoint_id");
        return endpoint.equals(List.of("STARTED/ALL/" + SoakSession.PORT + "/2"))
                ? ""
                : "The endpoint of " + host.name() + " is " + endpoint;
    }

    /** Two partners in step have a link in each direction at least. */
    private String links() throws SQLException {
        String query = "SELECT CONCAT('', COUNT(*)) FROM sys.dm_db_mirroring_connections"
                + " WHERE state_desc = 'LOGGED_IN' AND encryption_algorithm_desc = 'AES' AND is_accept = 0";
        return a.column(query).equals(List.of("0")) || b.column(query).equals(List.of("0"))
                ? "A partner has opened no link: " + a.column(query) + b.column(query)
                : "";
    }

    /** Lines of the error logs that only a mistake of the lab's own writes. */
    List<String> mistakes() throws SQLException {
        List<String> mistakes = new ArrayList<>();
        for (SoakHost host : List.of(a, b, w)) {
            for (String line : log(host)) {
                if (line.contains("Exception") || line.contains("Error: 1499")) {
                    mistakes.add(host.name() + ": " + line);
                }
            }
        }
        return mistakes;
    }

    /** All is well: what the error logs say up to now is of no interest any more. */
    void forget() throws SQLException {
        for (SoakHost host : List.of(a, b, w)) {
            told.put(host, log(host).size());
        }
    }

    private static List<String> log(SoakHost host) throws SQLException {
        return host.with(statement -> {
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("EXEC xp_readerrorlog")) {
                while (rows.next()) {
                    lines.add(rows.getString(1) + " " + rows.getString(3));
                }
            }
            return lines;
        });
    }

    /** The session as each side shows it, with what the error logs say since the last time all was well. */
    String picture() throws SQLException {
        StringBuilder picture = new StringBuilder();
        for (SoakHost host : List.of(a, b, w)) {
            picture.append('\n').append(host.name()).append(' ');
            picture.append(mirroring(
                    host,
                    "m.mirroring_role_desc, '/', m.mirroring_state_desc, '/', d.state_desc, ' seq ', "
                            + "m.mirroring_role_sequence, ' witness ', m.mirroring_witness_name, ' ', "
                            + "m.mirroring_witness_state_desc, ' failover lsn ', m.mirroring_failover_lsn, ' end ', "
                            + "m.mirroring_end_of_log_lsn"));
            List<String> log = log(host);
            log.subList(Math.min(told.getOrDefault(host, 0), log.size()), log.size())
                    .forEach(line -> picture.append("\n    ").append(line));
        }
        return picture.toString();
    }
}
