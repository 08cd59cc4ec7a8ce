package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Says whether the suite met a real SQL Server; demanded by {@code -Psqlserver}. */
@ExtendWith(ServersUnderTest.class)
class RealServerTest {
    @Test
    void takesPart(RealServers real) {
        assumeTrue(RealServers.areDemanded() || real.missing().isEmpty(), real.missing());

        assertThat(real.missing()).isEmpty();
        assertThat(real.servers()).isNotEmpty();
    }
}
