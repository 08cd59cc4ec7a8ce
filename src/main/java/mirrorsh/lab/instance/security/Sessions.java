package mirrorsh.lab.instance.security;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * What security remembers of each session: its login, and the master keys it opened (OPEN MASTER KEY). Guarded by the lock of
 * {@link InstanceSecurity}.
 */
final class Sessions {
    private final Map<Integer, Integer> logins = new HashMap<>();
    private final Map<Integer, Map<DatabaseSecurity, SecretKey>> opened = new HashMap<>();

    void seen(int session, int login) {
        logins.put(session, login);
    }

    /** Whether a session of the login has asked anything of security and not ended. */
    boolean isLoggedIn(int login) {
        return logins.containsValue(login);
    }

    void open(int session, DatabaseSecurity database, SecretKey key) {
        opened.computeIfAbsent(session, id -> new IdentityHashMap<>()).put(database, key);
    }

    Optional<SecretKey> opened(int session, DatabaseSecurity database) {
        return Optional.ofNullable(
                opened.getOrDefault(session, new IdentityHashMap<>()).get(database));
    }

    /** @return whether it was open */
    boolean close(int session, DatabaseSecurity database) {
        Map<DatabaseSecurity, SecretKey> keys = opened.get(session);
        return keys != null && keys.remove(database) != null;
    }

    /** For every session: the key changed or is gone. */
    void closeEverywhere(DatabaseSecurity database) {
        opened.values().forEach(keys -> keys.remove(database));
    }

    void ended(int session) {
        logins.remove(session);
        opened.remove(session);
    }
}
