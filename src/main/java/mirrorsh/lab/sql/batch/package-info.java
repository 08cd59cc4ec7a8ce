/**
 * A batch executed: the statements of a session, its variables, transactions, errors and temporary tables.
 *
 * <p>{@link mirrorsh.lab.sql.batch.Interpreter} is the way in. May know everything of {@code lab.sql} but the parser, which it is
 * given as a {@link mirrorsh.lab.sql.batch.BatchParser}.
 */
@NullMarked
package mirrorsh.lab.sql.batch;

import org.jspecify.annotations.NullMarked;
