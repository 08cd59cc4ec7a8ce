/**
 * ASN.1 values as bytes, in DER: what certificates are written in.
 *
 * <p>Knows nothing but the JDK.
 */
@NullMarked
package mirrorsh.lab.der;

import org.jspecify.annotations.NullMarked;
