package mirrorsh.lab.instance;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.ast.AvailabilityStatement;
import mirrorsh.lab.sql.ast.AvailabilityStatement.GroupOptions;

/**
 * Availability groups as an instance sees them. Safe to share. No lock of the instance may be held while {@link #execute} runs: it
 * talks to other instances.
 */
public interface Availability {
    /** Whether the instance may have groups at all (SERVERPROPERTY IsHadrEnabled). */
    boolean isEnabled();

    /** Refusals are {@link mirrorsh.lab.type.SqlFailure}s. */
    void execute(AvailabilityStatement statement, Caller caller);

    /** The groups of which this instance has the primary or a joined replica, by name. */
    List<Group> groups();

    /**
     * A group.
     *
     * @param primary the server whose replica is the primary
     */
    record Group(
            UUID id,
            String name,
            GroupOptions options,
            String primary,
            List<Replica> replicas,
            List<Member> databases) {
        public Group {
            replicas = List.copyOf(replicas);
            databases = List.copyOf(databases);
        }

        /** The replica on a server. */
        public Optional<Replica> replica(String server) {
            return replicas.stream()
                    .filter(replica -> replica.settings().server().equalsIgnoreCase(server))
                    .findFirst();
        }

        /** A member by the name of its database. */
        public Optional<Member> member(String database) {
            return databases.stream()
                    .filter(member -> member.name().equalsIgnoreCase(database))
                    .findFirst();
        }

        public boolean isPrimary(String server) {
            return primary.equalsIgnoreCase(server);
        }
    }

    /**
     * A replica.
     *
     * @param joined whether its instance takes part
     * @param up whether its instance runs
     */
    record Replica(UUID id, AvailabilityStatement.Replica settings, boolean joined, boolean up) {}

    /** A database of a group. */
    record Member(UUID id, String name) {}
}
