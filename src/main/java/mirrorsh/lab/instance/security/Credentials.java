package mirrorsh.lab.instance.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The credentials of an instance. Guarded by the lock of {@link InstanceSecurity}. */
final class Credentials {
    private static final int FIRST = 65536;

    private final List<Credential> entries = new ArrayList<>();
    private int next = FIRST;

    /** The number of a new credential, which those of {@link MasterKeyPasswords} have, too. */
    int newId() {
        return next++;
    }

    List<Credential> all() {
        return List.copyOf(entries);
    }

    Optional<Credential> find(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Adds one, or takes the place of the one that has its number. */
    void put(Credential credential) {
        entries.removeIf(entry -> entry.id() == credential.id());
        entries.add(credential);
    }

    void remove(int id) {
        entries.removeIf(entry -> entry.id() == id);
    }
}
