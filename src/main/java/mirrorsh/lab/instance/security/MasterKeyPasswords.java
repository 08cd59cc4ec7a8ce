package mirrorsh.lab.instance.security;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The passwords that an instance keeps for the master keys of databases to come (tsql.md §2.5): credentials that are found by the
 * family of a database. Guarded by the lock of {@link InstanceSecurity}.
 */
final class MasterKeyPasswords {
    private final List<Entry> entries = new ArrayList<>();

    /** One of them; the password was never tried. */
    record Entry(int credential, String name, UUID family, String password, LocalDateTime created) {}

    List<Entry> all() {
        return List.copyOf(entries);
    }

    /** The passwords to try for a database of the family, oldest first. */
    List<String> of(UUID family) {
        return entries.stream()
                .filter(entry -> entry.family().equals(family))
                .map(Entry::password)
                .toList();
    }

    void add(int credential, UUID family, String password, LocalDateTime now) {
        String name = "##DBMKEY_" + upper(family) + "_" + upper(UUID.randomUUID()) + "##";
        entries.add(new Entry(credential, name, family, password, now));
    }

    /** @return whether it was kept */
    boolean remove(UUID family, String password) {
        return entries.removeIf(
                entry -> entry.family().equals(family) && entry.password().equals(password));
    }

    private static String upper(UUID id) {
        return id.toString().toUpperCase(java.util.Locale.ROOT);
    }
}
