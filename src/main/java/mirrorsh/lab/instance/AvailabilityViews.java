package mirrorsh.lab.instance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.Availability.Group;
import mirrorsh.lab.instance.Availability.Replica;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The views of availability groups: those of their catalog here, those of their state in {@link AvailabilityStates}. */
final class AvailabilityViews {
    static final SqlType TEXT60 = SqlType.nvarchar(60);

    private final Instance instance;
    private final Version version;

    AvailabilityViews(Instance instance) {
        this.instance = instance;
        this.version = instance.installation().version();
    }

    Optional<Relation> find(String view, Caller caller) {
        return Optional.ofNullable(
                switch (view) {
                    case "availability_groups" -> groups(visible(caller));
                    case "availability_replicas" -> replicas(visible(caller));
                    case "availability_databases_cluster" -> databases(visible(caller));
                    case "dm_hadr_availability_group_states",
                            "dm_hadr_availability_replica_states",
                            "dm_hadr_database_replica_states" -> states(view, caller);
                    default -> null;
                });
    }

    /** VIEW ANY DEFINITION shows them. */
    private List<Group> visible(Caller caller) {
        return caller.rights().onServer("VWAD") ? instance.availability().groups() : List.of();
    }

    private Relation states(String view, Caller caller) {
        if (!caller.rights().onServer("VWSS")) {
            throw SqlFailure.of(300, "VIEW SERVER STATE", "server");
        }
        return new AvailabilityStates(instance).rows(view);
    }

    private Relation groups(List<Group> groups) {
        boolean basic = version.atLeast(Version.SQL_2016);
        boolean cluster = version.atLeast(Version.SQL_2017);
        ViewRows rows = new ViewRows()
                .key("group_id", SqlType.UNIQUEIDENTIFIER)
                .column("name", SqlType.SYSNAME)
                .column("resource_id", SqlType.nvarchar(40))
                .column("resource_group_id", SqlType.nvarchar(40))
                .column("failure_condition_level", SqlType.INT)
                .column("health_check_timeout", SqlType.INT)
                .column("automated_backup_preference", SqlType.TINYINT)
                .column("automated_backup_preference_desc", TEXT60);
        if (basic) {
            rows.column("version", SqlType.SMALLINT)
                    .column("basic_features", SqlType.BIT)
                    .column("dtc_support", SqlType.BIT)
                    .column("db_failover", SqlType.BIT)
                    .column("is_distributed", SqlType.BIT);
        }
        if (cluster) {
            rows.column("cluster_type", SqlType.TINYINT)
                    .column("cluster_type_desc", TEXT60)
                    .column("required_synchronized_secondaries_to_commit", SqlType.INT);
        }
        for (Group group : groups) {
            String resource = group.id().toString();
            String preference = group.options().backupPreference();
            List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                    group.id(),
                    group.name(),
                    resource,
                    resource,
                    group.options().failureCondition(),
                    group.options().healthCheckTimeout(),
                    List.of("PRIMARY", "SECONDARY_ONLY", "SECONDARY", "NONE").indexOf(preference),
                    preference.toLowerCase(Locale.ROOT)));
            if (basic) {
                row.addAll(List.of(
                        0, group.options().basic(), false, group.options().databaseFailover(), false));
            }
            if (cluster) {
                row.addAll(List.of(0, "wsfc", 0));
            }
            rows.row(row.toArray());
        }
        return rows;
    }

    private Relation replicas(List<Group> groups) {
        ViewRows rows = new ViewRows()
                .column("replica_id", SqlType.UNIQUEIDENTIFIER)
                .column("group_id", SqlType.UNIQUEIDENTIFIER)
                .column("replica_metadata_id", SqlType.INT)
                .column("replica_server_name", SqlType.nvarchar(256))
                .column("endpoint_url", SqlType.nvarchar(256))
                .column("availability_mode", SqlType.TINYINT)
                .column("availability_mode_desc", TEXT60)
                .column("failover_mode", SqlType.TINYINT)
                .column("failover_mode_desc", TEXT60)
                .column("session_timeout", SqlType.INT)
                .column("primary_role_allow_connections", SqlType.TINYINT)
                .column("primary_role_allow_connections_desc", TEXT60)
                .column("secondary_role_allow_connections", SqlType.TINYINT)
                .column("secondary_role_allow_connections_desc", TEXT60)
                .column("backup_priority", SqlType.INT)
                .column("read_only_routing_url", SqlType.nvarchar(256));
        for (Group group : groups) {
            int number = 65_536;
            for (Replica replica : group.replicas()) {
                boolean local = isLocal(instance, replica);
                rows.row(
                        replica.id(),
                        group.id(),
                        local ? Integer.valueOf(number) : null,
                        replica.settings().server(),
                        replica.settings().url(),
                        replica.settings().synchronous() ? 1 : 0,
                        replica.settings().synchronous() ? "SYNCHRONOUS_COMMIT" : "ASYNCHRONOUS_COMMIT",
                        replica.settings().automatic() ? 0 : 1,
                        replica.settings().automatic() ? "AUTOMATIC" : "MANUAL",
                        replica.settings().sessionTimeout(),
                        2,
                        "ALL",
                        0,
                        "NO",
                        replica.settings().backupPriority(),
                        null);
            }
        }
        return rows;
    }

    private static Relation databases(List<Group> groups) {
        ViewRows rows = new ViewRows()
                .key("group_id", SqlType.UNIQUEIDENTIFIER)
                .key("group_database_id", SqlType.UNIQUEIDENTIFIER)
                .column("database_name", SqlType.SYSNAME);
        groups.forEach(group -> group.databases().forEach(member -> rows.row(group.id(), member.id(), member.name())));
        return rows;
    }

    static boolean isLocal(Instance instance, Replica replica) {
        return replica.settings()
                .server()
                .equalsIgnoreCase(instance.installation().serverName());
    }
}
