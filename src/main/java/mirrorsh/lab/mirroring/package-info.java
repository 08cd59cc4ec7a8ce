/**
 * Database mirroring between instances: endpoint listeners, the signed handshake, the session state machine, the witness.
 *
 * <p>May know {@code lab.instance} and what lies below it; nothing below knows it.
 */
@NullMarked
package mirrorsh.lab.mirroring;

import org.jspecify.annotations.NullMarked;
