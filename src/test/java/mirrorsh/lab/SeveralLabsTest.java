package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Labs side by side on one machine. */
class SeveralLabsTest {
    private static LabSettings of(String... names) {
        return LabSettings.standard(Optional.empty())
                .withKeys(new PreparedKeys())
                .withHosts(Stream.of(names).map(LabSettings.Host::named).toList());
    }

    @Test
    void noneTakesTheAddressOfAnothersInstanceThatIsDown() throws Exception {
        try (Lab first = Lab.start(of("HOST_A", "HOST_B"))) {
            first.faults().stop("HOST_A");
            try (Lab second = Lab.start(of("OTHER"))) {
                List<String> taken = first.hosts().stream().map(LabHost::server).toList();

                assertThat(second.hosts()).extracting(LabHost::server).doesNotContainAnyElementsOf(taken);
                first.faults().start("HOST_A");
            }
        }
    }
}
