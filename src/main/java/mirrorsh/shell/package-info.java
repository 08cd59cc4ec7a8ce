/**
 * The shell: prompt, line editing, completion, confirmation, and the consoles that commands speak through.
 *
 * <p>Knows {@code command} and what lies below; the only room that knows JLine.
 */
@NullMarked
package mirrorsh.shell;

import org.jspecify.annotations.NullMarked;
