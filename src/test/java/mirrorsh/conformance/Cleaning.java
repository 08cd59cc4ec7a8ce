package mirrorsh.conformance;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Removes what this run made: everything called ct_..., and the master key of master if there was none before. */
record Cleaning(Client sql, boolean mayDropKey) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** In use, logged in: a connection that was just closed leaves its database and its login a moment later. */
    private static final List<Integer> NOT_YET = List.of(3702, 15434);

    private static final Map<String, String> DROPS = Map.of(
            "1 database", "DROP DATABASE ",
            "2 endpoint", "DROP ENDPOINT ",
            "3 certificate", "DROP CERTIFICATE ",
            "4 user", "DROP USER ",
            "5 role", "DROP ROLE ",
            "6 login", "DROP LOGIN ",
            "7 credential", "DROP CREDENTIAL ",
            "8 key", "DROP MASTER KEY ");

    private static final String OURS = """
            IF @@TRANCOUNT > 0 ROLLBACK; USE master;
            SELECT o.kind, o.name, o.mirrored FROM (
                SELECT '1 database' AS kind, d.name, m.mirroring_guid AS mirrored FROM sys.databases AS d
                    JOIN sys.database_mirroring AS m ON m.database_id = d.database_id
                UNION ALL SELECT '2 endpoint', name, NULL FROM sys.endpoints
                UNION ALL SELECT '3 certificate', name, NULL FROM sys.certificates
                UNION ALL SELECT '4 user', name, NULL FROM sys.database_principals WHERE type <> 'R'
                UNION ALL SELECT '5 role', name, NULL FROM sys.database_principals WHERE type = 'R'
                UNION ALL SELECT '6 login', name, NULL FROM sys.server_principals
                UNION ALL SELECT '7 credential', name, NULL FROM sys.credentials
                UNION ALL SELECT '8 key', name, NULL FROM sys.symmetric_keys WHERE symmetric_key_id = 101) AS o
            WHERE LEFT(o.name, LEN(N'ct_')) = N'ct_' OR o.kind = '8 key'
            ORDER BY o.kind""";

    void removeOurs() throws SQLException {
        for (List<String> object : sql.run(OURS).results().get(0)) {
            String kind = object.get(0);
            if (kind.endsWith("key")) {
                if (mayDropKey) {
                    sql.run("DROP MASTER KEY");
                }
            } else {
                String quoted = "[" + object.get(1).replace("]", "]]") + "]";
                if (!object.get(2).equals("NULL")) {
                    sql.errors("ALTER DATABASE " + quoted + " SET PARTNER OFF"); // the partner's OFF may be faster
                }
                drop(DROPS.get(kind) + quoted);
            }
        }
    }

    private void drop(String statement) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Integer> errors = sql.errors(statement);
            if (errors.isEmpty()) {
                return;
            }
            if (!NOT_YET.contains(errors.get(0)) || System.nanoTime() > deadline) {
                sql.run(statement); // its error is what the test ends with
                return;
            }
            Thread.onSpinWait();
        }
    }
}
