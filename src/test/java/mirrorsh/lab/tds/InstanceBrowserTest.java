package mirrorsh.lab.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstanceBrowserTest {
    private static final String LINE =
            "ServerName;HOST_A;InstanceName;SALES;IsClustered;No;Version;16.0.4135.4;tcp;1433;;";

    private static byte[] ask(byte[] request) throws IOException {
        InstanceBrowser.Instance instance = new InstanceBrowser.Instance("HOST_A", "SALES", "16.0.4135.4", 1433);
        try (InstanceBrowser browser = InstanceBrowser.unbound(instance)) {
            return browser.answer(request).orElse(new byte[0]);
        }
    }

    private static byte[] named(String name) {
        return ((char) 4 + name).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void answersWithFiveTheLengthAndTheLine() throws Exception {
        byte[] answer = ask(named("sales\0"));

        assertThat(answer[0]).isEqualTo((byte) 5);
        assertThat(answer[1] + 256 * answer[2]).isEqualTo(answer.length - 3).isEqualTo(LINE.length());
        assertThat(new String(answer, 3, answer.length - 3, StandardCharsets.US_ASCII))
                .isEqualTo(LINE);
    }

    @Test
    void takesANameWithoutItsZeroAndTheQuestionForAll() throws Exception {
        assertThat(ask(named("SALES"))).isNotEmpty();
        assertThat(ask(new byte[] {3})).isNotEmpty();
        assertThat(ask(new byte[] {2})).isNotEmpty();
    }

    @Test
    void leavesUnansweredWhatIsNotThereOrNotUnderstood() throws Exception {
        assertThat(ask(named("OTHER\0"))).isEmpty();
        assertThat(ask(new byte[0])).isEmpty();
        assertThat(ask(new byte[] {4})).isEmpty();
        assertThat(ask(new byte[] {3, 3})).isEmpty();
        Random random = new Random(1434);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[2 + random.nextInt(40)];
            random.nextBytes(noise);

            assertThat(ask(noise)).as("request %d of seed 1434", i).isEmpty();
        }
    }
}
