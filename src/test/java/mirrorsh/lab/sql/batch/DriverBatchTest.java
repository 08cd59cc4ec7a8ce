package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send on their own (tds.md §12). */
class DriverBatchTest {
    private final LabSession lab = new LabSession();

    @ParameterizedTest
    @ValueSource(
            strings = {
                " set lock_timeout 5000",
                "SET QUOTED_IDENTIFIER ON",
                "SET CONCAT_NULL_YIELDS_NULL ON",
                "set transaction isolation level  serializable ",
                "SET ROWCOUNT 5",
                "SET ROWCOUNT 0",
                "SET TEXTSIZE 2147483647",
                "SET CURSOR_CLOSE_ON_COMMIT ON",
                "use [AppDb]",
                "IF @@TRANCOUNT > 0 COMMIT TRAN",
                "set textsize 64512 ",
                "SELECT @@MAX_PRECISION\r\nSET TRANSACTION ISOLATION LEVEL READ COMMITTED\r\nSET IMPLICIT_TRANSACTIONS OFF\r\n"
                        + "SET QUOTED_IDENTIFIER ON\r\nSET TEXTSIZE 2147483647"
            })
    void areUnderstood(String batch) {
        assertThat(lab.run(batch).errors()).isEmpty();
    }

    @Test
    void theSettingsOfTediousAreUnderstood() {
        assertThat(lab.run("""
                                set ansi_nulls on
                                set ansi_null_dflt_on on
                                set ansi_padding on
                                set ansi_warnings on
                                set arithabort on
                                set concat_null_yields_null on
                                set cursor_close_on_commit off
                                set datefirst 7
                                set dateformat mdy
                                set implicit_transactions off
                                set language us_english
                                set numeric_roundabort off
                                set quoted_identifier on
                                set textsize 2147483647
                                set transaction isolation level read committed
                                set xact_abort off
                                """).errors()).isEmpty();
    }

    @Test
    void generatedKeysAreSelected() {
        lab.rows("CREATE TABLE #k (id int IDENTITY, x int)");

        assertThat(
                        lab.rows(
                                "INSERT #k VALUES (5) select SCOPE_IDENTITY() AS GENERATED_KEYS where SCOPE_IDENTITY() is not null"))
                .containsExactly("1");
    }

    @Test
    void theJtdsSavepointIsUnderstood() {
        assertThat(lab.run(
                                "IF @@TRANCOUNT=0 BEGIN SET IMPLICIT_TRANSACTIONS OFF; BEGIN TRAN; SET IMPLICIT_TRANSACTIONS ON; END"
                                        + " SAVE TRAN jtds1")
                        .errors())
                .isEmpty();
        assertThat(lab.interpreter.transactionCount()).isEqualTo(1);
    }
}
