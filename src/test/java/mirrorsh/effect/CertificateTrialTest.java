package mirrorsh.effect;

import static mirrorsh.effect.Given.actions;
import static mirrorsh.effect.Given.hostA;
import static mirrorsh.effect.Given.hostB;
import static mirrorsh.effect.HostStateBuilder.observe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import mirrorsh.effect.Verdict.Missing;
import org.junit.jupiter.api.Test;

/** A certificate's file is looked into before an older certificate makes room for it. */
class CertificateTrialTest {
    private final Effect overTheConnection =
            new CertificateImported("HOST_A", "HOST_B_cert", "HOST_B_user", "HOST_B", Optional.empty());
    private final Effect byFile = new CertificateImported(
            "HOST_A", "HOST_B_cert", "HOST_B_user", "HOST_B", Optional.of("C:\\HOST_B_cert.cer"));

    private static HostStateBuilder host() {
        return hostA().login("HOST_B_login").user("HOST_B_user", "HOST_B_login");
    }

    private static HostStateBuilder peer() {
        return hostB().ownCertificate("HOST_B_cert", "b");
    }

    @Test
    void looksIntoAFileBeforeTheStaleOneGoes() {
        var host =
                host().certificate("HOST_B_cert", "HOST_B_user", "NA", "older").file("C:\\HOST_B_cert.cer", true);

        assertThat(actions(byFile, observe(host, peer())))
                .containsExactly(
                        "HOST_A: CREATE CERTIFICATE [mirrorsh_trial] AUTHORIZATION [dbo]"
                                + " FROM FILE = N'C:\\HOST_B_cert.cer'",
                        "HOST_A: DECLARE @found varbinary(20) = (SELECT thumbprint FROM sys.certificates"
                                + " WHERE name = N'mirrorsh_trial'); DROP CERTIFICATE [mirrorsh_trial];"
                                + " IF ISNULL(@found, 0x) <> 0x" + "0".repeat(38) + "62"
                                + " RAISERROR(N'The file holds another certificate.', 16, 87)",
                        "HOST_A: DROP CERTIFICATE [HOST_B_cert]",
                        "HOST_A: CREATE CERTIFICATE [HOST_B_cert] AUTHORIZATION [HOST_B_user]"
                                + " FROM FILE = N'C:\\HOST_B_cert.cer'");
    }

    @Test
    void clearsAwayWhatALookThatWasKilledLeft() {
        var host = observe(host().certificate("mirrorsh_trial", "dbo", "NA", "b"), peer());

        assertThat(overTheConnection.assess(host)).isEqualTo(new Missing());
        assertThat(actions(overTheConnection, host))
                .containsExactly(
                        "HOST_A: DROP CERTIFICATE [mirrorsh_trial]",
                        "HOST_A: CREATE CERTIFICATE [HOST_B_cert] AUTHORIZATION [HOST_B_user]" + " FROM BINARY = 0x62");
    }
}
