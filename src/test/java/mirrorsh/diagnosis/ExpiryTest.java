package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import mirrorsh.diagnosis.Expiry.Expiring;
import mirrorsh.diagnosis.Expiry.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {
    private static final Instant START = Planted.NOW.minus(Duration.ofDays(400));

    @ParameterizedTest
    @CsvSource({
        "365, FINE",
        "90, FINE",
        "89, NOTICE",
        "30, NOTICE",
        "29, WARNING",
        "7, WARNING",
        "6, URGENT",
        "0, EXPIRED",
        "-1, EXPIRED"
    })
    void hasThresholds(long days, Level level) {
        Planted pair = Planted.running().dates("HOST_A", "HOST_A_cert", START, Planted.NOW.plus(Duration.ofDays(days)));

        Expiring own = own(Expiry.of(pair.observation()), "HOST_A");

        assertThat(own.daysLeft()).isEqualTo(days);
        assertThat(own.level()).isEqualTo(level);
    }

    @Test
    void countsCopiesToo() {
        Expiry expiry = Expiry.of(Planted.running().observation());

        assertThat(expiry.certificates())
                .extracting(e -> e.host() + " " + e.certificate() + " of " + e.of())
                .containsExactlyInAnyOrder(
                        "HOST_A HOST_A_cert of HOST_A",
                        "HOST_A HOST_B_cert of HOST_B",
                        "HOST_B HOST_A_cert of HOST_A",
                        "HOST_B HOST_B_cert of HOST_B");
        assertThat(expiry.soon()).isEmpty();
    }

    @Test
    void saysWhatToTypeNext() {
        Instant soon = Planted.NOW.plus(Duration.ofDays(3));
        Planted pair = Planted.running()
                .dates("HOST_B", "HOST_B_cert", START, soon)
                .dates("HOST_B", "HOST_A_cert", START, soon)
                .otherThumbprint("HOST_B", "HOST_A_cert", "older", "HOST_A_cert");

        Expiry expiry = Expiry.of(pair.observation());

        assertThat(own(expiry, "HOST_B").next()).isEqualTo("cert rotate --on HOST_B");
        assertThat(expiry.soon())
                .filteredOn(e -> !e.isOwn())
                .singleElement()
                .extracting(Expiring::next)
                .isEqualTo("renew it on the peer, then cert import PEER --on HOST_B");
    }

    private static Expiring own(Expiry expiry, String host) {
        return expiry.certificates().stream()
                .filter(e -> e.isOwn() && e.host().equals(host))
                .findFirst()
                .orElseThrow();
    }
}
