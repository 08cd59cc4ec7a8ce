package mirrorsh.lab.sql.query;

import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A column of the result.
 *
 * @param normalized the expression with its names resolved; null for an assignment
 */
record SelectItem(Field field, Scalar value, @Nullable Expression normalized) {}
