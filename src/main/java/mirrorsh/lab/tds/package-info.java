/**
 * The wire of the lab: TDS 7.x and 8.0 on the server's side (reference/tds.md). Packets, TLS, login, requests, response tokens.
 *
 * <p>May know {@code lab.type} and {@code lab.der} only; what stands behind it, it learns through {@link mirrorsh.lab.tds.Backend}.
 */
@NullMarked
package mirrorsh.lab.tds;

import org.jspecify.annotations.NullMarked;
