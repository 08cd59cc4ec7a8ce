package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog of these tests leaves out whatever it is told of early; a derived table is never told. */
class SieveTest {
    private static final List<String> KINDS = List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");

    private final LabSession lab = new LabSession();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d.name = N'APPDB  '",
                "d.name LIKE N'a%' AND d.database_id > 1",
                "d.name IN (N'master', N'Archive') AND m.mirroring_role_desc IS NULL",
                "m.mirroring_role_desc = N'PRINCIPAL'",
                "m.mirroring_role_desc IS NULL",
                "d.database_id IS NULL OR d.database_id = 5",
                "m.database_id IS NULL",
                "d.database_id < m.database_id + 1 AND d.is_trustworthy_on = 1",
                "EXISTS (SELECT 1 FROM sys.database_mirroring x WHERE x.database_id = d.database_id AND x.mirroring_guid IS NOT NULL)",
                "d.database_id = (SELECT MAX(x.database_id) FROM sys.databases x WHERE x.recovery_model = d.recovery_model)",
                "d.database_id <> 5 AND 10 / (d.database_id - 5) < 9"
            })
    void changesNoAnswer(String where) {
        for (String kind : KINDS) {
            String query = "SELECT d.name, m.mirroring_role_desc FROM sys.databases d " + kind
                    + " sys.database_mirroring m ON m.database_id = d.database_id AND m.database_id <> 2 WHERE " + where
                    + " ORDER BY d.name, m.database_id";

            String derived = query.replace("FROM sys.databases d", "FROM (SELECT * FROM sys.databases) d")
                    .replace("sys.database_mirroring m", "(SELECT * FROM sys.database_mirroring) m");

            assertThat(lab.rows(query)).as(kind).isEqualTo(lab.rows(derived));
        }
    }

    @Test
    void hidesNoFailure() {
        assertThat(lab.errorOf("SELECT name FROM sys.databases WHERE 10 / (database_id - 5) > 0"))
                .isEqualTo(8134);
    }
}
