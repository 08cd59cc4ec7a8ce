/**
 * What single values of SQL Server types do: convert, compare, add up, match a pattern, read and write dates.
 *
 * <p>Functions of values only; knows {@code lab.type}.
 */
@NullMarked
package mirrorsh.lab.sql.value;

import org.jspecify.annotations.NullMarked;
