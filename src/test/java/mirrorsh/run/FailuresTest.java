package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import mirrorsh.effect.CertificateImported;
import mirrorsh.effect.Verdict.Missing;
import mirrorsh.host.Hosts.ServerMessage;
import mirrorsh.host.StatementRefusedException;
import org.junit.jupiter.api.Test;

/** An error that T-SQL raises by itself says by its state who raised it. */
class FailuresTest {
    private final PlannedStep importing = new PlannedStep(
            1,
            1,
            "stage 2",
            new CertificateImported(
                    "HOST_A", "HOST_B_cert", "HOST_B_user", "HOST_B", Optional.of("C:\\HOST_B_cert.cer")),
            new Missing(),
            List.of());

    private StepFailedException raised(int state) {
        ServerMessage message = new ServerMessage(50000, 16, state, 1, "No.");
        return new Failures()
                .refused(
                        importing,
                        new StatementRefusedException("HOST_A", List.of(message), new IllegalStateException("No.")),
                        List.of());
    }

    @Test
    void isAFileWithAnotherCertificateWhenTheLookIntoItSaysSo() {
        assertThat(raised(87)).hasMessageEndingWith("Nothing was changed.");
        assertThat(raised(87).isInputUnreadable()).isTrue();
    }

    @Test
    void isARefusalWhenATriggerOfTheServersRaisedIt() {
        assertThat(raised(1)).hasMessageContaining("with error 50000, severity 16, state 1");
        assertThat(raised(1).isInputUnreadable()).isFalse();
    }
}
