/**
 * Hosts: connections to instances, reading an instance's whole state in one round trip, running batches, copying files.
 *
 * <p>Knows {@code tsql} and {@code model}; the only room that knows JDBC.
 */
@NullMarked
package mirrorsh.host;

import org.jspecify.annotations.NullMarked;
