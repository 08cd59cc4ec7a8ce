package mirrorsh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mirrorsh.lab.PairScript.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each planted fault gives the error and the line of a log that errors.md §9 lists for it. */
class PlantedTest {
    @RegisterExtension
    final LabExtension lab = new LabExtension();

    @Test
    void nothingPlantedGivesARunningSession() throws Exception {
        List<Refusal> refused = PairScript.withWitness().perform(lab);

        assertThat(refused).as("%s %s", lab.log("HOST_A"), lab.log("HOST_B")).isEmpty();

        assertThat(lab.value("HOST_A", PairScript.STATE)).isEqualTo("SYNCHRONIZED");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void givesItsEvidence(Planted planted) throws Exception {
        List<Refusal> refused = planted.plant(lab);

        Evidence evidence = planted.evidence();
        for (Evidence.Refused expected : evidence.refused()) {
            assertThat(refused)
                    .filteredOn(refusal -> refusal.step().equals(expected.step()))
                    .as("%s: refused were %s", planted, refused)
                    .extracting(Refusal::number)
                    .containsAnyElementsOf(expected.numbers());
        }
        if (evidence.refused().isEmpty()) {
            assertThat(refused).as(planted.toString()).isEmpty();
        }
        for (Evidence.Trace line : evidence.log()) {
            assertThat(lab.logs(line.host(), line.text()))
                    .as("%s: %s in the log of %s: %s", planted, line.text(), line.host(), lab.log(line.host()))
                    .isTrue();
        }
        for (Evidence.Trace state : evidence.states()) {
            assertThat(lab.await(state.host(), PairScript.STATE, state.text()))
                    .as(planted.toString())
                    .isEqualTo(state.text());
        }
    }
}
