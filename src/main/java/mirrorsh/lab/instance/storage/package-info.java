/**
 * The databases of an instance: tables and rows, transaction log, backup and restore, and the views that show them.
 *
 * <p>May know {@code security}, {@code lab.sql}, {@code lab.machine}, {@code lab.type}.
 */
@NullMarked
package mirrorsh.lab.instance.storage;

import org.jspecify.annotations.NullMarked;
