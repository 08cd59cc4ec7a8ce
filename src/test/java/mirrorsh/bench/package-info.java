/** The benchmark: what starts, round trips, sizes, steps and the lab cost, as ratios measured side by side. {@code bin/bench} runs it. */
@NullMarked
package mirrorsh.bench;

import org.jspecify.annotations.NullMarked;
