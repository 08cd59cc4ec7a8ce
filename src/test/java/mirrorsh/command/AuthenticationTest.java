package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import mirrorsh.host.Authentication;
import mirrorsh.host.JdbcHosts;
import mirrorsh.host.Limits;
import mirrorsh.lab.LabExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationTest {
    @TempDir
    private Path folder;

    private Bench bench() {
        return new Bench(
                FakeHosts.of(), new PaperConsole(80), folder, Map.of("MIRRORSH_PASSWORD_A", "from the environment"));
    }

    @Test
    void takesAWindowsAccount() {
        Bench bench = bench();

        assertThat(bench.execute("connect", "A", "sql1", "--auth", "ntlm", "--user", "CORP\\dba"))
                .isEqualTo(ExitCode.DONE);

        assertThat(bench.connected.get(0).authentication().method()).isEqualTo(Authentication.Method.NTLM);
        assertThat(bench.connected.get(0).user()).isEqualTo("CORP\\dba");
        assertThat(bench.passwords).containsExactly("from the environment");
    }

    @Test
    void asksForNoPasswordWhereNoneIsNeeded() {
        Bench bench = bench();

        bench.execute("connect", "A", "sql1", "--auth", "kerberos");

        assertThat(bench.passwords).containsExactly("");
        assertThat(bench.connected.get(0).user()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--auth,ntml,There is no way to log in called ntml.,--auth ntlm",
        "--auth,ntlm,ntlm needs the account to log in with.,connect A SERVER --auth ntlm --user DOMAIN\\user",
        "--domain,CORP,--domain belongs to --auth ntlm.,--auth ntlm",
        "--spn,X/y,--spn belongs to --auth kerberos.,--auth kerberos",
    })
    void refusesWhatDoesNotFit(String option, String value, String problem, String next) {
        Bench bench = bench();

        assertThat(bench.execute("connect", "A", "sql1", option, value)).isEqualTo(ExitCode.USAGE);

        assertThat(bench.asideText()).isEqualTo(problem + "\n  Try: " + next);
    }

    @Test
    void isSavedWithTheHostAndLoadedAgain() throws IOException {
        Bench bench = bench();
        Path file = folder.resolve("hosts.toml");
        bench.execute("connect", "A", "sql1", "--auth", "ntlm", "--user", "dba", "--domain", "CORP", "--strict");

        assertThat(bench.execute("hosts", "save", file.toString())).isEqualTo(ExitCode.DONE);
        assertThat(bench.execute("disconnect", "A")).isEqualTo(ExitCode.DONE);
        assertThat(bench.execute("use", "A")).isEqualTo(ExitCode.DONE);

        assertThat(bench.connected.get(1)).isEqualTo(bench.connected.get(0));
        assertThat(Files.readString(file)).doesNotContain("from the environment");
    }

    @Nested
    class OnTheLab {
        @RegisterExtension
        private final LabExtension lab = new LabExtension();

        private final JdbcHosts hosts = new JdbcHosts(Clock.systemUTC(), Limits.USUAL);

        @AfterEach
        void close() {
            hosts.close();
        }

        private String refusal(String... options) {
            mirrorsh.host.HostDefinition definition = new mirrorsh.host.HostDefinition(
                    "A",
                    lab.host("HOST_A").server(),
                    options[1],
                    mirrorsh.host.HostDefinition.Encryption.ANY_CERTIFICATE,
                    Authentication.of(Authentication.Method.named(options[0]).orElseThrow()),
                    "");
            try {
                hosts.connect(definition, mirrorsh.tsql.Secret.of("p"));
            } catch (mirrorsh.host.HostException refused) {
                return refused.getMessage() + " " + refused.usually() + " " + refused.next();
            }
            return "";
        }

        @Test
        void aWindowsAccountIsRefusedPlainly() {
            assertThat(refusal("ntlm", "CORP\\dba")).contains("A refused us with ntlm (error 18452)");
        }

        @Test
        void aTokenIsRefusedPlainly() {
            assertThat(refusal("entra-token", "")).contains("A refused us with entra-token");
        }

        @Test
        void aMissingLibraryIsNamed() {
            assertThat(refusal("entra-password", "u@corp.example"))
                    .contains("entra-password needs a library that is not part of mirrorsh")
                    .contains("--auth entra-token");
        }

        @Test
        void aMissingTicketIsNamed() {
            assertThat(refusal("kerberos", "")).contains("no Kerberos ticket").contains("kinit");
        }

        @Test
        void windowsItselfIsMissed() {
            assertThat(refusal("windows", "")).contains("mssql-jdbc_auth");
        }
    }
}
