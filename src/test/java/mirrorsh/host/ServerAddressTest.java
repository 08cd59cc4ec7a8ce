package mirrorsh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @Test
    void aBareNameHasNoPort() {
        assertThat(ServerAddress.parse("sql1.corp.example"))
                .isEqualTo(new ServerAddress("sql1.corp.example", Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7,1533", "10.0.0.7:1533"})
    void aPortFollowsACommaOrAColon(String text) {
        assertThat(ServerAddress.parse(text))
                .isEqualTo(new ServerAddress("10.0.0.7", Optional.of(1533), Optional.empty()));
    }

    @Test
    void anInstanceNameFollowsABackslash() {
        assertThat(ServerAddress.parse("sql1\\PROD"))
                .isEqualTo(new ServerAddress("sql1", Optional.empty(), Optional.of("PROD")));
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertThat(ServerAddress.parse("[::1]:1433"))
                .isEqualTo(new ServerAddress("::1", Optional.of(1433), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "host:", "host:99999", "host,x", "[::1", "host:0"})
    void anythingElseIsRefusedWithTheForms(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.next()).contains("host:port"));
    }
}
