package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Says whether the suite met a real SQL Server. */
class RealServerTest {
    @Test
    void takesPart() throws Exception {
        try (RealServer real = RealServer.find()) {
            assumeTrue(real.server().isPresent() || RealServer.isDemanded(), real.missing());

            assertThat(real.server()).as(real.missing()).isPresent();
        }
    }
}
