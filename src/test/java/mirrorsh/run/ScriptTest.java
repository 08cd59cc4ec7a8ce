package mirrorsh.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.BeforeSwitch;
import mirrorsh.effect.Effect;
import mirrorsh.effect.Stage;
import mirrorsh.effect.WitnessRemoved;
import mirrorsh.effect.WitnessSet;
import mirrorsh.model.MirroringSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script cannot look: what an earlier statement of it makes untrue is made true again though it is true now. */
class ScriptTest {
    private static final String WITNESS = "TCP://HOST_C:7024";

    @TempDir
    private Path folder;

    private final FakeHosts hosts = new FakeHosts();

    private void mirrored(String host, String role, String partner) {
        MirroringSession session =
                new MirroringSession("G", role, "SYNCHRONIZED", "FULL", partner, "P", WITNESS, "CONNECTED", 10);
        hosts.state(host).database("Sales").session(session);
    }

    @Test
    void setsAWitnessBackThatItTookAwayBeforeASwitch() {
        mirrored("HOST_A", "PRINCIPAL", "TCP://HOST_B:7024");
        mirrored("HOST_B", "MIRROR", "TCP://HOST_A:7024");
        hosts.state("HOST_C");
        Effect aside = new BeforeSwitch(new WitnessRemoved("HOST_A", "Sales"), "HOST_B", "Sales");
        Effect back = new WitnessSet("HOST_B", "HOST_A", "Sales", "HOST_C", WITNESS);
        List<Stage> stages = List.of(new Stage("Upgrade", List.of(aside, back)));

        String text = new Runner(hosts, hosts, new JournalFolder(folder), Clock.systemUTC())
                .script(new RunRequest("Upgrade", "run upgrade.groovy", Map.of(), List.of(), stages), Map.of())
                .text();

        assertThat(text).containsSubsequence("SET WITNESS OFF", "SET WITNESS = N'" + WITNESS + "'");
    }
}
