package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTest {
    private final LabSession lab = new LabSession();

    @Test
    void ofOneStatementLetTheBatchGoOn() {
        assertThat(lab.events("PRINT 'a'\n\nSELECT 1 / 0 AS x\nPRINT 'b'"))
                .containsExactly(
                        "info 0 a",
                        "done OTHER",
                        "columns x int",
                        "error 8134 line 3",
                        "done SELECT failed",
                        "info 0 b",
                        "done OTHER");
    }

    @Test
    void ofNamesAndConversionsEndTheBatch() {
        assertThat(lab.events("SELECT nosuch\nPRINT 'b'")).containsExactly("error 207 line 1", "done SELECT failed");
        assertThat(lab.events("DECLARE @i int\nSET @i = 'x'\nPRINT 'b'"))
                .containsExactly("done OTHER", "error 245 line 2", "done OTHER failed");
    }

    @Test
    void inAnIfSkipBothBranches() {
        assertThat(lab.events("IF 1 / 0 = 1 PRINT 'a' ELSE PRINT 'b'\nPRINT 'c'"))
                .containsExactly("error 8134 line 1", "done OTHER failed", "info 0 c", "done OTHER");
    }

    @Nested
    class Caught {
        @Test
        void areTheHandlersBusinessAlone() {
            assertThat(lab.events("""
                            BEGIN TRY
                              PRINT 'a'
                              RAISERROR('oops %d', 14, 5, 42)
                              PRINT 'never'
                            END TRY
                            BEGIN CATCH
                              SELECT ERROR_NUMBER() n, ERROR_MESSAGE() m, ERROR_SEVERITY() v, ERROR_STATE() s, ERROR_LINE() l, @@ERROR e
                            END CATCH
                            SELECT ERROR_NUMBER() AS after
                            """))
                    .containsExactly(
                            "info 0 a",
                            "done OTHER",
                            "done OTHER",
                            "columns n int, m nvarchar(4000), v int, s int, l int, e int",
                            "row 50000|oops 42|14|5|3|50000",
                            "done SELECT 1",
                            "columns after int",
                            "row null",
                            "done SELECT 1");
        }

        @Test
        void canBeThrownOn() {
            assertThat(lab.events("BEGIN TRY\nSELECT 1/0 AS x\nEND TRY\nBEGIN CATCH\nTHROW\nEND CATCH\nPRINT 'never'"))
                    .containsExactly("columns x int", "done SELECT", "error 8134 line 2", "done OTHER failed");
            assertThat(lab.errorOf("THROW")).isEqualTo(10704);
        }

        @Test
        void ofNamesOnlyFromATextInside() {
            assertThat(lab.events("BEGIN TRY SELECT * FROM nosuch END TRY BEGIN CATCH PRINT 'caught' END CATCH"))
                    .containsExactly("error 208 line 1", "done SELECT failed");
            assertThat(lab.run(
                                    "BEGIN TRY EXEC('SELECT * FROM nosuch') END TRY BEGIN CATCH PRINT ERROR_NUMBER() END CATCH")
                            .events())
                    .containsExactly("done SELECT", "info 0 208", "done OTHER");
            assertThat(lab.run("BEGIN TRY EXEC('SELEC') END TRY BEGIN CATCH PRINT 'caught' END CATCH")
                            .events())
                    .contains("info 0 caught");
        }

        @Test
        void mayNest() {
            assertThat(lab.run("""
                                    BEGIN TRY
                                      BEGIN TRY THROW 50001, 'a', 1 END TRY
                                      BEGIN CATCH PRINT ERROR_MESSAGE(); THROW 50002, 'b', 1 END CATCH
                                    END TRY
                                    BEGIN CATCH PRINT ERROR_MESSAGE() END CATCH
                                    """).events())
                    .filteredOn(event -> event.startsWith("info") || event.startsWith("error"))
                    .containsExactly("info 0 a", "info 0 b");
        }
    }

    @Nested
    class Raised {
        @Test
        void asInformationUpToTen() {
            assertThat(lab.events("RAISERROR('note %s', 10, 1, 'x') WITH NOWAIT; SELECT @@ERROR AS e"))
                    .containsExactly(
                            "info 50000 note x", "flush", "done OTHER", "columns e int", "row 0", "done SELECT 1");
        }

        @Test
        void asErrorsAboveThatLetTheBatchGoOn() {
            assertThat(lab.events("SET XACT_ABORT ON; RAISERROR('bad', 16, 1); PRINT 'on'"))
                    .containsExactly(
                            "done OTHER", "error 50000 line 1", "done OTHER failed", "info 0 on", "done OTHER");
        }

        @Test
        void asFatalOnesOnlyWithLog() {
            assertThat(lab.errorOf("RAISERROR('x', 20, 1)")).isEqualTo(2754);
            assertThat(
                            lab.events(
                                    "BEGIN TRY RAISERROR('x', 20, 1) WITH LOG END TRY BEGIN CATCH PRINT 'c' END CATCH PRINT 'n'"))
                    .containsExactly("error 50000 line 1", "done OTHER failed");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                quoteCharacter = '"',
                value = {
                    "'%s|%5s|%-5s|%.2s', 'a', 'b', 'c', 'defg' ~ a|    b|c    |de",
                    "'%d|%i|%05d|%+d|%u', 1, -2, 42, 7, 3 ~ 1|-2|00042|+7|3",
                    "'%x|%X|%#x|%o', 255, 255, 255, 8 ~ ff|FF|0xff|10",
                    "'100%%|%s' ~ 100%|(null)",
                    "'%*d', 4, 7 ~ \"   7\""
                })
        void fillInTheirArguments(String arguments, String text) {
            String[] parts = arguments.split("', ?", 2);
            String rest = parts.length == 1 ? "" : ", " + parts[1];
            String template = parts.length == 1 ? arguments : parts[0] + "'";

            assertThat(lab.events("RAISERROR(" + template + ", 5, 1" + rest + ")"))
                    .contains("info 50000 " + text);
        }

        @Test
        void refuseArgumentsOfTheWrongKind() {
            assertThat(lab.errorOf("RAISERROR('%d', 16, 1, 'x')")).isEqualTo(2786);
            assertThat(lab.errorOf("RAISERROR('%y', 16, 1)")).isEqualTo(2787);
            assertThat(lab.errorOf("RAISERROR(100, 16, 1)")).isEqualTo(2732);
            assertThat(lab.errorOf("RAISERROR(60001, 16, 1)")).isEqualTo(18054);
        }
    }

    @Nested
    class Thrown {
        @Test
        void endTheBatch() {
            assertThat(lab.events("PRINT 'a'; THROW 51000, 'gone', 3; PRINT 'b'"))
                    .containsExactly("info 0 a", "done OTHER", "error 51000 line 1", "done OTHER failed");
            assertThat(lab.errorOf("THROW 4, 'x', 1")).isEqualTo(35100);
        }
    }

    @Test
    void ofATextInsideEndThatTextOnly() {
        List<String> events = lab.events("EXEC('PRINT 1; SELECT nosuch; PRINT 2'); PRINT @@ERROR");

        assertThat(events)
                .containsExactly(
                        "info 0 1",
                        "done OTHER",
                        "error 207 line 1",
                        "done SELECT failed",
                        "done OTHER",
                        "info 0 207",
                        "done OTHER");
    }
}
