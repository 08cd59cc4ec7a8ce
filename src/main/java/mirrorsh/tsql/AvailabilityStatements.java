package mirrorsh.tsql;

/** Statements on a basic availability group: one database, two replicas, the endpoints of database mirroring. */
public final class AvailabilityStatements {
    private AvailabilityStatements() {}

    /**
     * One replica of a group.
     *
     * @param server {@code @@SERVERNAME}
     * @param url {@code TCP://address:port} of its endpoint
     */
    public record Replica(String server, String url) {}

    /** @param automatic synchronous commit with automatic failover; else asynchronous commit with manual failover */
    public static Batch create(String group, String database, Replica primary, Replica secondary, boolean automatic) {
        SqlText head = SqlText.keywords("CREATE AVAILABILITY GROUP ")
                .name(group)
                .and("\n   WITH (AUTOMATED_BACKUP_PREFERENCE = PRIMARY, BASIC, DB_FAILOVER = OFF, DTC_SUPPORT = NONE)"
                        + "\n   FOR DATABASE ")
                .name(database)
                .and("\n   REPLICA ON ");
        return Batch.inMaster(replica(replica(head, primary, automatic).and(",\n      "), secondary, automatic));
    }

    private static SqlText replica(SqlText text, Replica replica, boolean automatic) {
        return text.string(replica.server())
                .and(" WITH (ENDPOINT_URL = ")
                .string(replica.url())
                .and(
                        automatic
                                ? ", FAILOVER_MODE = AUTOMATIC, AVAILABILITY_MODE = SYNCHRONOUS_COMMIT"
                                : ", FAILOVER_MODE = MANUAL, AVAILABILITY_MODE = ASYNCHRONOUS_COMMIT")
                .and(", SECONDARY_ROLE (ALLOW_CONNECTIONS = NO))");
    }

    public static Batch join(String group) {
        return Batch.inMaster(
                SqlText.keywords("ALTER AVAILABILITY GROUP ").name(group).and(" JOIN"));
    }

    public static Batch joinDatabase(String group, String database) {
        return Batch.inMaster(SqlText.keywords("ALTER DATABASE ")
                .name(database)
                .and(" SET HADR AVAILABILITY GROUP = ")
                .name(group));
    }

    public static Batch leaveDatabase(String database) {
        return Batch.inMaster(SqlText.keywords("ALTER DATABASE ").name(database).and(" SET HADR OFF"));
    }

    public static Batch drop(String group) {
        return Batch.inMaster(SqlText.keywords("DROP AVAILABILITY GROUP ").name(group));
    }

    /** Whether the instance may have groups at all: 1 or 0. */
    public static Batch isEnabled() {
        return Batch.inMaster(SqlText.keywords("SELECT CONVERT(int, SERVERPROPERTY('IsHadrEnabled'))"));
    }

    /** Whether the instance knows a group: 1 or 0. */
    public static Batch exists(String group) {
        return Batch.inMaster(SqlText.keywords("SELECT COUNT(*) FROM sys.availability_groups WHERE name = ")
                .string(group));
    }
}
