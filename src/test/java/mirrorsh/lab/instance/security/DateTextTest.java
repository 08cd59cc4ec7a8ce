package mirrorsh.lab.instance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDateTime;
import mirrorsh.lab.type.SqlFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateTextTest {
    @ParameterizedTest
    @CsvSource({
        "20270310, 2027-03-10T00:00:00",
        "20270310 23:59:58, 2027-03-10T23:59:58",
        "2027-03-10T23:59:58, 2027-03-10T23:59:58",
        "2027-03-10T23:59:58.997, 2027-03-10T23:59:58",
        "2027-03-10, 2027-03-10T00:00:00",
        "03/10/2027, 2027-03-10T00:00:00",
        "3/1/2027 8:30, 2027-03-01T08:30:00"
    })
    void reads(String text, LocalDateTime expected) {
        assertThat(DateText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 241",
        "tomorrow, 241",
        "10.03.2027, 241",
        "2027031, 241",
        "20270230, 242",
        "13/10/2027, 242",
        "2027-03-10T25:00:00, 242",
        "17521231, 242"
    })
    void refuses(String text, int number) {
        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> DateText.parse(text));

        assertThat(failure.number()).isEqualTo(number);
    }
}
