package mirrorsh.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mirrorsh.model.Participant;
import mirrorsh.model.UsageException;
import org.junit.jupiter.api.Test;

class MirroringProcedureTest {
    private static final Participant A = Participant.named("HOST_A", "HOST_A.corp", 7024);
    private static final Participant B = Participant.named("HOST_B", "HOST_B.corp", 7024);
    private static final MirroringOptions OPTIONS =
            MirroringOptions.document("AdventureWorks", "C:\\Backup", name -> Given.PASSWORD);

    private static List<String> steps(Stage stage) {
        return stage.effects().stream()
                .map(effect -> effect.host() + " " + effect.getClass().getSimpleName())
                .toList();
    }

    @Test
    void listsTheDocumentsStagesInItsOrder() {
        List<Stage> stages = new MirroringProcedure(new Topology(A, B), OPTIONS).stages();

        assertThat(stages)
                .extracting(Stage::title)
                .containsExactly(
                        "Outbound connections", "Inbound connections", "Mirror database", "Mirroring partners");
        assertThat(steps(stages.get(0)))
                .containsExactly(
                        "HOST_A MasterKeyExists",
                        "HOST_A CertificateExists",
                        "HOST_A EndpointListens",
                        "HOST_A CertificateExported",
                        "HOST_B CertificateFileCopied",
                        "HOST_B MasterKeyExists",
                        "HOST_B CertificateExists",
                        "HOST_B EndpointListens",
                        "HOST_B CertificateExported",
                        "HOST_A CertificateFileCopied");
        assertThat(steps(stages.get(1)))
                .containsExactly(
                        "HOST_A LoginExists",
                        "HOST_A UserExists",
                        "HOST_A CertificateImported",
                        "HOST_A ConnectGranted",
                        "HOST_B LoginExists",
                        "HOST_B UserExists",
                        "HOST_B CertificateImported",
                        "HOST_B ConnectGranted");
        assertThat(steps(stages.get(2)))
                .containsExactly(
                        "HOST_A FullRecoveryModel",
                        "HOST_A FullBackupTaken",
                        "HOST_A LogBackupTaken",
                        "HOST_B BackupFileCopied",
                        "HOST_B BackupFileCopied",
                        "HOST_B BackupRestored",
                        "HOST_B LogRestored");
        assertThat(steps(stages.get(3)))
                .containsExactly(
                        "HOST_B PartnerSet", "HOST_A PartnerSet", "HOST_A SessionSynchronized", "HOST_A SafetySet");
    }

    @Test
    void usesTheDocumentsNamesForThePeer() {
        Effect login = new MirroringProcedure(new Topology(A, B), OPTIONS)
                .stages()
                .get(1)
                .effects()
                .get(0);

        assertThat(login).isEqualTo(new LoginExists("HOST_A", "HOST_B_login", Given.PASSWORD));
    }

    @Test
    void givesEachPartnerTheOthersAddress() {
        List<Effect> partners = new MirroringProcedure(new Topology(A, B), OPTIONS)
                .stages()
                .get(3)
                .effects();

        assertThat(partners.get(0))
                .isEqualTo(new PartnerSet("HOST_B", "AdventureWorks", "HOST_A", "TCP://HOST_A.corp:7024", true));
        assertThat(partners.get(1))
                .isEqualTo(new PartnerSet("HOST_A", "AdventureWorks", "HOST_B", "TCP://HOST_B.corp:7024", false));
    }

    @Test
    void needsNoCertificateFilesOverConnections() {
        List<Stage> stages = new MirroringProcedure(new Topology(A, B), OPTIONS.overConnections()).stages();

        assertThat(steps(stages.get(0))).hasSize(6).noneMatch(step -> step.contains("File"));
        assertThat(stages.get(1).effects().get(2).files()).isEmpty();
    }

    @Test
    void refusesOneHostForBothRoles() {
        assertThatThrownBy(() -> new Topology(A, Participant.named("host_a", "x", 7024)))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void saysOfEveryStepWhatAndWhy() {
        new MirroringProcedure(new Topology(A, B), OPTIONS)
                .stages()
                .forEach(stage -> assertThat(stage.effects()).allSatisfy(effect -> {
                    assertThat(effect.title()).matches("[A-Z].*[^.]");
                    assertThat(effect.why()).endsWith(".");
                    assertThat(effect.hosts()).contains(effect.host());
                }));
    }
}
