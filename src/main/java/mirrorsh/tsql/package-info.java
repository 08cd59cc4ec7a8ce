/**
 * T-SQL as values: identifiers, literals, secrets, batches. The only room in which T-SQL text is put together.
 *
 * <p>Knows {@code model}.
 */
@NullMarked
package mirrorsh.tsql;

import org.jspecify.annotations.NullMarked;
