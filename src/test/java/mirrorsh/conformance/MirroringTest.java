package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Mirroring between two and three hosts, in the lab and between Windows instances: the checked list of what the references leave
 * unconfirmed about stage 4 (procedure.md §19, catalog.md §15, errors.md §11).
 */
@ParameterizedClass(name = "on {0}")
@ArgumentsSource(TriosUnderTest.class)
@ExtendWith(Unsettled.class)
class MirroringTest implements Unsettled.Asking {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Parameter
    TrioUnderTest trio;

    private final List<Client> clients = new ArrayList<>();
    private String full;
    private String log;

    @BeforeEach
    void trust() throws Exception {
        List<String> certificates = new ArrayList<>();
        for (ServerUnderTest server : trio.servers()) {
            Client client = server.begin();
            clients.add(client);
            assumeTrue(
                    client.rows("SELECT 1 FROM sys.database_mirroring_endpoints")
                            .isEmpty(),
                    server + " has a mirroring endpoint of its own");
            client.run("IF NOT EXISTS (SELECT 1 FROM sys.symmetric_keys WHERE symmetric_key_id = 101)"
                    + " CREATE MASTER KEY ENCRYPTION BY PASSWORD = '" + ConformanceTest.PASSWORD + "'");
            client.run(
                    "CREATE CERTIFICATE ct_own WITH SUBJECT = 'own', START_DATE = '20200101', EXPIRY_DATE = '20980101'");
            client.run("CREATE ENDPOINT ct_endpoint STATE = STARTED AS TCP (LISTENER_PORT = " + TriosUnderTest.PORT
                    + ") FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE ct_own, ROLE = ALL)");
            certificates.add(client.value("SELECT CERTENCODED(CERT_ID(N'ct_own'))"));
        }
        for (int host = 0; host < clients.size(); host++) {
            for (int peer = 0; peer < clients.size(); peer++) {
                if (host != peer) {
                    clients.get(host).run(trusting("ct_peer" + peer, certificates.get(peer)));
                }
            }
        }
        copy();
    }

    private static String trusting(String name, String certificate) {
        return "CREATE LOGIN " + name + " WITH PASSWORD = '" + ConformanceTest.PASSWORD + "'; CREATE USER " + name
                + " FOR LOGIN " + name + "; CREATE CERTIFICATE " + name + " AUTHORIZATION " + name
                + " FROM BINARY = 0x" + certificate + "; GRANT CONNECT ON ENDPOINT::ct_endpoint TO " + name;
    }

    private void copy() throws Exception {
        full = trio.folder() + "ct_" + System.nanoTime() + ".bak";
        log = trio.folder() + "ct_" + System.nanoTime() + ".trn";
        a("CREATE DATABASE ct_db");
        a("ALTER DATABASE ct_db SET RECOVERY FULL; BACKUP DATABASE ct_db TO DISK = '" + full
                + "'; BACKUP LOG ct_db TO DISK = '" + log + "'");
        trio.carrier().carry(Client.outward(full));
        trio.carrier().carry(Client.outward(log));
        b("RESTORE DATABASE ct_db FROM DISK = '" + full + "' WITH NORECOVERY");
    }

    private void a(String batch) throws Exception {
        clients.get(0).run(batch);
    }

    private void b(String batch) throws Exception {
        clients.get(1).run(batch);
    }

    private static String partner(String option) {
        return "ALTER DATABASE ct_db SET " + option;
    }

    private String partnerOf(int host) {
        return partner("PARTNER = '" + trio.addresses().get(host) + "'");
    }

    private String row(int host, String column) throws Exception {
        return clients.get(host)
                .value("SELECT " + column + " FROM sys.database_mirroring WHERE database_id = DB_ID(N'ct_db')");
    }

    private void session() throws Exception {
        b("RESTORE LOG ct_db FROM DISK = '" + log + "' WITH NORECOVERY");
        b(partnerOf(0));
        a(partnerOf(1));
        until(() -> row(0, "mirroring_state_desc").equals("SYNCHRONIZED"));
        until(() -> row(1, "mirroring_state_desc").equals("SYNCHRONIZED"));
    }

    private void witness() throws Exception {
        assumeTrue(clients.size() > 2, "no witness is named");
        session();
        a(partner("WITNESS = '" + trio.addresses().get(2) + "'"));
        until(() -> row(0, "mirroring_witness_state_desc").equals("CONNECTED"));
        until(() -> row(1, "mirroring_witness_state_desc").equals("CONNECTED"));
    }

    private static void until(Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public String where() {
        return trio.toString();
    }

    @Override
    public List<Client> asked() {
        return clients;
    }

    @AfterEach
    void clean() throws Exception {
        for (ServerUnderTest server : trio.servers()) {
            server.clean();
        }
    }

    @Test
    void windowsInstancesTakePart() {
        assumeTrue(TriosUnderTest.areNamed(), TriosUnderTest.missing());

        assertThat(trio.servers()).hasSizeGreaterThan(1);
    }

    @Test
    void aSessionSynchronizesAndFailsOver() throws Exception {
        session();
        assertThat(row(0, "mirroring_role_desc") + row(1, "mirroring_role_desc"))
                .isEqualTo("PRINCIPALMIRROR");

        a("USE master; " + partner("PARTNER FAILOVER"));

        until(() -> row(1, "mirroring_role_desc").equals("PRINCIPAL"));
        until(() -> row(1, "mirroring_state_desc").equals("SYNCHRONIZED"));
    }

    @Test
    void withoutTheLogBackupItIs1412Or1478Or1409Or1408() throws Exception {
        b(partnerOf(0));

        assertThat(clients.get(0).errors(partnerOf(1)).get(0)).isIn(1412, 1478, 1409, 1408);
    }

    @Test
    void withoutConnectItIs1418() throws Exception {
        b("RESTORE LOG ct_db FROM DISK = '" + log + "' WITH NORECOVERY");
        b("REVOKE CONNECT ON ENDPOINT::ct_endpoint FROM ct_peer0");
        b(partnerOf(0));

        assertThat(clients.get(0).errors(partnerOf(1)).get(0)).isEqualTo(1418);
    }

    @Test
    void unconfirmedTheMirrorsRowWhileItWaits() throws Exception {
        b("RESTORE LOG ct_db FROM DISK = '" + log + "' WITH NORECOVERY");
        b(partnerOf(0));

        assertThat(row(1, "mirroring_guid")).isNotEqualTo("NULL");
        assertThat(row(1, "mirroring_partner_name"))
                .isEqualToIgnoringCase(trio.addresses().get(0));
        assertThat(row(1, "mirroring_role_desc")).isEqualTo("MIRROR");
    }

    @Test
    void unconfirmedThePrincipalFirstIs1418Or1416() throws Exception {
        assertThat(clients.get(0).errors(partnerOf(1)).get(0)).isIn(1418, 1416);
    }

    @Test
    void unconfirmedTheSequencesBeginAtOne() throws Exception {
        session();

        assertThat(row(0, "mirroring_role_sequence")).isEqualTo("1");
        assertThat(row(0, "mirroring_safety_sequence")).isEqualTo("1");
    }

    @Test
    void unconfirmedTheLinksMethodIsCalledCertificate() throws Exception {
        session();

        assertThat(clients.get(0)
                        .rows("SELECT DISTINCT authentication_method FROM sys.dm_db_mirroring_connections"
                                + " WHERE state = 4"))
                .containsExactly(List.of("CERTIFICATE"));
    }

    @Test
    void unconfirmedTheWitnessCallsSynchronized5() throws Exception {
        witness();

        until(() -> clients.get(2)
                .value("SELECT partner_sync_state FROM sys.database_mirroring_witnesses WHERE database_name = N'ct_db'")
                .equals("5"));
    }

    @Test
    void unconfirmedADisabledLoginStillConnects() throws Exception {
        b("ALTER LOGIN ct_peer0 DISABLE");

        session();

        assertThat(row(0, "mirroring_state_desc")).isEqualTo("SYNCHRONIZED");
    }

    @Test
    void unconfirmedAStandbyCopyIs1464Or1466() throws Exception {
        b("RESTORE LOG ct_db FROM DISK = '" + log + "' WITH STANDBY = '" + trio.folder() + "ct_" + System.nanoTime()
                + ".undo'");

        List<Integer> mirror = clients.get(1).errors(partnerOf(0));
        List<Integer> both = new ArrayList<>(mirror);
        both.addAll(clients.get(0).errors(partnerOf(1)));

        assertThat(both).isNotEmpty();
        assertThat(both.get(0)).isIn(1464, 1466, 1418, 1416);
    }

    @Test
    void unconfirmedSuspendOnTheMirrorIsAccepted() throws Exception {
        session();

        b(partner("PARTNER SUSPEND"));

        until(() -> row(0, "mirroring_state_desc").equals("SUSPENDED"));
    }
}
