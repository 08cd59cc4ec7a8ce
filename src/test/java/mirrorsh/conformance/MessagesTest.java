package mirrorsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** sys.messages and what errors tell (errors.md §2 to §5). Texts are each server's own. */
@Conformance
class MessagesTest extends ConformanceTest {
    /** Severity and, where errors.md tells, whether it is written to the event log. */
    @ParameterizedTest
    @CsvFileSource(resources = "error-numbers.csv")
    void numberHasItsSeverity(int number, int severity, String logged) throws Exception {
        List<List<String>> rows = sql.rows("SELECT severity, is_event_logged, LEN(text) FROM sys.messages"
                + " WHERE message_id = " + number + " AND language_id = 1033");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get(0)).isEqualTo(Integer.toString(severity));
        if (logged != null) {
            assertThat(rows.get(0).get(1)).isEqualTo(logged.equals("Y") ? "1" : "0");
        }
        assertThat(Integer.parseInt(rows.get(0).get(2))).isPositive();
    }

    @ParameterizedTest(name = "{0} is of severity {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 'open                                    | 105   | 15",
                "USE ct_nothing                                  | 911   | 16",
                "ALTER DATABASE ct_nothing SET RECOVERY FULL     | 5011  | 14",
                "DROP CERTIFICATE ct_nothing                     | 15151 | 16",
                "DROP DATABASE ct_nothing                        | 3701  | 11",
                "BACKUP DATABASE tempdb TO DISK = 'ct_x.bak'     | 3033  | 16",
                "RAISERROR('own', 14, 7)                         | 50000 | 14",
            })
    void anErrorCarriesItsSeverity(String batch, int number, int severity) {
        assertThat(sql.firstError(batch).subList(0, 2)).containsExactly(number, severity);
    }

    @Test
    void raiserrorCarriesItsState() {
        assertThat(sql.firstError("RAISERROR('own', 16, 7)")).containsExactly(50000, 16, 7);
    }
}
