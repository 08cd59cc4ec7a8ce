package mirrorsh.lab.instance;

import java.util.Optional;
import mirrorsh.lab.instance.Availability.Group;
import mirrorsh.lab.instance.Availability.Member;
import mirrorsh.lab.instance.Availability.Replica;
import mirrorsh.lab.instance.storage.MirroringRow;
import mirrorsh.lab.instance.storage.Storage;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * The state of availability groups as dynamic views show it. A secondary tells of itself only. Times and rates are NULL: the lab does
 * not measure them.
 */
final class AvailabilityStates {
    private static final SqlType TEXT60 = AvailabilityViews.TEXT60;
    private static final int SYNCHRONIZING = 2;
    private static final int SYNCHRONIZED = 4;

    private final Instance instance;

    AvailabilityStates(Instance instance) {
        this.instance = instance;
    }

    Relation rows(String view) {
        return switch (view) {
            case "dm_hadr_availability_group_states" -> groups();
            case "dm_hadr_availability_replica_states" -> replicas();
            default -> databases();
        };
    }

    private boolean isPrimary(Group group) {
        return group.isPrimary(instance.installation().serverName());
    }

    /** A primary tells of all replicas. */
    private boolean isShown(Group group, Replica replica) {
        return isPrimary(group) || AvailabilityViews.isLocal(instance, replica);
    }

    private Relation groups() {
        ViewRows rows = new ViewRows()
                .key("group_id", SqlType.UNIQUEIDENTIFIER)
                .column("primary_replica", SqlType.nvarchar(128))
                .column("primary_recovery_health", SqlType.TINYINT)
                .column("primary_recovery_health_desc", TEXT60)
                .column("secondary_recovery_health", SqlType.TINYINT)
                .column("secondary_recovery_health_desc", TEXT60)
                .column("synchronization_health", SqlType.TINYINT)
                .column("synchronization_health_desc", TEXT60);
        for (Group group : instance.availability().groups()) {
            boolean primary = isPrimary(group);
            int health = group.replicas().stream()
                    .filter(replica -> isShown(group, replica))
                    .mapToInt(replica -> health(group, replica))
                    .min()
                    .orElse(0);
            boolean some = group.replicas().stream()
                    .filter(replica -> isShown(group, replica))
                    .anyMatch(replica -> health(group, replica) == 2);
            int all = health == 2 ? 2 : some ? 1 : 0;
            rows.row(
                    group.id(),
                    group.primary(),
                    primary ? Integer.valueOf(1) : null,
                    primary ? "ONLINE" : null,
                    primary ? null : Integer.valueOf(1),
                    primary ? null : "ONLINE",
                    all,
                    healthText(all));
        }
        return rows;
    }

    private Relation replicas() {
        ViewRows rows = new ViewRows()
                .column("replica_id", SqlType.UNIQUEIDENTIFIER)
                .column("group_id", SqlType.UNIQUEIDENTIFIER)
                .column("is_local", SqlType.BIT)
                .column("role", SqlType.TINYINT)
                .column("role_desc", TEXT60)
                .column("operational_state", SqlType.TINYINT)
                .column("operational_state_desc", TEXT60)
                .column("connected_state", SqlType.TINYINT)
                .column("connected_state_desc", TEXT60)
                .column("recovery_health", SqlType.TINYINT)
                .column("recovery_health_desc", TEXT60)
                .column("synchronization_health", SqlType.TINYINT)
                .column("synchronization_health_desc", TEXT60)
                .column("last_connect_error_number", SqlType.INT)
                .column("last_connect_error_description", SqlType.nvarchar(1024))
                .column("last_connect_error_timestamp", SqlType.DATETIME);
        for (Group group : instance.availability().groups()) {
            group.replicas().stream()
                    .filter(replica -> isShown(group, replica))
                    .forEach(replica -> rows.row(replica(group, replica)));
        }
        return rows;
    }

    private @Nullable Object[] replica(Group group, Replica replica) {
        boolean local = AvailabilityViews.isLocal(instance, replica);
        boolean primary = group.isPrimary(replica.settings().server());
        boolean leaderUp = group.replica(group.primary()).filter(Replica::up).isPresent();
        boolean connected = replica.up() && replica.joined() && leaderUp;
        int role = primary ? 1 : leaderUp ? 2 : 0;
        int health = health(group, replica);
        return new @Nullable Object[] {
            replica.id(),
            group.id(),
            local,
            role,
            role == 1 ? "PRIMARY" : role == 2 ? "SECONDARY" : "RESOLVING",
            local ? Integer.valueOf(2) : null,
            local ? "ONLINE" : null,
            connected ? 1 : 0,
            connected ? "CONNECTED" : "DISCONNECTED",
            local ? Integer.valueOf(1) : null,
            local ? "ONLINE" : null,
            health,
            healthText(health),
            null,
            null,
            null
        };
    }

    /** 2 healthy, 1 partially, 0 not: the worst of its databases. */
    private int health(Group group, Replica replica) {
        if (!replica.joined() || !replica.up()) {
            return 0;
        }
        return group.databases().stream()
                .mapToInt(member -> health(replica, state(group, replica, member)))
                .min()
                .orElse(2);
    }

    private static int health(Replica replica, int state) {
        if (state == 0) {
            return 0;
        }
        return state == 2 || !replica.settings().synchronous() ? 2 : 1;
    }

    private static String healthText(int health) {
        return switch (health) {
            case 2 -> "HEALTHY";
            case 1 -> "PARTIALLY_HEALTHY";
            default -> "NOT_HEALTHY";
        };
    }

    private Optional<MirroringRow> session(Member member) {
        return instance.storage()
                .find(member.name())
                .flatMap(found -> found.mirrored().mirroring());
    }

    /** 0 NOT SYNCHRONIZING, 1 SYNCHRONIZING, 2 SYNCHRONIZED; the primary's own copy always is. */
    private int state(Group group, Replica replica, Member member) {
        if (group.isPrimary(replica.settings().server())) {
            return 2;
        }
        MirroringRow row = session(member).orElse(null);
        if (row == null || row.state() != SYNCHRONIZING && row.state() != SYNCHRONIZED) {
            return 0;
        }
        // data that goes asynchronously is never said to have all arrived
        return row.state() == SYNCHRONIZED && row.safety() == 2 ? 2 : 1;
    }

    private Relation databases() {
        ViewRows rows = new ViewRows()
                .key("database_id", SqlType.INT)
                .key("group_id", SqlType.UNIQUEIDENTIFIER)
                .key("replica_id", SqlType.UNIQUEIDENTIFIER)
                .key("group_database_id", SqlType.UNIQUEIDENTIFIER)
                .column("is_local", SqlType.BIT)
                .column("is_primary_replica", SqlType.BIT)
                .column("synchronization_state", SqlType.TINYINT)
                .column("synchronization_state_desc", TEXT60)
                .column("is_commit_participant", SqlType.BIT)
                .column("synchronization_health", SqlType.TINYINT)
                .column("synchronization_health_desc", TEXT60)
                .column("database_state", SqlType.TINYINT)
                .column("database_state_desc", TEXT60)
                .column("is_suspended", SqlType.BIT)
                .column("suspend_reason", SqlType.TINYINT)
                .column("suspend_reason_desc", TEXT60)
                .column("log_send_queue_size", SqlType.BIGINT)
                .column("log_send_rate", SqlType.BIGINT)
                .column("redo_queue_size", SqlType.BIGINT)
                .column("redo_rate", SqlType.BIGINT)
                .column("last_commit_time", SqlType.DATETIME);
        for (Group group : instance.availability().groups()) {
            for (Member member : group.databases()) {
                group.replicas().stream()
                        .filter(replica -> isShown(group, replica) && replica.joined())
                        .forEach(replica -> instance.storage()
                                .find(member.name())
                                .ifPresent(found -> rows.row(database(group, replica, member, found))));
            }
        }
        return rows;
    }

    private @Nullable Object[] database(Group group, Replica replica, Member member, Storage.Database found) {
        boolean local = AvailabilityViews.isLocal(instance, replica);
        boolean primary = group.isPrimary(replica.settings().server());
        int state = state(group, replica, member);
        int health = health(replica, state);
        boolean suspended =
                !primary && session(member).filter(row -> row.state() == 0).isPresent();
        return new @Nullable Object[] {
            found.id(),
            group.id(),
            replica.id(),
            member.id(),
            local,
            primary,
            state,
            state == 2 ? "SYNCHRONIZED" : state == 1 ? "SYNCHRONIZING" : "NOT SYNCHRONIZING",
            primary || state == 2,
            health,
            healthText(health),
            local ? Integer.valueOf(0) : null,
            local ? "ONLINE" : null,
            suspended,
            suspended ? Integer.valueOf(5) : null,
            suspended ? "SUSPEND_FROM_APPLY" : null,
            primary ? null : Long.valueOf(instance.mirroring().sendQueue(member.name())),
            null,
            primary ? null : Long.valueOf(instance.mirroring().redoQueue(member.name())),
            null,
            null
        };
    }
}
