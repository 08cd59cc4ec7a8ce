package mirrorsh.lab;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How a row of errors.md §9 is planted, and what must be seen of it.
 *
 * @param fault in words, without a full stop
 * @param script the procedure with the fault in it
 * @param settings of a lab that takes the place of the given one; null where that will do
 */
record Planting(
        String fault,
        Supplier<PairScript> script,
        Evidence evidence,
        @org.jspecify.annotations.Nullable UnaryOperator<LabSettings> settings) {
    Planting(String fault, Supplier<PairScript> script, Evidence evidence) {
        this(fault, script, evidence, null);
    }
}
