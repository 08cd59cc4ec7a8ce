/**
 * The lab: imitation SQL Server instances inside this process, reached over the real wire protocol.
 *
 * <p>This package puts its rooms together; everything below {@code mirrorsh.lab} shares no code with the shell.
 */
@NullMarked
package mirrorsh.lab;

import org.jspecify.annotations.NullMarked;
