package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** CREATE, ALTER and DROP CREDENTIAL, which the URL device of a backup needs (tsql.md §8; catalog.md §4.5). */
@Conformance
class CredentialsTest extends ConformanceTest {
    private static final String ROW =
            "SELECT name, credential_identity, target_type FROM sys.credentials WHERE name = N'ct_c'";

    @Test
    void theCatalogShowsTheIdentityAndNoSecret() throws Exception {
        Client.Reply reply = sql.run("CREATE CREDENTIAL ct_c WITH IDENTITY = 'somebody', SECRET = 'hush'");

        assertThat(reply.messages()).isEmpty();
        assertThat(sql.rows(ROW)).containsExactly(List.of("ct_c", "somebody", "NULL"));
    }

    @Test
    void alterChangesTheIdentityAndKeepsTheNumber() throws Exception {
        sql.run("CREATE CREDENTIAL ct_c WITH IDENTITY = 'somebody'");
        String id = sql.value("SELECT credential_id FROM sys.credentials WHERE name = N'ct_c'");

        sql.run("ALTER CREDENTIAL ct_c WITH IDENTITY = N'other', SECRET = N'x'");

        assertThat(sql.rows(ROW)).containsExactly(List.of("ct_c", "other", "NULL"));
        assertThat(sql.value("SELECT credential_id FROM sys.credentials WHERE name = N'ct_c'"))
                .isEqualTo(id);
    }

    @Test
    void dropRemovesIt() throws Exception {
        sql.run("CREATE CREDENTIAL ct_c WITH IDENTITY = 'somebody'");
        sql.run("DROP CREDENTIAL ct_c");

        assertThat(sql.rows(ROW)).isEmpty();
    }

    @Test
    void unconfirmedASecondOfTheNameIs15530() throws Exception {
        sql.run("CREATE CREDENTIAL ct_c WITH IDENTITY = 'somebody'");

        assertThat(sql.errors("CREATE CREDENTIAL ct_c WITH IDENTITY = 'somebody'"))
                .containsExactly(15530);
    }

    @Test
    void absentIs15151() {
        assertThat(sql.errors("DROP CREDENTIAL ct_c")).containsExactly(15151);
        assertThat(sql.errors("ALTER CREDENTIAL ct_c WITH IDENTITY = 'x'")).containsExactly(15151);
    }

    @Test
    void identityMustBeGiven() {
        assertThat(sql.errors("CREATE CREDENTIAL ct_c WITH SECRET = 'x'").get(0))
                .isIn(102, 156);
        assertThat(sql.errors("CREATE CREDENTIAL ct_c").get(0)).isIn(102, 156);
    }

    @Test
    void needsItsPermission() throws Exception {
        sql.run("CREATE CREDENTIAL ct_c WITH IDENTITY = 'somebody'");
        try (Client plain = plain()) {
            assertThat(plain.rows(ROW)).isEmpty();
            assertThat(plain.errors("DROP CREDENTIAL ct_c")).containsExactly(15151);
            assertThat(plain.errors("CREATE CREDENTIAL ct_d WITH IDENTITY = 'x'"))
                    .hasSize(1);

            sql.run("GRANT ALTER ANY CREDENTIAL TO ct_plain");

            assertThat(plain.rows(ROW)).hasSize(1);
            assertThat(plain.errors("DROP CREDENTIAL ct_c")).isEmpty();
        }
    }
}
