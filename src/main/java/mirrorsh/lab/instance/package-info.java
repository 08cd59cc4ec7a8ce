/**
 * One imitation instance: its identity, its sessions, its functions and procedures, and what binds security, storage and
 * mirroring together.
 *
 * <p>May know {@code lab.sql}, {@code lab.type}, {@code lab.machine} and its own sub-rooms {@code security} and {@code storage};
 * mirroring stands above it and is reached through {@link mirrorsh.lab.instance.Mirroring}.
 */
@NullMarked
package mirrorsh.lab.instance;

import org.jspecify.annotations.NullMarked;
