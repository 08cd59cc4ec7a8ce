package mirrorsh.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;

/** What all classes of the suite share: a clean server and an administrator's connection to it. */
@ExtendWith(Unsettled.class)
abstract class ConformanceTest implements Unsettled.Asking {
    private static final AtomicLong FILES = new AtomicLong(System.nanoTime());
    static final String PASSWORD = "1Sample_Strong_Password!@#";

    @Parameter
    ServerUnderTest server;

    Client sql;

    @BeforeEach
    final void connect() throws SQLException {
        sql = server.begin();
    }

    @Override
    public String where() {
        return server.toString();
    }

    @Override
    public List<Client> asked() {
        return List.of(sql);
    }

    @AfterEach
    final void clean() throws SQLException {
        server.clean();
    }

    /** A path that no file has, where the service may write. */
    String file(String ending) throws SQLException {
        return folder() + "ct_" + FILES.incrementAndGet() + ending;
    }

    /** A path in a folder that is not there. */
    String nowhere(String ending) throws SQLException {
        return folder() + "ct_nowhere" + (server.isLinux() ? "/" : "\\") + "x" + ending;
    }

    private String folder() throws SQLException {
        return server.isLab()
                ? "C:\\"
                : sql.value("SELECT CAST(SERVERPROPERTY('InstanceDefaultDataPath') AS nvarchar(260))");
    }

    /** Gives master a master key; one that was there already is used. */
    void masterKey() throws SQLException {
        sql.run("USE master; IF NOT EXISTS (SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##')"
                + " CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'" + PASSWORD + "'");
    }

    /** For tests that must begin without one. */
    void assumeNoMasterKey() throws SQLException {
        assumeTrue(
                sql.rows("SELECT 1 FROM master.sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##'")
                        .isEmpty(),
                "the server has a master key of its own");
    }

    void assumeNoEndpoint() throws SQLException {
        assumeTrue(
                sql.rows("SELECT 1 FROM sys.database_mirroring_endpoints").isEmpty(),
                "the server has a mirroring endpoint of its own");
    }

    /** Master key and the certificate ct_own. */
    void ownCertificate() throws SQLException {
        masterKey();
        sql.run("USE master; CREATE CERTIFICATE ct_own WITH SUBJECT = 'ct own'");
    }

    /** Those and the endpoint ct_endpoint, stopped unless told otherwise. */
    void endpoint(String state) throws SQLException {
        assumeNoEndpoint();
        ownCertificate();
        sql.run("CREATE ENDPOINT ct_endpoint STATE = " + state + " AS TCP (LISTENER_PORT = 7999)"
                + " FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE ct_own, ROLE = ALL)");
    }

    /** The database ct_db in the full model, with the table t of one int column. */
    void database() throws SQLException {
        sql.run("USE master; CREATE DATABASE ct_db");
        sql.run("ALTER DATABASE ct_db SET RECOVERY FULL; ");
        sql.run("USE ct_db; CREATE TABLE t (i int NOT NULL); INSERT INTO t VALUES (1), (2), (3); USE master;");
    }

    /** A connection of another login's; the caller closes it. */
    Client as(String login) throws SQLException {
        return server.open(login, PASSWORD);
    }

    /** The login ct_plain, which has no rights, and its connection. */
    Client plain() throws SQLException {
        sql.run("USE master; CREATE LOGIN ct_plain WITH PASSWORD = '" + PASSWORD + "'");
        return as("ct_plain");
    }

    static List<Integer> none() {
        return List.of();
    }
}
