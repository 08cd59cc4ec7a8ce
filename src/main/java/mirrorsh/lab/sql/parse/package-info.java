/**
 * The parser: text of a batch becomes the values of {@code lab.sql.ast}, or a {@link mirrorsh.lab.type.SqlFailure}.
 *
 * <p>Rests on {@code reference/tsql.md}. May know {@code lab.type}, {@code lab.sql.ast}, the generated grammar and ANTLR's
 * runtime. Nothing here is executed, and nothing is looked up: names stay names.
 */
@NullMarked
package mirrorsh.lab.sql.parse;

import org.jspecify.annotations.NullMarked;
