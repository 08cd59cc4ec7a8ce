package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedPlanTest {
    private static final SavedPlan PLAN = new SavedPlan(
            "2026-11-22T10:00:00Z",
            Origin.of(Path.of("set-up.groovy").toAbsolutePath().toString(), "ab12"),
            Map.of("database", "Sales"),
            Map.of("HOST_A", "SQL1"),
            List.of("1 HOST_A: Create the database master key | Missing, not there | CREATE MASTER KEY"));

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> SavedPlan.read(text, "my.plan"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("my.plan is not a saved plan: ")
                .hasMessageContaining(why);
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(SavedPlan.read(PLAN.json(), "my.plan")).isEqualTo(PLAN);
    }

    @Test
    void isRefusedWhereverItIsCut() {
        String whole = PLAN.json();

        for (int length = 0; length < whole.length(); length++) {
            refused(whole.substring(0, length), "");
        }
    }

    @Test
    void tellsThePlaceOfWhatIsNoJson() {
        refused(PLAN.json().replace("\"hosts\":{", "\"hosts\":\n  {;"), "line 2, column 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"saved", "runbook", "hash", "parameters", "hosts", "steps"})
    void tellsWhichMemberIsMissing(String member) {
        refused(PLAN.json().replace("\"" + member + "\":", "\"other\":"), "\"" + member + "\"");
    }

    @Test
    void tellsWhichMemberIsSomethingElse() {
        refused(PLAN.json().replace("\"SQL1\"", "17"), "\"hosts.HOST_A\" is not a text");
        refused(PLAN.json().replace("[\"1 HOST_A", "[null,\"1 HOST_A"), "\"steps[0]\" is not a text");
    }

    @Test
    void refusesWhatIsNoPath() {
        String path = PLAN.origin().runbook();

        refused(PLAN.json().replace(path, "set-up.groovy"), "no whole path");
        refused(PLAN.json().replace(path, "/a\\u0000b"), "Nul character not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "PK\u0003\u0004", "{\"format\":\"mirrorsh-plan-9\"}"})
    void refusesWhatIsNoPlan(String text) {
        refused(text, "");
    }
}
