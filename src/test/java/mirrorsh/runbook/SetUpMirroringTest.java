package mirrorsh.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mirrorsh.effect.Effect;
import mirrorsh.effect.LogBackupsForeseen;
import mirrorsh.effect.MirroringOptions;
import mirrorsh.effect.MirroringProcedure;
import mirrorsh.effect.RoomForCopy;
import mirrorsh.effect.Stage;
import mirrorsh.effect.Topology;
import mirrorsh.model.Participant;
import org.junit.jupiter.api.Test;

class SetUpMirroringTest {
    private static final Path FILE = Path.of("runbooks/set-up-mirroring.groovy");

    private final RunbookLoader loader = new RunbookLoader(OneSecret.EVERYWHERE);

    @Test
    void isTheDocumentedProcedureOverConnections() {
        Runbook runbook = loader.load(FILE, Map.of());

        assertThat(changes(runbook)).isEqualTo(procedure("HOST_A", "HOST_B", "", "C:\\", false));
    }

    @Test
    void isTheDocumentedProcedureWithFiles() {
        Runbook runbook = loader.load(
                FILE,
                Map.of(
                        "certificates",
                        "files",
                        "certificateFolder",
                        "D:\\certs",
                        "backupFolder",
                        "E:\\",
                        "safety",
                        "FULL"));

        assertThat(changes(runbook)).isEqualTo(procedure("HOST_A", "HOST_B", "D:\\certs", "E:\\", true));
    }

    @Test
    void namesTheObjectsAfterTheHosts() {
        Runbook runbook = loader.load(FILE, Map.of("principal", "EAST", "mirror", "WEST"));

        assertThat(changes(runbook)).isEqualTo(procedure("EAST", "WEST", "", "C:\\", false));
        assertThat(runbook.roles()).containsExactly(Map.entry("principal", "EAST"), Map.entry("mirror", "WEST"));
    }

    @Test
    void tellsWhatItIsAndWhatItTakes() {
        Runbook runbook = loader.load(FILE, Map.of("port", "5022"));

        assertThat(runbook.title()).isEqualTo("Set up database mirroring with certificates");
        assertThat(runbook.description()).startsWith("Sets up database mirroring between two hosts");
        assertThat(runbook.parameters())
                .extracting(Parameter::name)
                .contains("principal", "mirror", "database", "port", "certificates", "backupFolder", "safety");
        assertThat(runbook.summary())
                .containsExactly("principal HOST_A   mirror HOST_B   database AdventureWorks   port 5022   safety OFF");
    }

    @Test
    void refusesAWordThatIsNoPort() {
        assertThatThrownBy(() -> loader.load(FILE, Map.of("port", "http")))
                .isInstanceOf(RunbookException.class)
                .hasMessageMatching("(?s).*set-up-mirroring.groovy:\\d+: The parameter port does not accept 'http':"
                        + " expected a number from 1024 to 32767\\.");
    }

    @Test
    void refusesAParameterThatItDoesNotHave() {
        assertThatThrownBy(() -> loader.load(FILE, Map.of("databse", "Sales")))
                .isInstanceOf(RunbookException.class)
                .hasMessageContaining("no parameter databse: expected principal, mirror, database");
    }

    @Test
    void refusesOneHostInBothRoles() {
        assertThatThrownBy(() -> loader.load(FILE, Map.of("mirror", "host_a")))
                .isInstanceOf(RunbookException.class)
                .hasMessageContaining("expected two different hosts");
    }

    /** Without its looks, which the document leaves to the reader. */
    private static List<Stage> changes(Runbook runbook) {
        return runbook.stages().stream()
                .map(stage -> new Stage(
                        stage.title(),
                        stage.effects().stream()
                                .filter(effect ->
                                        !(effect instanceof RoomForCopy) && !(effect instanceof LogBackupsForeseen))
                                .toList()))
                .toList();
    }

    private static List<Stage> procedure(
            String principal, String mirror, String certificateFolder, String backupFolder, boolean full) {
        Topology topology =
                new Topology(Participant.named(principal, principal, 7024), Participant.named(mirror, mirror, 7024));
        MirroringOptions options = new MirroringOptions(
                "AdventureWorks",
                certificateFolder,
                backupFolder,
                full,
                Duration.ofMinutes(5),
                label -> OneSecret.EVERYWHERE.generated(label));
        List<Stage> stages = new MirroringProcedure(topology, options).stages();
        assertThat(stages.stream().flatMap(stage -> stage.effects().stream()).map(Effect::host))
                .contains(principal, mirror);
        return stages;
    }
}
