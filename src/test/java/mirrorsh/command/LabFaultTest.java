package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.lab.Fault;
import mirrorsh.lab.Lab;
import mirrorsh.lab.LabSettings;
import mirrorsh.lab.PreparedKeys;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabFaultTest {
    @TempDir
    Path folder;

    private static Lab lab() throws IOException {
        return Lab.start(LabSettings.standard(Optional.empty()).withKeys(new PreparedKeys()));
    }

    private static void perform(Lab lab, String line) throws IOException {
        List<String> words = List.of(line.split(" ", -1));
        LabFault.named(words.get(0)).orElseThrow().perform(lab.faults(), words.subList(1, words.size()));
    }

    @Test
    void breaksAndMends() throws Exception {
        try (Lab lab = lab()) {
            perform(lab, "cut HOST_A HOST_B");
            perform(lab, "slow HOST_B HOST_A 20");
            perform(lab, "full-disk HOST_W");
            perform(lab, "skew HOST_A -30");
            perform(lab, "deny-file HOST_A C:\\x.cer");
            perform(lab, "take-port HOST_A 7024");
            perform(lab, "forget-name HOST_A HOST_B");
            perform(lab, "lose-service-key HOST_B");
            perform(lab, "kill HOST_W");

            assertThat(lab.faults().list())
                    .extracting(Fault::kind)
                    .containsExactly(
                            Fault.Kind.CUT,
                            Fault.Kind.SLOW,
                            Fault.Kind.FULL_DISK,
                            Fault.Kind.SKEWED_CLOCK,
                            Fault.Kind.UNREADABLE_FILE,
                            Fault.Kind.PORT_TAKEN,
                            Fault.Kind.NAME_UNKNOWN,
                            Fault.Kind.SERVICE_KEY_LOST,
                            Fault.Kind.STOPPED);
            perform(lab, "mend HOST_A HOST_B");
            perform(lab, "start HOST_W");
            perform(lab, "skew HOST_A 0");
            perform(lab, "restore-service-key HOST_B");
            assertThat(lab.faults().list()).hasSize(5);
            perform(lab, "clear");
            assertThat(lab.faults().list()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cut HOST_A,               lab fault cut FROM TO",
        "stop HOST_X,              lab fault stop HOST",
        "skew HOST_A soon,         lab fault skew HOST SECONDS",
        "expire-cert HOST_A,       lab fault expire-cert HOST",
        "log-backup HOST_A nothing,lab fault log-backup HOST DATABASE",
    })
    void tellsHowItIsUsed(String line, String usage) throws Exception {
        try (Lab lab = lab()) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> perform(lab, line))
                    .satisfies(e -> assertThat(e.next()).isEqualTo(usage));
        }
    }

    @Test
    void aNegativeNumberIsNoOption() {
        Bench bench = new Bench(new FakeHosts(), new PaperConsole(100), folder, Map.of());
        bench.execute("lab", "serve");

        bench.execute("lab", "fault", "skew", "HOST_A", "-30");

        assertThat(bench.asideText() + bench.text()).contains("Nothing breaks here.");
    }
}
