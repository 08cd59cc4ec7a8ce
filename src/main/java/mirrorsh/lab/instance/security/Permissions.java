package mirrorsh.lab.instance.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The GRANT and DENY rows of the server or of one database (catalog.md §5.4). Guarded by its owner's lock. */
final class Permissions {
    private final List<Entry> entries = new ArrayList<>();

    /** A row's state. */
    enum State {
        GRANT("G", "GRANT"),
        GRANT_WITH_GRANT_OPTION("W", "GRANT_WITH_GRANT_OPTION"),
        DENY("D", "DENY");

        private final String code;
        private final String description;

        State(String code, String description) {
            this.code = code;
            this.description = description;
        }

        String code() {
            return code;
        }

        String description() {
            return description;
        }
    }

    /** What the permission is on: class and major_id. */
    record On(SecurableClass securable, int major) {}

    /** @param type the permission's code, not padded */
    record Entry(On on, int grantee, int grantor, String type, State state) {
        boolean sameSubject(Entry other) {
            return on.equals(other.on) && grantee == other.grantee && type.equals(other.type);
        }
    }

    List<Entry> all() {
        return List.copyOf(entries);
    }

    /** Adds the row or replaces the one with the same securable, grantee and type. */
    void put(Entry entry) {
        entries.removeIf(entry::sameSubject);
        entries.add(entry);
    }

    void remove(On on, int grantee, String type) {
        entries.removeIf(entry -> entry.on().equals(on)
                && entry.grantee() == grantee
                && entry.type().equals(type));
    }

    /** REVOKE GRANT OPTION FOR: the permission itself stays. */
    void removeGrantOption(On on, int grantee, String type) {
        entries.replaceAll(entry -> entry.state() == State.GRANT_WITH_GRANT_OPTION
                        && entry.on().equals(on)
                        && entry.grantee() == grantee
                        && entry.type().equals(type)
                ? new Entry(on, grantee, entry.grantor(), type, State.GRANT)
                : entry);
    }

    void removeSecurable(On on) {
        entries.removeIf(entry -> entry.on().equals(on));
    }

    void removeGrantee(int grantee) {
        entries.removeIf(entry -> entry.grantee() == grantee);
    }

    boolean isGranted(On on, Set<Integer> grantees, String type) {
        return any(on, grantees, type, false);
    }

    boolean isDenied(On on, Set<Integer> grantees, String type) {
        return any(on, grantees, type, true);
    }

    /** Whether any permission on it is granted to one of the principals, whichever. */
    boolean isAnythingGranted(On on, Set<Integer> grantees) {
        return entries.stream()
                .anyMatch(entry ->
                        entry.on().equals(on) && grantees.contains(entry.grantee()) && entry.state() != State.DENY);
    }

    private boolean any(On on, Set<Integer> grantees, String type, boolean denied) {
        return entries.stream()
                .anyMatch(entry -> entry.on().equals(on)
                        && grantees.contains(entry.grantee())
                        && entry.type().equals(type)
                        && (entry.state() == State.DENY) == denied);
    }
}
