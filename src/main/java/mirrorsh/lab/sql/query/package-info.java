/**
 * A query compiled and executed over relations in memory: FROM, WHERE, GROUP BY, windows, ORDER BY, set operations, common tables.
 *
 * <p>May know the tree, values and expressions. What a table name stands for it learns through {@link
 * mirrorsh.lab.sql.query.Tables}. Rows flow from the sources to a consumer; only sorting, grouping, windows and the inner side of a
 * join hold on to them.
 */
@NullMarked
package mirrorsh.lab.sql.query;

import org.jspecify.annotations.NullMarked;
