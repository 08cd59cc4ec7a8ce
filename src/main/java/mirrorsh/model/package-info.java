/**
 * What exists on hosts and what is wanted of them, as values: keys, certificates, endpoints, principals, databases, sessions,
 * topology. No I/O, no SQL; knows nothing but the JDK.
 */
@NullMarked
package mirrorsh.model;

import org.jspecify.annotations.NullMarked;
