package mirrorsh.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Test;

class BatchSplitterTest {
    private static List<String> texts(String script) {
        return BatchSplitter.split(script).stream().map(ScriptBatch::text).toList();
    }

    @Test
    void splitsAtGo() {
        assertThat(BatchSplitter.split("SELECT 1\nGO\nSELECT 2\n  go  \nSELECT 3"))
                .containsExactly(
                        new ScriptBatch("SELECT 1", 1, 1),
                        new ScriptBatch("SELECT 2", 1, 3),
                        new ScriptBatch("SELECT 3", 1, 5));
    }

    @Test
    void takesACount() {
        assertThat(BatchSplitter.split("SELECT 1\nGO 5")).containsExactly(new ScriptBatch("SELECT 1", 5, 1));
    }

    @Test
    void refusesACountOfNothing() {
        assertThatThrownBy(() -> BatchSplitter.split("SELECT 1\nGO 0")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> BatchSplitter.split("SELECT 1\nGO 12345678901"))
                .isInstanceOf(UsageException.class);
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
}
