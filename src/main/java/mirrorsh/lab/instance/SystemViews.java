package mirrorsh.lab.instance;

import java.util.List;

/** The names of the system views that the lab has, as the catalog itself lists them. A real server has many more. */
final class SystemViews {
    /** Of schema sys, in every database. */
    static final List<String> SYS = List.of(
            "all_columns",
            "all_objects",
            "availability_databases_cluster",
            "availability_groups",
            "availability_replicas",
            "certificates",
            "columns",
            "configurations",
            "credentials",
            "database_files",
            "database_mirroring",
            "database_mirroring_endpoints",
            "database_mirroring_witnesses",
            "database_permissions",
            "database_principals",
            "database_recovery_status",
            "database_role_members",
            "databases",
            "dm_database_encryption_keys",
            "dm_db_mirroring_auto_page_repair",
            "dm_db_mirroring_connections",
            "dm_db_partition_stats",
            "dm_exec_connections",
            "dm_exec_requests",
            "dm_exec_sessions",
            "dm_hadr_availability_group_states",
            "dm_hadr_availability_replica_states",
            "dm_hadr_database_replica_states",
            "dm_os_performance_counters",
            "dm_tcp_listener_states",
            "dm_tran_locks",
            "endpoints",
            "foreign_key_columns",
            "foreign_keys",
            "index_columns",
            "indexes",
            "key_constraints",
            "key_encryptions",
            "master_files",
            "master_key_passwords",
            "messages",
            "objects",
            "procedures",
            "schemas",
            "server_permissions",
            "server_principals",
            "server_role_members",
            "sql_logins",
            "symmetric_keys",
            "sysprocesses",
            "tables",
            "tcp_endpoints",
            "types",
            "views");

    static final List<String> INFORMATION_SCHEMA = List.of("COLUMNS", "TABLES");

    /** The tables of schema dbo of msdb. */
    static final List<String> MSDB = List.of(
            "backupfile",
            "backupmediafamily",
            "backupmediaset",
            "backupset",
            "restorefile",
            "restorehistory",
            "sysjobs",
            "sysjobsteps");

    private SystemViews() {}
}
