/**
 * Who may do what, and with which keys: logins, users, permissions, master keys, certificates, and the database mirroring endpoint
 * as the catalog knows it.
 *
 * <p>Below storage: a database owns a {@link mirrorsh.lab.instance.security.DatabaseSecurity}; security knows no database.
 */
@NullMarked
package mirrorsh.lab.instance.security;

import org.jspecify.annotations.NullMarked;
