/**
 * Values of the lab's T-SQL: types, columns, messages, and the stream in which a batch answers.
 *
 * <p>Knows nothing but the JDK. The wire, the language and the instance all speak in these terms.
 */
@NullMarked
package mirrorsh.lab.type;

import org.jspecify.annotations.NullMarked;
