/**
 * The language of the lab: a batch is parsed, and interpreted over relations that the engine behind it provides.
 *
 * <p>May know {@code lab.type} and {@code lab.sql.ast}; what an instance is, it learns only through {@link
 * mirrorsh.lab.sql.Engine}.
 */
@NullMarked
package mirrorsh.lab.sql;

import org.jspecify.annotations.NullMarked;
