package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import mirrorsh.effect.PartnerSet;
import mirrorsh.effect.UserExists;
import mirrorsh.effect.WitnessSet;
import mirrorsh.lab.LabExtension;
import mirrorsh.lab.PairScript;
import mirrorsh.run.RunOutcome;
import mirrorsh.runbook.RunbookLoader;
import mirrorsh.runbook.Secrets;
import mirrorsh.tsql.SecretSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set-up that was killed between two steps: the next missing thing is named and nothing beside it, and its mends lead to the end. */
class UnfinishedRunTest {
    private static final List<String> PAIR = List.of("HOST_A", "HOST_B");
    private static final List<String> TRIO = List.of("HOST_A", "HOST_B", "HOST_W");
    private static final String PASSWORD = "Key#1 of the master";
    private static final String PAIR_BOOK = "set-up-mirroring";
    private static final String TRIO_BOOK = "set-up-with-witness";

    @RegisterExtension
    final LabExtension lab = new LabExtension(settings -> settings.withPacer(() -> new FastPacer(5)));

    @TempDir
    Path journals;

    private static List<String> hosts(String runbook) {
        return runbook.equals(TRIO_BOOK) ? TRIO : PAIR;
    }

    private static List<Effect> steps(Clinic clinic, String runbook, String certificates) {
        Secrets secrets = new Secrets() {
            @Override
            public SecretSource named(String name, String host) {
                return clinic.secret(host + " master key");
            }

            @Override
            public SecretSource existing(String name, String host) {
                return named(name, host);
            }

            @Override
            public SecretSource generated(String label) {
                return clinic.secret(label);
            }
        };
        return new RunbookLoader(secrets)
                .load(Path.of("runbooks", runbook + ".groovy"), Map.of("certificates", certificates)).stages().stream()
                        .flatMap(stage -> stage.effects().stream())
                        .toList();
    }

    @ParameterizedTest(name = "{0}, certificates by {1}")
    @CsvSource({PAIR_BOOK + ",connection", PAIR_BOOK + ",files", TRIO_BOOK + ",connection", TRIO_BOOK + ",files"})
    void namesTheNextStepWhereverARunWasKilled(String runbook, String certificates) throws Exception {
        try (Clinic clinic = new Clinic(lab, hosts(runbook), PASSWORD)) {
            List<Effect> steps = steps(clinic, runbook, certificates);
            for (int done = 0; done <= steps.size(); done++) {
                if (done > 0) {
                    assertThat(clinic.run(steps.subList(done - 1, done), journals)
                                    .end())
                            .isEqualTo(RunOutcome.End.COMPLETED);
                }
                if (isBegun(steps.subList(0, done))) {
                    lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED");
                    lab.await("HOST_B", PairScript.STATE, "SYNCHRONIZED");
                }

                Findings found = clinic.diagnose(0);

                assertThat(found.causes())
                        .as("%s: after %s of %s steps", runbook, done, steps.size())
                        .extracting(cause -> cause.finding().key())
                        .isEqualTo(
                                done == 0
                                        ? List.of()
                                        : next(steps.subList(done, steps.size())).stream()
                                                .toList());
            }
        }
    }

    private static boolean isBegun(List<Effect> done) {
        return done.stream().anyMatch(step -> step instanceof PartnerSet partner && !partner.onMirror());
    }

    /** Of what is still to be done, the first thing whose absence can be seen. */
    private static Optional<String> next(List<Effect> left) {
        return left.stream()
                .filter(step -> !id(step).isEmpty())
                .findFirst()
                .map(step -> id(step) + "@" + (isOfTheMirror(step) ? "HOST_B" : step.host()));
    }

    /** What is lacking as long as it is not done is the mirror's copy. */
    private static boolean isOfTheMirror(Effect next) {
        return id(next).equals("P38");
    }

    /** Empty for what leaves no trace on the hosts. */
    private static String id(Effect next) {
        if (next instanceof MasterKeyExists) {
            return "P01";
        } else if (next instanceof CertificateExists) {
            return "P03";
        } else if (next instanceof EndpointListens) {
            return "P21";
        } else if (next instanceof LoginExists login) {
            return inbound(login.host(), login.login(), "P17");
        } else if (next instanceof UserExists user) {
            return inbound(user.host(), user.user(), "P16");
        } else if (next instanceof CertificateImported imported) {
            return inbound(imported.host(), imported.fromHost(), "P07");
        } else if (next instanceof ConnectGranted granted) {
            return inbound(granted.host(), granted.login(), "P18");
        } else if (next instanceof FullRecoveryModel
                || next instanceof FullBackupTaken
                || next instanceof LogBackupTaken
                || next instanceof BackupFileCopied
                || next instanceof BackupRestored) {
            return "P38";
        } else if (next instanceof LogRestored) {
            return "P41";
        } else if (next instanceof PartnerSet partner) {
            return partner.onMirror() ? "P34" : "P35";
        }
        return next instanceof WitnessSet ? "S06" : "";
    }

    /** Towards the witness and on it the row is another one; which partner will be the mirror shows only later. */
    private static String inbound(String host, String peer, String row) {
        if (host.equals("HOST_W")) {
            return "P55";
        }
        return peer.contains("HOST_W") ? "P53" : row;
    }

    @ParameterizedTest(name = "{0} killed after {1} steps")
    @CsvSource({
        PAIR_BOOK + ",1",
        PAIR_BOOK + ",4",
        PAIR_BOOK + ",9",
        PAIR_BOOK + ",12",
        PAIR_BOOK + ",17",
        PAIR_BOOK + ",19",
        PAIR_BOOK + ",21",
        TRIO_BOOK + ",11",
        TRIO_BOOK + ",19",
        TRIO_BOOK + ",30"
    })
    void mendsTheRest(String runbook, int done) throws Exception {
        try (Clinic clinic = new Clinic(lab, hosts(runbook), PASSWORD)) {
            clinic.run(steps(clinic, runbook, "connection").subList(0, done), journals);

            Findings left = clinic.mend(clinic.diagnose(0), journals);

            assertThat(left.all()).as("after %s", clinic.rounds()).isEmpty();
        }
        assertThat(lab.await("HOST_A", PairScript.STATE, "SYNCHRONIZED")).isEqualTo("SYNCHRONIZED");
    }
}
