package mirrorsh.effect;

import java.util.List;
import mirrorsh.model.Observation;
import mirrorsh.model.Probe;
import mirrorsh.tsql.Batch;

/** A question to a host, in T-SQL, and what became of it. */
record Question(Probe probe) {
    static Question of(String host, Batch batch) {
        return new Question(new Probe(host, batch.database(), batch.text().masked()));
    }

    String answer(Observation observation) {
        return observation.answer(probe).value();
    }

    boolean isTrue(Observation observation) {
        return observation.answer(probe).isTrue();
    }

    /**
     * The whole result set, NULL as empty text; no rows when there is no answer.
     *
     * @param width how many columns it has at least
     */
    List<List<String>> rows(Observation observation, int width) {
        return observation.answer(probe).rows().stream()
                .filter(row -> row.size() >= width)
                .toList();
    }

    /** Why there is no answer; empty when there is one. */
    String problem(Observation observation) {
        return observation.answer(probe).problem();
    }

    /** The lines of an answer that is a list. */
    List<String> lines(Observation observation) {
        return answer(observation).lines().filter(line -> !line.isBlank()).toList();
    }
}
