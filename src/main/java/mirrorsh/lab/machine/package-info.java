/**
 * The machine beneath an instance: its name, its clock, its disk and the error log that the instance writes there.
 *
 * <p>Knows {@code lab.type} only.
 */
@NullMarked
package mirrorsh.lab.machine;

import org.jspecify.annotations.NullMarked;
