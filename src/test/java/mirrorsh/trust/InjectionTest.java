package mirrorsh.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import mirrorsh.command.ExitCode;
import mirrorsh.lab.LabExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Awkward names, paths, passwords and addresses come back from the catalog as they went in, and do nothing else. */
class InjectionTest {
    private static final long SEED = Long.getLong("mirrorsh.seed", 20_261_122L);
    private static final int ROUNDS = Integer.getInteger("mirrorsh.rounds", 6);
    private static final String FILES = "C:\\";

    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @TempDir
    private Path folder;

    private final Awkward awkward = new Awkward(SEED);
    private Desk desk;
    private String round = "";

    @BeforeEach
    void sit() throws SQLException {
        desk = desk(Map.of());
        for (String host : List.of("HOST_A", "HOST_B")) {
            lab.run(host, "CREATE LOGIN canary WITH PASSWORD = N'aA1!yellow-bird-9'");
        }
    }

    private Desk desk(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MIRRORSH_PASSWORD", lab.host("HOST_A").password());
        Desk opened = new Desk(folder, environment, new LabFiles(lab.lab()), UnaryOperator.identity());
        for (String host : List.of("HOST_A", "HOST_B")) {
            assertThat(opened.execute("connect", host, lab.host(host).server(), "--trust-certificate"))
                    .isEqualTo(ExitCode.DONE);
        }
        return opened;
    }

    @AfterEach
    void leave() throws SQLException {
        desk.close();
        for (String host : List.of("HOST_A", "HOST_B")) {
            assertThat(lab.value(host, "SELECT COUNT(*) FROM sys.sql_logins WHERE name = 'canary'"))
                    .as(round)
                    .isEqualTo("1");
        }
    }

    private void does(String... words) {
        round = "seed " + SEED + ": " + String.join(" ", words);
        assertThat(desk.execute(words)).as("%s%n%s", round, desk.said()).isEqualTo(ExitCode.DONE);
    }

    private List<String> names(String host, String view, String condition) throws SQLException {
        return lab.rows(host, "SELECT name FROM " + view + " WHERE " + condition + " ORDER BY name").stream()
                .map(row -> row.get(0))
                .toList();
    }

    @Test
    void namesOfLoginsUsersAndCertificatesComeBack() throws Exception {
        desk.execute("masterkey", "create", "--on", "HOST_A", "--yes");
        for (int i = 0; i < ROUNDS; i++) {
            String login = awkward.login("L");
            String user = awkward.name("U");
            String certificate = awkward.name("C");
            String file = FILES + awkward.fileName("f");
            String subject = awkward.name("s").replaceAll("\\p{Cntrl}", "_");

            does("login", "create", "--name=" + login, "--on", "HOST_B", "--yes");
            does("user", "create", "--name=" + user, "--login=" + login, "--on", "HOST_B", "--yes");
            does("cert", "create", certificate, "--subject=" + subject, "--on", "HOST_A", "--yes");
            does("cert", "export", certificate, "--file=" + file, "--on", "HOST_A", "--yes");
            does("cert", "import", "HOST_A", "--name=" + certificate, "--user=" + user, "--on", "HOST_B", "--yes");

            assertThat(names("HOST_B", "sys.sql_logins", "name NOT IN ('sa', 'canary') AND name NOT LIKE '##%'"))
                    .as(round)
                    .containsExactly(login);
            assertThat(names("HOST_B", "sys.database_principals", "name LIKE 'U%'"))
                    .as(round)
                    .containsExactly(user);
            assertThat(lab.rows(
                            "HOST_B",
                            "SELECT c.name, c.subject, p.name FROM sys.certificates AS c"
                                    + " JOIN sys.database_principals AS p ON p.principal_id = c.principal_id"
                                    + " WHERE c.name NOT LIKE '##%'"))
                    .as(round)
                    .containsExactly(List.of(certificate, subject, user));
            assertThat(lab.host("HOST_A").disk().resolve(file.substring(FILES.length())))
                    .as(round)
                    .exists();
            for (String statement : List.of(
                    "DROP CERTIFICATE " + bracketed(certificate),
                    "DROP USER " + bracketed(user),
                    "DROP LOGIN " + bracketed(login))) {
                lab.run("HOST_B", statement);
            }
        }
    }

    private static String bracketed(String name) {
        return "[" + name.replace("]", "]]") + "]";
    }

    @Test
    void namesOfEndpointsAndWhoMayConnectComeBack() throws Exception {
        desk.execute("masterkey", "create", "--on", "HOST_A", "--yes");
        for (int i = 0; i < ROUNDS; i++) {
            String endpoint = awkward.name("E");
            String login = awkward.login("L");
            String certificate = awkward.name("C");
            desk.execute("cert", "create", certificate, "--on", "HOST_A", "--yes");
            does("login", "create", "--name=" + login, "--on", "HOST_A", "--yes");

            does("endpoint", "create", "--name=" + endpoint, "--certificate=" + certificate, "--on", "HOST_A", "--yes");
            does("grant", "--login=" + login, "--on", "HOST_A", "--yes");
            does("endpoint", "stop", "--on", "HOST_A", "--yes");

            assertThat(lab.rows(
                            "HOST_A",
                            "SELECT e.name, e.state_desc, c.name, l.name"
                                    + " FROM sys.database_mirroring_endpoints AS e"
                                    + " JOIN sys.certificates AS c ON c.certificate_id = e.certificate_id"
                                    + " JOIN sys.server_permissions AS p ON p.class = 105 AND p.major_id = e.endpoint_id"
                                    + " JOIN sys.server_principals AS l ON l.principal_id = p.grantee_principal_id"
                                    + " WHERE l.name <> 'sa'"))
                    .as(round)
                    .containsExactly(List.of(endpoint, "STOPPED", certificate, login));
            lab.run("HOST_A", "DROP ENDPOINT " + bracketed(endpoint));
        }
    }

    @Test
    void passwordsOpenWhatTheyWereGivenFor() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            String password = awkward.password();
            round = "seed " + SEED + ", round " + i + ", password " + password;
            try (Desk given = desk(Map.of("MIRRORSH_MASTERKEY_PASSWORD", password))) {
                assertThat(given.execute("masterkey", "create", "--on", "HOST_A", "--yes"))
                        .as("%s%n%s", round, given.said())
                        .isEqualTo(ExitCode.DONE);
            }
            lab.run(
                    "HOST_A",
                    "OPEN MASTER KEY DECRYPTION BY PASSWORD = N'" + password.replace("'", "''") + "';"
                            + " CLOSE MASTER KEY; DROP MASTER KEY");
        }
    }

    @Test
    void passwordsOfConnectionsAreTakenAsTheyAre() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            String login = awkward.login("L").replaceAll("\\p{Cntrl}", "_");
            String password = awkward.password();
            round = "seed " + SEED + ", round " + i + ", login " + login + ", password " + password;
            lab.run(
                    "HOST_A",
                    "CREATE LOGIN " + bracketed(login) + " WITH PASSWORD = N'" + password.replace("'", "''")
                            + "'; ALTER SERVER ROLE sysadmin ADD MEMBER " + bracketed(login));

            try (Desk given =
                    new Desk(folder, Map.of("MIRRORSH_PASSWORD", password), new NoFiles(), UnaryOperator.identity())) {
                assertThat(given.execute(
                                "connect", "X", lab.host("HOST_A").server(), "--trust-certificate", "--user=" + login))
                        .as("%s%n%s", round, given.said())
                        .isEqualTo(ExitCode.DONE);
            }
            assertThat(signsIn(login, password)).as(round).isEqualTo(login);
        }
    }

    private String signsIn(String login, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login);
        properties.setProperty("password", password);
        properties.setProperty("trustServerCertificate", "true");
        String url = "jdbc:sqlserver://" + lab.host("HOST_A").server().replace(',', ':');
        try (Connection connection = DriverManager.getConnection(url, properties);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT ORIGINAL_LOGIN()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void anAwkwardDatabaseIsMirroredAsAnyOther() throws Exception {
        String database = "D]'; DROP LOGIN canary; --[ü] 日本 x=y 𝄞";
        String backups = "C:\\o'dd ]fold;er--\\";
        for (String host : List.of("HOST_A", "HOST_B")) {
            Files.createDirectory(lab.host(host).disk().resolve("o'dd ]fold;er--"));
        }
        lab.run(
                "HOST_A",
                "CREATE DATABASE " + bracketed(database) + "; ALTER DATABASE " + bracketed(database)
                        + " SET RECOVERY FULL");

        does("run", "set-up-mirroring", "database=" + database, "backupFolder=" + backups, "--yes");

        assertThat(lab.rows(
                        "HOST_A",
                        "SELECT d.name, m.mirroring_state_desc FROM sys.databases AS d"
                                + " JOIN sys.database_mirroring AS m ON m.database_id = d.database_id"
                                + " WHERE m.mirroring_guid IS NOT NULL"))
                .containsExactly(List.of(database, "SYNCHRONIZED"));
        does("partner", "off", database, "--on", "HOST_A", "--yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TCP://HOST_B'; DROP LOGIN canary; --:7024",
                "HOST_B:7024', N'x",
                "TCP://[HOST_B]:7024\n'; DROP LOGIN canary",
                "TCP://HOST_B:0",
                "TCP://:7024",
                "日本"
            })
    void anAddressThatIsNoneIsRefusedByTheServer(String address) throws Exception {
        does("masterkey", "create", "--on", "HOST_A,HOST_B", "--yes");

        int code = desk.execute(
                "partner",
                "set",
                "HOST_B",
                "--database",
                "AdventureWorks",
                "--address=" + address,
                "--on",
                "HOST_A",
                "--yes");

        assertThat(code).as(desk::said).isIn(ExitCode.FAILED, ExitCode.USAGE);
        assertThat(lab.value("HOST_A", "SELECT COUNT(*) FROM sys.database_mirroring WHERE mirroring_guid IS NOT NULL"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 200, 5000})
    void aNameThatIsTooLongIsRefusedByTheServer(int length) throws Exception {
        String name = "x".repeat(length);

        assertThat(desk.execute("login", "create", "--name=" + name, "--on", "HOST_B", "--yes"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(desk.err()).contains("error 103");
        assertThat(names("HOST_B", "sys.sql_logins", "name LIKE 'x%'")).isEmpty();
    }
}
