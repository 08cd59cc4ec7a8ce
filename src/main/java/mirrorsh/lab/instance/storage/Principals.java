package mirrorsh.lab.instance.storage;

import mirrorsh.lab.instance.security.DatabaseSecurity;
import org.jspecify.annotations.Nullable;

/** What the views of storage ask the instance's security. */
public interface Principals {
    /** Whether {@code is_master_key_encrypted_by_server} is 1 for a database. */
    boolean opensByServiceMasterKey(DatabaseSecurity database);

    /** The SID of a login by name; null when there is none of that name any more. */
    byte @Nullable [] sid(String login);
}
