package mirrorsh.lab.sql.parse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import mirrorsh.lab.type.SqlFailure;

/** Any text is T-SQL, or refused with a number. */
class ParserFuzz {
    @FuzzTest(maxDuration = "40s")
    void readsOrRefuses(FuzzedDataProvider data) {
        boolean quoted = data.consumeBoolean();
        try {
            new TsqlParser().parse(data.consumeRemainingAsString(), quoted);
        } catch (SqlFailure refused) {
            // with the number that a server would answer
        }
    }
}
