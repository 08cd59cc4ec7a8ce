package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import mirrorsh.lab.MirroredTrio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each effect of stage 4 changes in the catalog (catalog.md §11); in the lab only, for it needs three hosts. */
class SessionEffectsTest {
    private static final String A = MirroredTrio.A;
    private static final String B = MirroredTrio.B;
    private static final String W = MirroredTrio.W;

    @RegisterExtension
    static final MirroredTrio TRIO = new MirroredTrio();

    private List<String> row(String host, String columns) throws SQLException {
        return TRIO.rows(
                        host,
                        "SELECT " + columns + " FROM sys.database_mirroring WHERE database_id = DB_ID(N'"
                                + TRIO.database() + "')")
                .get(0);
    }

    @Test
    void par1FillsGuidAndPartnerOnTheMirror() throws Exception {
        TRIO.prepared();

        TRIO.run(B, TRIO.set("PARTNER = 'TCP://HOST_A:7024'"));

        List<String> row = row(B, "mirroring_guid, mirroring_partner_name, mirroring_witness_name");
        assertThat(row.get(0)).isNotEqualTo("null");
        assertThat(row.subList(1, 3)).containsExactly("TCP://HOST_A:7024", "null");
        assertThat(row(A, "mirroring_guid")).containsExactly("null");
    }

    @Test
    void par2StartsTheSessionOnBoth() throws Exception {
        TRIO.pair();

        String columns = "mirroring_role, mirroring_state, mirroring_safety_level, mirroring_witness_name,"
                + " mirroring_witness_state, mirroring_partner_instance, mirroring_connection_timeout,"
                + " mirroring_redo_queue_type";
        assertThat(row(A, columns)).startsWith("1", "4", "2", "null").contains("HOST_B", "10", "UNLIMITED");
        assertThat(row(B, columns)).startsWith("2", "4", "2", "null").contains("HOST_A", "10");
        assertThat(row(A, "mirroring_guid")).isEqualTo(row(B, "mirroring_guid"));
        assertThat(TRIO.rows(
                        A,
                        "SELECT DISTINCT c.name FROM sys.dm_db_mirroring_connections AS x"
                                + " JOIN sys.certificates AS c ON c.certificate_id = x.peer_certificate_id"))
                .contains(List.of("HOST_B_cert"));
    }

    @Test
    void par3ChangesSafetyAndCountsIt() throws Exception {
        TRIO.pair();
        int before = Integer.parseInt(row(A, "mirroring_safety_sequence").get(0));

        TRIO.run(A, TRIO.set("PARTNER SAFETY OFF"));

        assertThat(row(A, "mirroring_safety_level, mirroring_safety_level_desc, mirroring_safety_sequence"))
                .containsExactly("1", "OFF", Integer.toString(before + 1));
        TRIO.until("B follows", () -> row(B, "mirroring_safety_level").equals(List.of("1")));
    }

    @Test
    void par4ShowsTheWitnessOnAllThree() throws Exception {
        TRIO.witnessed();

        for (String host : List.of(A, B)) {
            assertThat(row(host, "mirroring_witness_name, mirroring_witness_state_desc"))
                    .containsExactly("TCP://HOST_W:7024", "CONNECTED");
        }
        assertThat(TRIO.rows(
                        W,
                        "SELECT mirroring_guid FROM sys.database_mirroring_witnesses WHERE database_name = N'"
                                + TRIO.database() + "'"))
                .containsExactly(row(A, "mirroring_guid"));

        TRIO.run(A, TRIO.set("WITNESS OFF"));

        TRIO.until("no witness", () -> TRIO.witnessRow().equals("-"));
        assertThat(row(A, "mirroring_witness_name, mirroring_witness_state")).containsExactly("null", "null");
    }

    @Test
    void par5SetsTheTimeout() throws Exception {
        TRIO.pair();

        TRIO.run(A, TRIO.set("PARTNER TIMEOUT 25"));
        assertThat(row(A, "mirroring_connection_timeout")).containsExactly("25");
        TRIO.run(A, TRIO.set("PARTNER TIMEOUT 2"));
        assertThat(row(A, "mirroring_connection_timeout")).containsExactly("5");
        assertThat(TRIO.errorOf(A, TRIO.set("PARTNER TIMEOUT 32768"))).isEqualTo(1476);
    }

    @Test
    void suspendShowsOnBothAndResumeEndsIt() throws Exception {
        TRIO.pair();

        TRIO.run(A, TRIO.set("PARTNER SUSPEND"));
        TRIO.shows(A, "PRINCIPAL/SUSPENDED/ONLINE");
        TRIO.shows(B, "MIRROR/SUSPENDED/RESTORING");
        TRIO.run(A, TRIO.set("PARTNER RESUME"));

        TRIO.shows(A, "PRINCIPAL/SYNCHRONIZED/ONLINE");
    }

    @Test
    void failoverSwapsRolesAndCountsIt() throws Exception {
        TRIO.pair();
        int before = Integer.parseInt(row(A, "mirroring_role_sequence").get(0));

        TRIO.run(A, TRIO.set("PARTNER FAILOVER"));

        TRIO.shows(B, "PRINCIPAL/SYNCHRONIZED/ONLINE");
        TRIO.shows(A, "MIRROR/SYNCHRONIZED/RESTORING");
        assertThat(row(B, "mirroring_role_sequence")).containsExactly(Integer.toString(before + 1));
    }

    @Test
    void partnerOffEmptiesTheRowAndLeavesTheCopyRestoring() throws Exception {
        TRIO.pair();

        TRIO.run(A, TRIO.set("PARTNER OFF"));

        TRIO.shows(A, "-/-/ONLINE");
        TRIO.shows(B, "-/-/RESTORING");
        assertThat(row(A, "mirroring_guid, mirroring_partner_name, mirroring_safety_level, mirroring_role_sequence"))
                .containsOnly("null");
    }

    @Test
    void monMakesTheJob() throws Exception {
        TRIO.run(A, "EXEC msdb.dbo.sp_dbmmonitoraddmonitoring 1");

        assertThat(TRIO.rows(
                        A, "SELECT enabled FROM msdb.dbo.sysjobs WHERE name =" + " N'Database Mirroring Monitor Job'"))
                .containsExactly(List.of("1"));
        TRIO.run(A, "EXEC msdb.dbo.sp_dbmmonitordropmonitoring");
        assertThat(TRIO.rows(A, "SELECT 1 FROM msdb.dbo.sysjobs")).isEmpty();
    }
}
