package mirrorsh.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import mirrorsh.model.UsageException;
import mirrorsh.run.SavedPlan;

/** A saved plan is read, or refused with its name. */
class SavedPlanFuzz {
    @FuzzTest(maxDuration = "40s")
    void isReadOrRefused(FuzzedDataProvider data) {
        try {
            SavedPlan plan = SavedPlan.read(data.consumeRemainingAsString(), "the plan");
            plan.isOf(Path.of("runbook.groovy"));
        } catch (UsageException refused) {
            if (!refused.getMessage().contains("the plan")) {
                throw new IllegalStateException("It does not name the file: " + refused.getMessage(), refused);
            }
        }
    }
}
