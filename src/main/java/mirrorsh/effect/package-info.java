/**
 * Effects: what should be true on one host. Each can be assessed against what was read, made true, and taken back.
 *
 * <p>Knows {@code tsql} and {@code model}; nothing here talks to a host.
 */
@NullMarked
package mirrorsh.effect;

import org.jspecify.annotations.NullMarked;
