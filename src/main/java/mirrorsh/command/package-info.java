/**
 * Commands: each parses its arguments, asks the runner or the hosts, and hands a result to a view for people or for machines.
 *
 * <p>Knows {@code runbook}, {@code run} and what lies below; of the terminal it knows only {@link mirrorsh.command.Console}.
 */
@NullMarked
package mirrorsh.command;

import org.jspecify.annotations.NullMarked;
