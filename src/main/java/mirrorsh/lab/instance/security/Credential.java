package mirrorsh.lab.instance.security;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * With what an instance logs in elsewhere (sys.credentials, catalog.md §4.5).
 *
 * @param identity an account's name, or SHARED ACCESS SIGNATURE
 * @param secret its password, key or signature; null where none was given
 */
public record Credential(
        int id, String name, String identity, @Nullable String secret, LocalDateTime created, LocalDateTime modified) {
    @Override
    public String toString() {
        return "Credential[" + name + "]"; // never the secret
    }
}
