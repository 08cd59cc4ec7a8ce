package mirrorsh.effect;

import java.util.Set;
import mirrorsh.model.Observation;

/** Something that the operator is told at its place in a run; there is nothing to do. */
public record Note(String host, String text) implements Look {
    @Override
    public String title() {
        return text;
    }

    @Override
    public String why() {
        return "It is good to know here.";
    }

    @Override
    public Set<String> hosts() {
        return Set.of(host);
    }

    @Override
    public Verdict assess(Observation observation) {
        return new Verdict.Done("a note");
    }
}
