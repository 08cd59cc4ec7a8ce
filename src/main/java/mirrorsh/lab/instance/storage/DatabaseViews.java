package mirrorsh.lab.instance.storage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.storage.MirroredDatabase.DatabaseStatus;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The views that show every database of the instance (catalog.md §6, §2.1, §2.5). */
final class DatabaseViews {
    private final Version version;
    private final Principals principals;
    private final Encryption encryption;

    DatabaseViews(Version version, Principals principals, Encryption encryption) {
        this.version = version;
        this.principals = principals;
        this.encryption = encryption;
    }

    /** A view of schema sys by its lower-case name. */
    Optional<Relation> view(String name, List<DatabaseState> databases, Caller caller) {
        return switch (name) {
            case "databases" -> Optional.of(databases().over(databases));
            case "database_mirroring" -> Optional.of(MirroringView.of(caller).over(databases));
            case "database_recovery_status" -> Optional.of(recovery().over(databases));
            case "dm_database_encryption_keys" -> Optional.of(encryptionKeys(databases, caller));
            case "master_files" -> Optional.of(files(true).over(listed(visible(databases, caller))));
            case "dm_db_mirroring_auto_page_repair" -> Optional.of(MirroringView.pageRepair());
            default -> Optional.empty();
        };
    }

    private Relation encryptionKeys(List<DatabaseState> databases, Caller caller) {
        if (!caller.rights().onServer("VWSS")) {
            throw SqlFailure.of(300, "VIEW SERVER STATE", "server");
        }
        return encryption.keys(databases);
    }

    /** sys.database_files of one database. */
    Relation databaseFiles(DatabaseState database) {
        return files(false).over(listed(List.of(database)));
    }

    private static List<DatabaseState> visible(List<DatabaseState> databases, Caller caller) {
        boolean all = Stream.of("VWDB", "ALDB", "CRDB").anyMatch(caller.rights()::onServer);
        return databases.stream()
                .filter(database -> all || database.options().owner().equalsIgnoreCase(caller.login()))
                .toList();
    }

    // ---------------------------------------------------------------- sys.databases

    private View<DatabaseState> databases() {
        View<DatabaseState> view = new View<>();
        view.required("name", SqlType.SYSNAME, DatabaseState::name)
                .required("database_id", SqlType.INT, DatabaseState::id)
                .nulls(SqlType.INT, "source_database_id")
                .column(
                        "owner_sid",
                        SqlType.varbinary(85),
                        d -> principals.sid(d.options().owner()))
                .required("create_date", SqlType.DATETIME, d -> d.identity().created())
                .required(
                        "compatibility_level", SqlType.TINYINT, d -> d.options().compatibility())
                .column(
                        "collation_name",
                        SqlType.SYSNAME,
                        d -> isOpen(d) ? d.options().collation() : null);
        state(view);
        fixed(view);
        view.required(
                        "is_master_key_encrypted_by_server",
                        SqlType.BIT,
                        d -> principals.opensByServiceMasterKey(d.security()))
                .zeroBits(
                        "is_published", "is_subscribed", "is_merge_published", "is_distributor", "is_sync_with_backup")
                .required(
                        "service_broker_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        d -> d.identity().broker())
                .required("is_broker_enabled", SqlType.BIT, d -> d.options().broker())
                .column("log_reuse_wait", SqlType.TINYINT, DatabaseViews::logReuseWait)
                .column("log_reuse_wait_desc", View.DESCRIPTION, d -> switch (logReuseWait(d)) {
                    case 2 -> "LOG_BACKUP";
                    case 5 -> "DATABASE_MIRRORING";
                    case 9 -> "AVAILABILITY_REPLICA";
                    default -> "NOTHING";
                });
        rest(view);
        return view;
    }

    private void rest(View<DatabaseState> view) {
        view.zeroBits("is_date_correlation_on", "is_cdc_enabled")
                .column("is_encrypted", SqlType.BIT, Encryption::isOn)
                .zeroBits("is_honor_broker_priority_on")
                .column(
                        "replica_id",
                        SqlType.UNIQUEIDENTIFIER,
                        d -> d.availability() == null ? null : d.availability().replica())
                .column(
                        "group_database_id",
                        SqlType.UNIQUEIDENTIFIER,
                        d -> d.availability() == null ? null : d.availability().database())
                .required("containment", SqlType.TINYINT, d -> 0)
                .required("containment_desc", View.DESCRIPTION, d -> "NONE")
                .when(
                        version.atLeast(Version.SQL_2014),
                        v -> v.column("delayed_durability", SqlType.INT, d -> 0)
                                .column("delayed_durability_desc", View.DESCRIPTION, d -> "DISABLED"))
                .when(version.atLeast(Version.SQL_2016), v -> v.zeroBits("is_query_store_on"))
                .when(version.atLeast(Version.SQL_2019), v -> v.zeroBits("is_accelerated_database_recovery_on"));
    }

    private static void state(View<DatabaseState> view) {
        view.column("user_access", SqlType.TINYINT, d -> d.options().access().ordinal())
                .column(
                        "user_access_desc",
                        View.DESCRIPTION,
                        d -> d.options().access().name())
                .column("is_read_only", SqlType.BIT, DatabaseState::isReadOnly)
                .required("is_auto_close_on", SqlType.BIT, d -> d.options().autoClose())
                .zeroBits("is_auto_shrink_on")
                .column("state", SqlType.TINYINT, d -> d.shownStatus().ordinal())
                .column("state_desc", View.DESCRIPTION, d -> d.shownStatus().name())
                .column("is_in_standby", SqlType.BIT, DatabaseState::isStandby)
                .column("is_cleanly_shutdown", SqlType.BIT, d -> d.status() == DatabaseStatus.OFFLINE)
                .zeroBits("is_supplemental_logging_enabled")
                .column("snapshot_isolation_state", SqlType.TINYINT, d -> hasVersions(d) ? 1 : 0)
                .column("snapshot_isolation_state_desc", View.DESCRIPTION, d -> hasVersions(d) ? "ON" : "OFF")
                .zeroBits("is_read_committed_snapshot_on")
                .column(
                        "recovery_model",
                        SqlType.TINYINT,
                        d -> d.options().recovery().ordinal() + 1)
                .column(
                        "recovery_model_desc",
                        View.DESCRIPTION,
                        d -> d.options().recovery().name())
                .column("page_verify_option", SqlType.TINYINT, d -> 2)
                .column("page_verify_option_desc", View.DESCRIPTION, d -> "CHECKSUM");
    }

    /** Options that nothing changes in the lab: what a new database has. */
    private void fixed(View<DatabaseState> view) {
        view.column("is_auto_create_stats_on", SqlType.BIT, d -> true)
                .when(version.atLeast(Version.SQL_2014), v -> v.zeroBits("is_auto_create_stats_incremental_on"))
                .column("is_auto_update_stats_on", SqlType.BIT, d -> true)
                .zeroBits(
                        "is_auto_update_stats_async_on",
                        "is_ansi_null_default_on",
                        "is_ansi_nulls_on",
                        "is_ansi_padding_on",
                        "is_ansi_warnings_on",
                        "is_arithabort_on",
                        "is_concat_null_yields_null_on",
                        "is_numeric_roundabort_on",
                        "is_quoted_identifier_on",
                        "is_recursive_triggers_on",
                        "is_cursor_close_on_commit_on",
                        "is_local_cursor_default")
                .column("is_trustworthy_on", SqlType.BIT, d -> d.options().trustworthy())
                .column(
                        "is_db_chaining_on",
                        SqlType.BIT,
                        d -> d.isSystem() && !d.name().equalsIgnoreCase("model"))
                .zeroBits("is_parameterization_forced");
    }

    /** Those of the system that keep versions of rows. */
    private static boolean hasVersions(DatabaseState database) {
        return database.name().equalsIgnoreCase("master") || database.name().equalsIgnoreCase("msdb");
    }

    private static boolean isOpen(DatabaseState database) {
        return database.status() == DatabaseStatus.ONLINE && !database.options().autoClose();
    }

    private static int logReuseWait(DatabaseState database) {
        if (database.isLogHeldByMirroring()) {
            return database.availability() == null ? 5 : 9;
        }
        boolean waits = database.hasLogChain()
                && database.end() > database.image().chain().next();
        return waits ? 2 : 0;
    }

    // ---------------------------------------------------------------- sys.database_recovery_status

    private static View<DatabaseState> recovery() {
        return new View<DatabaseState>()
                .required("database_id", SqlType.INT, DatabaseState::id)
                .column(
                        "database_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        d -> unlessOffline(d, d.identity().database()))
                .column(
                        "family_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        d -> unlessOffline(d, d.identity().family()))
                .column(
                        "last_log_backup_lsn",
                        SqlType.LSN,
                        d -> d.hasLogChain()
                                ? unlessOffline(d, Lsn.scaled(d.image().chain().next()))
                                : null)
                .column(
                        "recovery_fork_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        d -> unlessOffline(d, d.image().forks().current().guid()))
                .column(
                        "first_recovery_fork_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        d -> unlessOffline(d, d.image().forks().first()))
                .column(
                        "fork_point_lsn",
                        SqlType.LSN,
                        d -> unlessOffline(
                                d, HeaderView.lsn(d.image().forks().current().fromLsn())));
    }

    private static @Nullable Object unlessOffline(DatabaseState database, @Nullable Object value) {
        return database.status() == DatabaseStatus.OFFLINE ? null : value;
    }

    // ---------------------------------------------------------------- files

    private record Listed(DatabaseState database, DatabaseFile file) {
        boolean isRestoring() {
            return database.status() == DatabaseStatus.RESTORING
                    || database.status() == DatabaseStatus.RECOVERY_PENDING;
        }
    }

    private static List<Listed> listed(List<DatabaseState> databases) {
        List<Listed> rows = new ArrayList<>();
        for (DatabaseState database : databases) {
            database.files().forEach(file -> rows.add(new Listed(database, file)));
        }
        return rows;
    }

    private static View<Listed> files(boolean wholeInstance) {
        View<Listed> view = new View<>();
        view.when(
                        wholeInstance,
                        v -> v.required(
                                "database_id", SqlType.INT, r -> r.database().id()))
                .required("file_id", SqlType.INT, r -> r.file().id())
                .column("file_guid", SqlType.UNIQUEIDENTIFIER, r -> r.file().guid())
                .required("type", SqlType.TINYINT, r -> r.file().log() ? 1 : 0)
                .column("type_desc", View.DESCRIPTION, r -> r.file().log() ? "LOG" : "ROWS")
                .required("data_space_id", SqlType.INT, r -> r.file().log() ? 0 : 1)
                .required("name", SqlType.SYSNAME, r -> r.file().logicalName())
                .required("physical_name", SqlType.nvarchar(260), r -> r.file().path())
                .column("state", SqlType.TINYINT, r -> fileState(r.database()).ordinal())
                .column(
                        "state_desc",
                        View.DESCRIPTION,
                        r -> fileState(r.database()).name())
                .required("size", SqlType.INT, r -> DatabaseFile.PAGES)
                .required("max_size", SqlType.INT, r -> r.file().log() ? 268_435_456 : -1)
                .required("growth", SqlType.INT, r -> 8192)
                .required("is_media_read_only", SqlType.BIT, r -> false)
                .required("is_read_only", SqlType.BIT, r -> false)
                .required("is_sparse", SqlType.BIT, r -> false)
                .required("is_percent_growth", SqlType.BIT, r -> false)
                .required("is_name_reserved", SqlType.BIT, r -> false);
        positions(view);
        view.when(wholeInstance, v -> v.nulls(SqlType.INT, "credential_id"));
        return view;
    }

    private static void positions(View<Listed> view) {
        view.column("create_lsn", SqlType.LSN, r -> HeaderView.lsn(r.file().createLsn()))
                .nulls(SqlType.LSN, "drop_lsn", "read_only_lsn", "read_write_lsn")
                .column(
                        "differential_base_lsn",
                        SqlType.LSN,
                        r -> r.file().log() ? null : differentialBase(r.database()))
                .nulls(SqlType.UNIQUEIDENTIFIER, "differential_base_guid")
                .nulls(SqlType.DATETIME, "differential_base_time")
                .column(
                        "redo_start_lsn",
                        SqlType.LSN,
                        r -> r.isRestoring() ? Lsn.scaled(r.database().end() + 1) : null)
                .column(
                        "redo_start_fork_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.isRestoring()
                                ? r.database().image().forks().current().guid()
                                : null)
                .column("redo_target_lsn", SqlType.LSN, r -> null)
                .column("redo_target_fork_guid", SqlType.UNIQUEIDENTIFIER, r -> null)
                .column("backup_lsn", SqlType.LSN, r -> null);
    }

    private static @Nullable BigDecimal differentialBase(DatabaseState database) {
        return HeaderView.lsn(database.image().chain().fullBackup());
    }

    /** EMERGENCY is a state of databases only; their files are online. */
    private static DatabaseStatus fileState(DatabaseState database) {
        return database.status() == DatabaseStatus.EMERGENCY ? DatabaseStatus.ONLINE : database.status();
    }
}
