package mirrorsh.lab.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cursors, and GOTO. */
class CursorTest {
    private static final String C = "DECLARE c CURSOR FOR SELECT v FROM (VALUES (1), (2), (3)) x (v) ORDER BY v;";

    private final LabSession lab = new LabSession();

    @Test
    void walksOverAllRows() {
        assertThat(lab.events(C + """
                        DECLARE @v int; OPEN c; FETCH NEXT FROM c INTO @v;
                        WHILE @@FETCH_STATUS = 0 BEGIN PRINT @v; FETCH NEXT FROM c INTO @v END;
                        CLOSE c; DEALLOCATE c"""))
                .filteredOn(event -> event.startsWith("info"))
                .containsExactly("info 0 1", "info 0 2", "info 0 3");
    }

    @Test
    void sendsTheRowThatIsFetchedWithoutVariables() {
        assertThat(lab.rows(C + "OPEN c; FETCH c; FETCH NEXT FROM c; SELECT @@CURSOR_ROWS"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void livesOnInTheNextBatchUnlessItIsLocal() {
        lab.rows(C + "OPEN c");
        lab.rows("DECLARE d CURSOR LOCAL FOR SELECT 1");

        assertThat(lab.rows("FETCH c")).containsExactly("1");
        assertThat(lab.errorOf("OPEN d")).isEqualTo(16916);
    }

    @Test
    void keepsTheValuesThatItsVariablesHadWhereItWasDeclared() {
        assertThat(lab.rows("DECLARE @x int = 1; DECLARE c CURSOR FOR SELECT @x; SET @x = 2; OPEN c; FETCH c"))
                .containsExactly("1");
    }

    @Test
    void scrollsBackAndForth() {
        assertThat(lab.rows("DECLARE c CURSOR SCROLL FOR SELECT v FROM (VALUES (1), (2), (3)) x (v) ORDER BY v; OPEN c;"
                        + " FETCH LAST FROM c; FETCH PRIOR FROM c; FETCH FIRST FROM c; FETCH PRIOR FROM c;"
                        + " SELECT @@FETCH_STATUS"))
                .containsExactly("3", "2", "1", "-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "OPEN nosuch ~ 16916",
                "FETCH NEXT FROM nosuch ~ 16916",
                "DECLARE c CURSOR FOR SELECT 1; DECLARE c CURSOR FOR SELECT 1 ~ 16915",
                "DECLARE c CURSOR FOR SELECT 1; FETCH c ~ 16917",
                "DECLARE c CURSOR FOR SELECT 1; CLOSE c ~ 16917",
                "DECLARE c CURSOR FOR SELECT 1; OPEN c; OPEN c ~ 16905",
                "DECLARE c CURSOR FOR SELECT 1; OPEN c; FETCH LAST FROM c ~ 16911",
                "DECLARE c CURSOR FOR SELECT 1, 2; DECLARE @a int; OPEN c; FETCH c INTO @a ~ 16924",
                "DECLARE c CURSOR FOR SELECT * FROM nosuch; ~ 208",
                "DECLARE c CURSOR WRONG FOR SELECT 1 ~ 102",
                "DECLARE c CURSOR STATIC FOR SELECT 1; OPEN c; FETCH ABSOLUTE FROM c ~ 49999"
            })
    void refuses(String batch, int error) {
        assertThat(lab.errorOf(batch)).isEqualTo(error);
    }

    @Test
    void gotoSkipsAndRepeats() {
        assertThat(
                        lab.rows(
                                "DECLARE @i int = 0; again: SET @i += 1; IF @i < 3 GOTO again; GOTO done; SELECT 0; done: SELECT @i"))
                .containsExactly("3");
    }

    @Test
    void gotoLeavesBlocksLoopsAndHandlers() {
        assertThat(lab.rows("WHILE 1 = 1 BEGIN BEGIN TRY SELECT 1 / 0 END TRY BEGIN CATCH GOTO done END CATCH END"
                        + " SELECT 0; done: SELECT 9"))
                .endsWith("9")
                .doesNotContain("0");
    }

    @ParameterizedTest
    @CsvSource({"GOTO nowhere, 133", "a: a: SELECT 1, 132", "GOTO a; BEGIN a: SELECT 1 END, 49999"})
    void refusesWrongLabels(String batch, int error) {
        assertThat(lab.errorOf(batch)).isEqualTo(error);
    }
}
