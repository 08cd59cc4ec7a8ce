/**
 * Runbooks: procedures written in a small Groovy language whose verbs return effects. Evaluating a runbook changes nothing; only the
 * runner executes.
 *
 * <p>Knows {@code effect}, {@code tsql} and {@code model}; the only room that knows Groovy.
 */
@NullMarked
package mirrorsh.runbook;

import org.jspecify.annotations.NullMarked;
