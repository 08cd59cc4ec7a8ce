package mirrorsh.lab.sql.ast;

import java.util.List;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement on availability groups, which use the endpoint of database mirroring (procedure.md §1, errors.md §9 P50). */
public sealed interface AvailabilityStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.OTHER;
    }

    /** A statement on one database as a member of a group on this instance. */
    sealed interface OfDatabase extends AvailabilityStatement {
        String database();

        @Override
        default StatementKind kind() {
            return StatementKind.ALTER_DATABASE;
        }
    }

    /** {@code CREATE AVAILABILITY GROUP}. */
    record CreateGroup(String group, GroupOptions options, List<String> databases, List<Replica> replicas)
            implements AvailabilityStatement {}

    /**
     * What WITH says of a group.
     *
     * @param backupPreference PRIMARY, SECONDARY_ONLY, SECONDARY or NONE
     * @param healthCheckTimeout milliseconds
     */
    record GroupOptions(
            boolean basic,
            String backupPreference,
            boolean databaseFailover,
            int failureCondition,
            int healthCheckTimeout) {}

    /**
     * One replica of a group.
     *
     * @param server its instance
     * @param url address of its endpoint, null where it was left out (35236)
     * @param automatic whether it takes over by itself
     * @param sessionTimeout seconds
     */
    record Replica(
            String server,
            @Nullable String url,
            boolean automatic,
            boolean synchronous,
            int backupPriority,
            int sessionTimeout) {}

    /** {@code ALTER AVAILABILITY GROUP g JOIN}. */
    record JoinGroup(String group) implements AvailabilityStatement {}

    /** {@code ALTER AVAILABILITY GROUP g ADD} or {@code REMOVE DATABASE d}. */
    record ChangeGroup(String group, boolean add, String member) implements AvailabilityStatement {}

    /** {@code DROP AVAILABILITY GROUP}. */
    record DropGroup(String group) implements AvailabilityStatement {}

    /** {@code ALTER DATABASE d SET HADR AVAILABILITY GROUP = g}. */
    record JoinDatabase(String database, String group) implements OfDatabase {}

    /** {@code ALTER DATABASE d SET HADR OFF}. */
    record LeaveGroup(String database) implements OfDatabase {}
}
