package mirrorsh.lab.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A one- to four-part name, quotes removed; an omitted middle part ({@code master..x}) is an empty string.
 *
 * @param parts at least one, the object's own name last
 */
public record ObjectName(List<String> parts) {
    public ObjectName {
        parts = List.copyOf(parts);
    }

    public static ObjectName of(String... parts) {
        return new ObjectName(List.of(parts));
    }

    /** The object's own name. */
    public String name() {
        return parts.get(parts.size() - 1);
    }

    /** The schema, or null where it was left out. */
    public @Nullable String schema() {
        return part(2);
    }

    /** The database, or null where it was left out. */
    public @Nullable String database() {
        return part(3);
    }

    private @Nullable String part(int fromEnd) {
        int index = parts.size() - fromEnd;
        return index < 0 || parts.get(index).isEmpty() ? null : parts.get(index);
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
