package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey.Change;
import mirrorsh.lab.sql.ast.KeyStatement.OpenMasterKey;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant.Verb;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup carries (procedure.md §5, special cases). */
class DatabaseSecurityTest {
    private static final List<String> VIEWS = List.of(
            "certificates",
            "symmetric_keys",
            "key_encryptions",
            "database_principals",
            "database_permissions",
            "database_role_members");

    @TempDir
    Path folder;

    private final Caller inSales = new Caller("sa", true, "Sales", false, 51);
    private final DatabaseSecurity sales = DatabaseSecurity.fresh();
    private TestHost a;

    @BeforeEach
    void fill() {
        a = new TestHost(folder, "HOST_A");
        a.run(TestHost.login("app"));
        a.run(TestHost.masterKey(), inSales, sales);
        a.run(TestHost.certificate("cert of sales"), inSales, sales);
        a.run(TestHost.user("app_user", "app"), inSales, sales);
        a.run(new CreateUser("loose", null, true, null, "other"), inSales, sales);
        a.run(new AlterRole("db_owner", false, true, "app_user"), inSales, sales);
        a.run(TestHost.permission(Verb.DENY, "BACKUP LOG", null, "loose"), inSales, sales);
    }

    private static byte[] bytes(DatabaseSecurity security) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        security.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static DatabaseSecurity read(byte[] bytes) throws IOException {
        return DatabaseSecurity.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void aCopyShowsTheSameRows() throws Exception {
        DatabaseSecurity copy = read(bytes(sales));

        for (String view : VIEWS) {
            assertThat(a.view(view, inSales, copy))
                    .as(view)
                    .usingRecursiveComparison()
                    .isEqualTo(a.view(view, inSales, sales));
        }
    }

    @Test
    void aCopyGoesOnCountingIds() throws Exception {
        DatabaseSecurity copy = read(bytes(sales));

        a.run(TestHost.certificate("another"), inSales, copy);

        assertThat(a.view("certificates", inSales, copy).stream()
                        .map(row -> row.get("certificate_id"))
                        .toList())
                .containsExactly(256, 257);
    }

    @Test
    void onTheSameInstanceTheKeyOpensByItself() throws Exception {
        DatabaseSecurity copy = read(bytes(sales));

        assertThat(a.security.opensByServiceMasterKey(copy)).isTrue();
    }

    @Test
    void onAnotherInstanceTheKeyNeedsItsPassword() throws Exception {
        TestHost b = new TestHost(folder, "HOST_B");
        DatabaseSecurity copy = read(bytes(sales));

        assertThat(b.security.opensByServiceMasterKey(copy)).isFalse();
        assertThat(b.refusal(TestHost.certificate("x"), inSales, copy)).isEqualTo(15581);

        b.run(new OpenMasterKey(TestHost.PASSWORD), inSales, copy);
        b.run(TestHost.alterMasterKey(Change.ADD_SERVICE_MASTER_KEY), inSales, copy);

        assertThat(b.security.opensByServiceMasterKey(copy)).isTrue();
    }

    @Test
    void refusesEveryTruncatedCopy() throws Exception {
        byte[] whole = bytes(sales);

        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("first %s bytes", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFreshDatabaseHasItsBuiltInPrincipals() {
        DatabaseSecurity fresh = DatabaseSecurity.fresh();

        assertThat(a.view("database_principals", inSales, fresh).stream()
                        .map(row -> row.get("name") + " " + row.get("principal_id"))
                        .toList())
                .startsWith("public 0", "dbo 1", "guest 2", "INFORMATION_SCHEMA 3", "sys 4", "db_owner 16384")
                .contains("db_backupoperator 16389");
    }
}
