package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The documented example, executed as it is printed, by a client that knows nothing of us. */
class DocumentTest {
    private static final String STATE =
            "SELECT mirroring_state_desc FROM sys.database_mirroring WHERE database_id = DB_ID('AdventureWorks')";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @Test
    void reachesSynchronized() throws Exception {
        for (DocumentStep step : DocumentStep.values()) {
            step.perform(lab);
        }

        assertThat(lab.await("HOST_A", STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        assertThat(lab.await("HOST_B", STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
        String roles = """
                SELECT d.state_desc, m.mirroring_role_desc, m.mirroring_safety_level_desc, m.mirroring_partner_name
                FROM sys.databases AS d JOIN sys.database_mirroring AS m ON m.database_id = d.database_id
                WHERE d.name = 'AdventureWorks'""";
        assertThat(lab.rows("HOST_A", roles))
                .containsExactly(
                        List.of("ONLINE", "PRINCIPAL", "OFF", "TCP://HOST_B.Mydomain.Corp.Adventure-Works.com:7024"));
        assertThat(lab.rows("HOST_B", roles))
                .containsExactly(
                        List.of("RESTORING", "MIRROR", "OFF", "TCP://HOST_A.Mydomain.Corp.Adventure-Works.com:7024"));
    }

    @Test
    void carriesTheRowsToTheMirror() throws Exception {
        for (DocumentStep step : DocumentStep.values()) {
            if (step != DocumentStep.SAFETY_OFF) {
                step.perform(lab);
            }
        }
        lab.await("HOST_A", STATE, "SYNCHRONIZED");
        lab.run("HOST_A", "INSERT INTO AdventureWorks.dbo.Department (Name, GroupName) VALUES (N'Quality', N'New')");

        lab.run("HOST_A", "USE master; ALTER DATABASE AdventureWorks SET PARTNER FAILOVER;");

        assertThat(lab.await("HOST_B", "SELECT state_desc FROM sys.databases WHERE name = 'AdventureWorks'", "ONLINE"))
                .isEqualTo("ONLINE");
        assertThat(lab.rows("HOST_B", "SELECT Name FROM AdventureWorks.dbo.Department ORDER BY DepartmentID"))
                .extracting(row -> row.get(0))
                .containsExactly("Engineering", "Sales", "Purchasing", "Production", "Quality");
        assertThat(lab.errorOf("HOST_A", "SELECT * FROM AdventureWorks.dbo.Department"))
                .isEqualTo(954);
    }
}
