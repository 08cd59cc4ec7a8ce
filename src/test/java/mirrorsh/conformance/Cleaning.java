package mirrorsh.conformance;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Removes what the suite made: everything called ct_..., and the master key of master if there was none before. */
record Cleaning(Client sql, boolean mayDropKey) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int IN_USE = 3702;

    void removeOurs() throws SQLException {
        sql.run("IF @@TRANCOUNT > 0 ROLLBACK; USE master");
        for (List<String> database : sql.rows("SELECT name FROM sys.databases WHERE name LIKE 'ct[_]%'")) {
            dropDatabase(database.get(0));
        }
        each("SELECT name FROM sys.endpoints WHERE name LIKE 'ct[_]%'", "DROP ENDPOINT ");
        each("SELECT name FROM sys.certificates WHERE name LIKE 'ct[_]%'", "DROP CERTIFICATE ");
        each("SELECT name FROM sys.database_principals WHERE name LIKE 'ct[_]%' AND type <> 'R'", "DROP USER ");
        each("SELECT name FROM sys.database_principals WHERE name LIKE 'ct[_]%' AND type = 'R'", "DROP ROLE ");
        each("SELECT name FROM sys.server_principals WHERE name LIKE 'ct[_]%'", "DROP LOGIN ");
        removeKey();
    }

    private void each(String names, String drop) throws SQLException {
        for (List<String> row : sql.rows(names)) {
            sql.run(drop + "[" + row.get(0).replace("]", "]]") + "]");
        }
    }

    private void dropDatabase(String name) throws SQLException {
        if (!sql.rows(
                        "SELECT 1 FROM sys.database_mirroring AS m JOIN sys.databases AS d ON d.database_id = m.database_id"
                                + " WHERE d.name = N'" + name + "' AND m.mirroring_guid IS NOT NULL")
                .isEmpty()) {
            sql.run("ALTER DATABASE [" + name + "] SET PARTNER OFF");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (sql.errors("DROP DATABASE [" + name + "]").equals(List.of(IN_USE)) && System.nanoTime() < deadline) {
            Thread.onSpinWait(); // a connection that was just closed leaves its database a moment later
        }
    }

    private void removeKey() throws SQLException {
        if (mayDropKey
                && !sql.rows("SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##'")
                        .isEmpty()) {
            sql.run("DROP MASTER KEY");
        }
    }
}
