/**
 * Diagnoses: what keeps hosts from mirroring, worked out from their states and error logs, and how to mend it.
 *
 * <p>Knows {@code effect}, {@code host}, {@code tsql} and {@code model}; changes nothing itself. The ids of findings are those of
 * errors.md §9; S01 to S06 are states of a running session that §9 does not list.
 */
@NullMarked
package mirrorsh.diagnosis;

import org.jspecify.annotations.NullMarked;
