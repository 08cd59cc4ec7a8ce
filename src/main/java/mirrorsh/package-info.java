/** The program: reads the command line and wires the rooms together. */
@NullMarked
package mirrorsh;

import org.jspecify.annotations.NullMarked;
