package mirrorsh.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mirrorsh.model.MirroringSession;
import mirrorsh.model.Observation;
import mirrorsh.model.Silence;
import org.junit.jupiter.api.Test;

/** A host that does not answer, as the others see it. */
class AbsenceTest {
    private static final String FAILED = "Database mirroring connection error 2 'Connection attempt failed with error:"
            + " '10061(refused)'.' for 'TCP://HOST_A.example.com:7024'.";

    private final Planted trio = Planted.trio();

    private static MirroringSession lost(MirroringSession row) {
        return new MirroringSession(
                row.guid(),
                "PRINCIPAL",
                "DISCONNECTED",
                row.safety(),
                row.partner(),
                row.partnerInstance(),
                row.witness(),
                row.witnessState(),
                row.timeoutSeconds());
    }

    /** What the others say, and that these do not answer. */
    private Observation without(String... silent) {
        Arrays.stream(silent).forEach(trio::drop);
        Map<String, Silence> silences = new LinkedHashMap<>();
        for (String host : silent) {
            silences.put(host, new Silence(host, "Nothing listens for " + host + ".", Set.of(host, "10.1.1.1")));
        }
        return new Observation(trio.observation().hosts(), Map.of(), silences);
    }

    private Findings diagnose(Observation seen) {
        return new Diagnosis(Planted::secret).of(seen, trio.logs());
    }

    private static List<String> keys(Findings findings) {
        return findings.causes().stream().map(cause -> cause.finding().key()).toList();
    }

    @Test
    void isTheCauseOfWhatThePartnerMisses() {
        trio.rowOn("HOST_B", AbsenceTest::lost).log("HOST_B", 5, "Error: 1474, Severity: 16, State: 1.");
        trio.log("HOST_B", 5, FAILED);

        Findings findings = diagnose(without("HOST_A"));

        assertThat(keys(findings)).containsExactly("S06@HOST_A");
        Findings.Cause cause = findings.causes().get(0);
        assertThat(cause.finding().evidence())
                .contains(
                        "Nothing listens for HOST_A.",
                        "HOST_B PRINCIPAL of [AdventureWorks]: partner DISCONNECTED, witness CONNECTED")
                .anyMatch(text -> text.contains("1474"));
        assertThat(cause.symptoms()).extracting(Finding::key).containsExactly("S04@HOST_B");
        assertThat(findings.notes()).noneMatch(note -> note.contains("connect NAME SERVER"));
    }

    @Test
    void isNoCauseWhileThePartnersAreLinked() {
        assertThat(diagnose(without("HOST_A")).causes()).isEmpty();
    }

    @Test
    void isFoundByTheWitnessToo() {
        trio.row(row -> new MirroringSession(
                row.guid(),
                row.role(),
                row.state(),
                row.safety(),
                row.partner(),
                row.partnerInstance(),
                row.witness(),
                "DISCONNECTED",
                row.timeoutSeconds()));

        assertThat(keys(diagnose(without("HOST_W")))).containsExactly("S06@HOST_W");
    }

    /** The address is of a host that nobody connected to: another one that is at hand is not meant. */
    @Test
    void isNotBlamedOnTheOtherHost() {
        trio.rowOn("HOST_B", AbsenceTest::lost).log("HOST_B", 5, FAILED);
        trio.drop("HOST_A");

        assertThat(diagnose(trio.observation()).all())
                .extracting(Finding::cause)
                .noneMatch(cause -> cause.contains("HOST_W"))
                .anyMatch(cause -> cause.contains("HOST_A.example.com"));
    }

    @Test
    void keepsItsNameInThePicture() {
        trio.rowOn("HOST_B", AbsenceTest::lost);
        Observation seen = without("HOST_A");
        Triangle session = Triangle.of(seen).get(0);

        assertThat(session.principal()).isEqualTo("HOST_B");
        assertThat(session.mirror()).isEqualTo("HOST_A");
        assertThat(session.principalToWitness()).isTrue();
        assertThat(session.mirrorToWitness()).isFalse();
        assertThat(Outline.of(seen, Setup.of(seen)))
                .containsExactly("HOST_B ⇄ HOST_A  AdventureWorks: HOST_B is the principal, HOST_A does not answer.");
    }
}
