package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import mirrorsh.effect.BackupFileCopied;
import mirrorsh.effect.BackupRestored;
import mirrorsh.effect.CertificateExists;
import mirrorsh.effect.CertificateImported;
import mirrorsh.effect.ConnectGranted;
import mirrorsh.effect.Effect;
import mirrorsh.effect.EndpointListens;
import mirrorsh.effect.FullBackupTaken;
import mirrorsh.effect.FullRecoveryModel;
import mirrorsh.effect.LogBackupTaken;
import mirrorsh.effect.LogRestored;
import mirrorsh.effect.LoginExists;
import mirrorsh.effect.MasterKeyExists;
import mirrorsh.effect.MirroringOptions;
import mirrorsh.effect.MirroringProcedure;
import mirrorsh.effect.PartnerSet;
import mirrorsh.effect.Topology;
import mirrorsh.effect.UserExists;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
import mirrorsh.model.Participant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set-up that was killed between two steps: the next missing thing is named and nothing beside it, and its mends lead to the end. */
class UnfinishedRunTest {
    private static final List<String> PAIR = List.of("HOST_A", "HOST_B");
    private static final String PASSWORD = "Key#1 of the master";

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    @TempDir
    Path journals;

    private List<Effect> procedure(Clinic clinic) {
        Participant a = Participant.named("HOST_A", "HOST_A", 7024);
        Participant b = Participant.named("HOST_B", "HOST_B", 7024);
        return new MirroringProcedure(
                        new Topology(a, b),
                        MirroringOptions.document("AdventureWorks", "C:\\", clinic::secret)
                                .overConnections())
                .stages().stream().flatMap(stage -> stage.effects().stream()).toList();
    }

    @Test
    void namesTheStepAtWhichARunWasKilled() throws Exception {
        try (Clinic clinic = new Clinic(lab, PAIR, PASSWORD)) {
            List<Effect> steps = procedure(clinic);
            for (int done = 2; !(steps.get(done) instanceof mirrorsh.effect.SessionSynchronized); done++) {
                clinic.run(steps.subList(0, done), journals);

                Findings found = clinic.diagnose(0);

                assertThat(found.causes())
                        .as(
                                "after %s of %s steps, the last was %s",
                                done, steps.size(), steps.get(done - 1).title())
                        .extracting(cause -> cause.finding().key())
                        .containsExactly(key(steps.get(done)));
            }
        }
    }

    private static String key(Effect next) {
        return id(next) + "@" + (isOfTheMirror(next) ? "HOST_B" : next.host());
    }

    /** What is lacking as long as it is not done is the mirror's copy. */
    private static boolean isOfTheMirror(Effect next) {
        return id(next).equals("P38");
    }

    private static String id(Effect next) {
        if (next instanceof MasterKeyExists) {
            return "P01";
        } else if (next instanceof CertificateExists) {
            return "P03";
        } else if (next instanceof EndpointListens) {
            return "P21";
        } else if (next instanceof LoginExists) {
            return "P17";
        } else if (next instanceof UserExists) {
            return "P16";
        } else if (next instanceof CertificateImported) {
            return "P07";
        } else if (next instanceof ConnectGranted) {
            return "P18";
        } else if (next instanceof FullRecoveryModel
                || next instanceof FullBackupTaken
                || next instanceof LogBackupTaken
                || next instanceof BackupFileCopied
                || next instanceof BackupRestored) {
            return "P38";
        } else if (next instanceof LogRestored) {
            return "P41";
        }
        return ((PartnerSet) next).onMirror() ? "P34" : "P35";
    }

    @ParameterizedTest(name = "killed after {0} steps")
    @ValueSource(ints = {2, 4, 9, 12, 17, 19, 21})
    void mendsTheRest(int done) throws Exception {
        try (Clinic clinic = new Clinic(lab, PAIR, PASSWORD)) {
            clinic.run(procedure(clinic).subList(0, done), journals);

            Findings left = clinic.mend(clinic.diagnose(0), journals);

            assertThat(left.all()).as("after %s", clinic.rounds()).isEmpty();
        }
        assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
    }
}
