package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1 KB",
        "1536,1.5 KB",
        "512000,500 KB",
        "10485760,10 MB",
        "1610612736,1.5 GB"
    })
    void writesAmountsAsPeopleReadThem(long bytes, String text) {
        assertThat(Rates.amount(bytes)).isEqualTo(text);
    }
}
