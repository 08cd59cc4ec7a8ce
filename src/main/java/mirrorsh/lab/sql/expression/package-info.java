/**
 * An expression of T-SQL made ready to be computed: names resolved, types known, conversions put in.
 *
 * <p>May know the tree ({@code lab.sql.ast}), values ({@code lab.sql.value}) and the seams of {@code lab.sql}. How a query is
 * executed it learns only through {@link mirrorsh.lab.sql.expression.Subqueries}.
 */
@NullMarked
package mirrorsh.lab.sql.expression;

import org.jspecify.annotations.NullMarked;
