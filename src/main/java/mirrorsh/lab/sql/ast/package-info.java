/**
 * What a batch of T-SQL says, as values: the parser makes them, the interpreter and the instance read them.
 *
 * <p>Shapes follow the grammar of {@code reference/tsql.md}. No behaviour beyond checks of shape; knows only
 * {@code lab.type}.
 */
@NullMarked
package mirrorsh.lab.sql.ast;

import org.jspecify.annotations.NullMarked;
