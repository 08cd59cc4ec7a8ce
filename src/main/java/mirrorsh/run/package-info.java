/**
 * Running effects: the plan, the runner, the journal. Everything that changes a host goes through here.
 *
 * <p>Knows {@code effect}, {@code host}, {@code tsql} and {@code model}.
 */
@NullMarked
package mirrorsh.run;

import org.jspecify.annotations.NullMarked;
