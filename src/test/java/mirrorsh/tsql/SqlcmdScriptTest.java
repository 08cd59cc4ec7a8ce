package mirrorsh.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Test;

class SqlcmdScriptTest {
    private static List<ScriptStep> read(String script, Map<String, String> files) {
        return SqlcmdScript.read(
                script, new SqlcmdScript.Setting(Map.of(), true, name -> files.getOrDefault(name, "")));
    }

    private static List<ScriptBatch> batches(String script) {
        return read(script, Map.of()).stream()
                .filter(ScriptStep.Send.class::isInstance)
                .map(step -> ((ScriptStep.Send) step).batch())
                .toList();
    }

    private static List<String> texts(String script) {
        return batches(script).stream().map(ScriptBatch::text).toList();
    }

    @Test
    void splitsAtGo() {
        assertThat(batches("SELECT 1\nGO\nSELECT 2\n  go  \nSELECT 3"))
                .containsExactly(
                        new ScriptBatch("SELECT 1", 1, 1),
                        new ScriptBatch("SELECT 2", 1, 3),
                        new ScriptBatch("SELECT 3", 1, 5));
    }

    @Test
    void takesACount() {
        assertThat(batches("SELECT 1\nGO 5")).containsExactly(new ScriptBatch("SELECT 1", 5, 1));
    }

    @Test
    void refusesACountOfNothing() {
        assertThatThrownBy(() -> batches("SELECT 1\nGO 0")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> batches("SELECT 1\nGO 12345678901")).isInstanceOf(UsageException.class);
    }

    @Test
    void leavesEmptyBatchesOut() {
        assertThat(texts("GO\n\nGO\nSELECT 1\nGO\nGO\n")).containsExactly("SELECT 1");
    }

    @Test
    void goWithMoreBehindItIsNotGo() {
        assertThat(texts("GOTO x\nGO;\nGO x\nSELECT go")).hasSize(1);
    }

    @Test
    void ignoresGoInAString() {
        assertThat(texts("PRINT 'a\nGO\nb'\nGO\nSELECT 1")).containsExactly("PRINT 'a\nGO\nb'", "SELECT 1");
    }

    @Test
    void followsDoubledQuotes() {
        assertThat(texts("PRINT 'it''s'\nGO\nPRINT 'a''\nGO\n'")).containsExactly("PRINT 'it''s'", "PRINT 'a''\nGO\n'");
    }

    @Test
    void ignoresGoInBracketsAndQuotedNames() {
        assertThat(texts("SELECT [a]]\nGO\nb]\nGO\nSELECT \"x\nGO\n\"")).hasSize(2);
    }

    @Test
    void ignoresGoInABlockCommentThatNests() {
        assertThat(texts("/* a /* b\nGO\n*/\nGO\n*/ SELECT 1\nGO\nSELECT 2")).hasSize(2);
    }

    @Test
    void aQuoteInALineCommentOpensNothing() {
        assertThat(texts("SELECT 1 -- it's\nGO\nSELECT 2")).hasSize(2);
    }

    @Test
    void commentMarksInAStringOpenNothing() {
        assertThat(texts("PRINT '/* --'\nGO\nSELECT 2")).hasSize(2);
    }

    @Test
    void takesEveryLineEnd() {
        assertThat(texts("SELECT 1\r\nGO\r\nSELECT 2\rGO\rSELECT 3"))
                .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void replacesVariablesEverywhereButInComments() {
        String script =
                ":setvar Db AdventureWorks\n:setvar who \"a \"\"b\"\" c\"\nUSE [$(DB)] -- $(none)\nPRINT '$(who)' /* $(none) */";

        assertThat(texts(script)).containsExactly("USE [AdventureWorks] -- $(none)\nPRINT 'a \"b\" c' /* $(none) */");
    }

    @Test
    void sendsWhatAVariableIsWhenTheBatchEnds() {
        assertThat(texts(":setvar x 1\nSELECT $(x)\nGO\n:setvar x 2\nSELECT $(x)"))
                .containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void refusesAVariableWithoutAValueAndTellsItsLine() {
        assertThatThrownBy(() -> texts("SELECT 1\nGO\n\nSELECT\n  $(Db)"))
                .isInstanceOf(UsageException.class)
                .hasMessage("line 5: The variable $(Db) has no value.");
        assertThatThrownBy(() -> texts(":setvar x 1\n:setvar x\nSELECT $(x)")).hasMessageContaining("$(x)");
    }

    @Test
    void leavesVariablesAloneWhereTheyMeanNothing() {
        List<ScriptStep> steps =
                SqlcmdScript.read("PRINT '$(x)'", new SqlcmdScript.Setting(Map.of(), false, name -> ""));

        assertThat(steps).containsExactly(new ScriptStep.Send(new ScriptBatch("PRINT '$(x)'", 1, 1)));
    }

    @Test
    void goesToAnotherHost() {
        assertThat(read(":CONNECT HOST_A\nSELECT 1\nGO\n-- the mirror\n:connect HOST_B -l 10\nSELECT 2", Map.of()))
                .containsExactly(
                        new ScriptStep.Connect("HOST_A", 1),
                        new ScriptStep.Send(new ScriptBatch("SELECT 1", 1, 2)),
                        new ScriptStep.Connect("HOST_B", 5),
                        new ScriptStep.Send(new ScriptBatch("-- the mirror\nSELECT 2", 1, 4)));
    }

    @Test
    void refusesAPasswordInAScript() {
        assertThatThrownBy(() -> texts(":CONNECT HOST_A -U sa -P secret"))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesToGuessWhereABatchBeforeConnectBelongs() {
        assertThatThrownBy(() -> texts("DROP DATABASE x\n:CONNECT HOST_B"))
                .hasMessage("line 2: There is no GO before :CONNECT HOST_B.");
    }

    @Test
    void takesFilesIn() {
        Map<String, String> files = Map.of("a.sql", "SELECT 1\nGO\n:r \"b c.sql\"", "b c.sql", "SELECT 2");

        assertThat(read(":r a.sql\nGO 3\nSELECT 4", files))
                .containsExactly(
                        new ScriptStep.Send(new ScriptBatch("SELECT 1", 1, 1)),
                        new ScriptStep.Send(new ScriptBatch("SELECT 2", 3, 1)),
                        new ScriptStep.Send(new ScriptBatch("SELECT 4", 1, 3)));
    }

    @Test
    void refusesFilesThatNameEachOther() {
        assertThatThrownBy(() -> read(":r a.sql", Map.of("a.sql", ":r a.sql")))
                .isInstanceOf(UsageException.class)
                .hasMessage("a.sql:1: The files name each other without end.");
    }

    @Test
    void leavesAtExitAndQuitWithoutWhatWasNotSentYet() {
        assertThat(texts("SELECT 1\nGO\nSELECT 2\n:exit\nSELECT 3")).containsExactly("SELECT 1");
        assertThat(texts("SELECT 1\nGO\nSELECT 2\n quit\nGO")).containsExactly("SELECT 1");
        assertThat(texts("SELECT 1\n:exit()\nSELECT 3")).containsExactly("SELECT 1");
    }

    @Test
    void tellsWhatAnErrorMeans() {
        assertThat(read(":ON ERROR exit\n:on error ignore", Map.of()))
                .containsExactly(new ScriptStep.OnError(true), new ScriptStep.OnError(false));
    }

    @Test
    void refusesCommandsThatItDoesNotRun() {
        for (String line : List.of(":out x.txt", "!!del x", ":ed", ":exit(SELECT 1)", ":on error", ":setvar")) {
            assertThatThrownBy(() -> texts("SELECT 1\n" + line))
                    .as(line)
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("line 2: ");
        }
    }

    @Test
    void commandsInAStringAreText() {
        assertThat(texts("PRINT '\n:exit\n:setvar\n'")).hasSize(1);
    }

    @Test
    void partsPlainTextAtGoAlone() {
        assertThat(SqlcmdScript.batches("SELECT '$(x)'\nGO\nSELECT 2"))
                .extracting(ScriptBatch::text)
                .containsExactly("SELECT '$(x)'", "SELECT 2");
        assertThatThrownBy(() -> SqlcmdScript.batches(":CONNECT B\nSELECT 1")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> SqlcmdScript.batches(":r x.sql")).isInstanceOf(UsageException.class);
    }
}
