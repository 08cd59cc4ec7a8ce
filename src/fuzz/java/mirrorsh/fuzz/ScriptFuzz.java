package mirrorsh.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import mirrorsh.model.UsageException;
import mirrorsh.tsql.SqlcmdScript;

/** A script is cut into batches, or refused. */
class ScriptFuzz {
    @FuzzTest(maxDuration = "40s")
    void isCutOrRefused(FuzzedDataProvider data) {
        try {
            SqlcmdScript.batches(data.consumeRemainingAsString());
        } catch (UsageException refused) {
            // with line and reason: that is what it is for
        }
    }
}
