package mirrorsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import mirrorsh.run.RunRequest;
import org.junit.jupiter.api.Test;

class RequestHeadTest {
    private static final RunRequest SET_UP = new RunRequest(
            "Set up mirroring",
            "run set-up.groovy",
            Map.of(),
            List.of("principal HOST_A   mirror HOST_B   database Sales of 2025"),
            List.of());

    @Test
    void keepsASummaryOnOneLineWhereItFits() {
        assertThat(RequestHead.of(SET_UP, new PaperConsole(80)))
                .containsExactly("Set up mirroring", "  principal HOST_A   mirror HOST_B   database Sales of 2025");
    }

    @Test
    void breaksASummaryBetweenItsFactsNotWithinOne() {
        assertThat(RequestHead.of(SET_UP, new PaperConsole(40)))
                .containsExactly("Set up mirroring", "  principal HOST_A   mirror HOST_B", "  database Sales of 2025");
    }
}
