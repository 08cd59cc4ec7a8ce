package mirrorsh.lab.instance.storage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.storage.BackupHistory.Media;
import mirrorsh.lab.instance.storage.BackupHistory.RestoreRow;
import mirrorsh.lab.instance.storage.BackupHistory.SetRow;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlType;

/** msdb's tables of backups and restores (catalog.md §7.1 to §7.4). */
final class HistoryViews {
    private static final SqlType LETTER = SqlType.character(SqlType.Kind.CHAR, 1);

    private final Version version;

    HistoryViews(Version version) {
        this.version = version;
    }

    Optional<Relation> view(String name, BackupHistory history) {
        return switch (name) {
            case "backupset" -> Optional.of(sets().over(history.sets()));
            case "backupmediaset" -> Optional.of(mediaSets().over(history.media()));
            case "backupmediafamily" -> Optional.of(families(history.media()));
            case "backupfile" -> Optional.of(backupFiles(history.sets()));
            case "restorehistory" -> Optional.of(restores().over(history.restores()));
            case "logmarkhistory" -> Optional.of(marks().over(history.marks()));
            case "restorefile" -> Optional.of(restoreFiles(history.restores()));
            default -> Optional.empty();
        };
    }

    // ---------------------------------------------------------------- backupset

    private View<SetRow> sets() {
        View<SetRow> view = new View<>();
        view.required("backup_set_id", SqlType.INT, SetRow::id)
                .required(
                        "backup_set_uuid",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.set().label().guid())
                .required("media_set_id", SqlType.INT, r -> r.media().id())
                .column("position", SqlType.INT, SetRow::position)
                .column(
                        "expiration_date",
                        SqlType.DATETIME,
                        r -> r.set().label().expiration())
                .column("name", SqlType.nvarchar(128), r -> r.set().label().name())
                .column(
                        "description",
                        SqlType.nvarchar(255),
                        r -> r.set().label().description())
                .column("user_name", SqlType.nvarchar(128), r -> r.set().label().user())
                .column(
                        "software_major_version",
                        SqlType.TINYINT,
                        r -> r.set().origin().major())
                .column(
                        "software_minor_version",
                        SqlType.TINYINT,
                        r -> r.set().origin().minor())
                .column(
                        "software_build_version",
                        SqlType.SMALLINT,
                        r -> r.set().origin().build())
                .column("time_zone", SqlType.SMALLINT, r -> r.set().origin().timeZone());
        range(view);
        source(view);
        flags(view);
        tail(view);
        newer(view);
        return view;
    }

    private static void range(View<SetRow> view) {
        view.column("first_lsn", SqlType.LSN, r -> Lsn.scaled(r.set().range().first()))
                .column("last_lsn", SqlType.LSN, r -> Lsn.scaled(r.set().range().last()))
                .column(
                        "checkpoint_lsn",
                        SqlType.LSN,
                        r -> Lsn.scaled(r.set().range().checkpoint()))
                .column(
                        "database_backup_lsn",
                        SqlType.LSN,
                        r -> r.set().range().fullBackup() == 0
                                ? BigDecimal.ZERO
                                : Lsn.scaled(r.set().range().fullBackup()))
                .column(
                        "database_creation_date",
                        SqlType.DATETIME,
                        r -> r.set().database().created())
                .column(
                        "backup_start_date",
                        SqlType.DATETIME,
                        r -> r.set().label().start())
                .column(
                        "backup_finish_date",
                        SqlType.DATETIME,
                        r -> r.set().label().finish());
    }

    private static void source(View<SetRow> view) {
        view.column("type", LETTER, r -> r.set().label().type().letter())
                .column(
                        "compatibility_level",
                        SqlType.TINYINT,
                        r -> r.set().options().compatibility())
                .column(
                        "database_version",
                        SqlType.INT,
                        r -> HeaderView.databaseVersion(r.set().origin().major()))
                .column(
                        "backup_size",
                        View.SIZE,
                        r -> BigDecimal.valueOf(r.set().label().size()))
                .column(
                        "database_name",
                        SqlType.nvarchar(128),
                        r -> r.set().database().name())
                .column(
                        "server_name",
                        SqlType.nvarchar(128),
                        r -> r.set().origin().server())
                .column(
                        "machine_name",
                        SqlType.nvarchar(128),
                        r -> r.set().origin().machine())
                .column(
                        "collation_name",
                        SqlType.nvarchar(128),
                        r -> r.set().options().collation())
                .zeroBits("is_password_protected")
                .column("recovery_model", View.DESCRIPTION, r -> r.set().recoveryModel());
    }

    private static void flags(View<SetRow> view) {
        view.zeroBits("has_bulk_logged_data", "is_snapshot")
                .column("is_readonly", SqlType.BIT, r -> r.set().options().readOnly())
                .column(
                        "is_single_user",
                        SqlType.BIT,
                        r -> r.set().options().access() == DatabaseOptions.Access.SINGLE_USER)
                .column(
                        "has_backup_checksums",
                        SqlType.BIT,
                        r -> r.set().label().checksum())
                .zeroBits("is_damaged")
                .column("begins_log_chain", SqlType.BIT, r -> r.set().range().beginsLogChain())
                .zeroBits("has_incomplete_metadata", "is_force_offline")
                .column("is_copy_only", SqlType.BIT, r -> r.set().label().copyOnly());
    }

    private static void tail(View<SetRow> view) {
        view.column(
                        "first_recovery_fork_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.set().range().firstFork())
                .column(
                        "last_recovery_fork_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.set().range().lastFork())
                .column(
                        "fork_point_lsn",
                        SqlType.LSN,
                        r -> r.set().range().forkPoint() == null
                                ? null
                                : Lsn.scaled(r.set().range().forkPoint()))
                .column(
                        "database_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.set().database().database())
                .column(
                        "family_guid",
                        SqlType.UNIQUEIDENTIFIER,
                        r -> r.set().database().family())
                .column(
                        "differential_base_lsn",
                        SqlType.LSN,
                        r -> HeaderView.lsn(r.set().range().differentialBase()))
                .nulls(SqlType.UNIQUEIDENTIFIER, "differential_base_guid");
    }

    private void newer(View<SetRow> view) {
        view.column(
                        "compressed_backup_size",
                        View.SIZE,
                        r -> BigDecimal.valueOf(r.set().label().size()))
                .when(
                        version.atLeast(Version.SQL_2014),
                        v -> v.column("key_algorithm", SqlType.nvarchar(32), r -> HeaderView.algorithm(r.set()))
                                .column(
                                        "encryptor_thumbprint",
                                        SqlType.varbinary(20),
                                        r -> HeaderView.thumbprint(r.set()))
                                .column("encryptor_type", SqlType.nvarchar(32), r -> HeaderView.encryptorType(r.set())))
                .when(
                        version.atLeast(Version.SQL_2022),
                        v -> v.nulls(SqlType.DATETIME, "last_valid_restore_time")
                                .nulls(SqlType.nvarchar(32), "compression_algorithm"));
    }

    // ---------------------------------------------------------------- media

    private View<Media> mediaSets() {
        return new View<Media>()
                .required("media_set_id", SqlType.INT, Media::id)
                .column("media_uuid", SqlType.UNIQUEIDENTIFIER, m -> m.header().id())
                .column("media_family_count", SqlType.TINYINT, m -> m.header().families())
                .column("name", SqlType.nvarchar(128), m -> m.header().name())
                .column("description", SqlType.nvarchar(255), m -> m.header().description())
                .column("software_name", SqlType.nvarchar(128), m -> "Microsoft SQL Server")
                .column("software_vendor_id", SqlType.INT, m -> HeaderView.VENDOR);
    }

    private record MediaFamily(Media media, BackupHistory.Family family) {}

    private static Relation families(List<Media> media) {
        List<MediaFamily> rows = new ArrayList<>();
        media.forEach(set -> set.families().forEach(family -> rows.add(new MediaFamily(set, family))));
        return new View<MediaFamily>()
                .required("media_set_id", SqlType.INT, m -> m.media().id())
                .required(
                        "family_sequence_number",
                        SqlType.TINYINT,
                        m -> m.family().family().number())
                .column(
                        "media_family_id",
                        SqlType.UNIQUEIDENTIFIER,
                        m -> m.family().family().id())
                .column("media_count", SqlType.INT, m -> 1)
                .nulls(SqlType.nvarchar(128), "logical_device_name")
                .column(
                        "physical_device_name",
                        SqlType.nvarchar(260),
                        m -> m.family().path())
                .column("device_type", SqlType.TINYINT, m -> m.family().kind())
                .column("physical_block_size", SqlType.INT, m -> 512)
                .required("mirror", SqlType.TINYINT, m -> 0)
                .over(rows);
    }

    private record SetFile(SetRow row, DatabaseFile file) {}

    private static Relation backupFiles(List<SetRow> sets) {
        List<SetFile> rows = new ArrayList<>();
        sets.forEach(row -> row.set().files().forEach(file -> rows.add(new SetFile(row, file))));
        return new View<SetFile>()
                .required("backup_set_id", SqlType.INT, r -> r.row().id())
                .column(
                        "file_number",
                        SqlType.numeric(10, 0),
                        r -> BigDecimal.valueOf(r.file().id()))
                .column("logical_name", SqlType.nvarchar(128), r -> r.file().logicalName())
                .column("physical_name", SqlType.nvarchar(260), r -> r.file().path())
                .column("file_type", LETTER, r -> r.file().log() ? "L" : "D")
                .column("file_guid", SqlType.UNIQUEIDENTIFIER, r -> r.file().guid())
                .over(rows);
    }

    // ---------------------------------------------------------------- restores

    private static View<RestoreRow> restores() {
        return new View<RestoreRow>()
                .required("restore_history_id", SqlType.INT, RestoreRow::id)
                .column("restore_date", SqlType.DATETIME, r -> r.restored().date())
                .column(
                        "destination_database_name",
                        SqlType.nvarchar(128),
                        r -> r.restored().database())
                .column("user_name", SqlType.nvarchar(128), r -> r.restored().user())
                .required("backup_set_id", SqlType.INT, r -> r.set().id())
                .column(
                        "restore_type",
                        LETTER,
                        r -> r.set().set().label().type().letter())
                .column("replace", SqlType.BIT, r -> r.restored().replace())
                .column("recovery", SqlType.BIT, r -> r.restored().recovery())
                .column("restart", SqlType.BIT, r -> r.restored().restart())
                .column(
                        "stop_at",
                        SqlType.DATETIME,
                        r -> r.restored().stop().map(StopPoint::time).orElse(null))
                .column("device_count", SqlType.TINYINT, r -> r.restored().devices())
                .column(
                        "stop_at_mark_name",
                        SqlType.nvarchar(128),
                        r -> r.restored().stop().map(StopPoint::mark).orElse(null))
                .column(
                        "stop_before",
                        SqlType.BIT,
                        r -> r.restored()
                                .stop()
                                .filter(stop -> stop.mark() != null)
                                .map(StopPoint::before)
                                .orElse(null));
    }

    private static View<TransactionMark.Left> marks() {
        return new View<TransactionMark.Left>()
                .required("database_name", SqlType.nvarchar(128), TransactionMark.Left::database)
                .required(
                        "mark_name", SqlType.nvarchar(128), left -> left.mark().name())
                .column(
                        "description",
                        SqlType.nvarchar(255),
                        left -> left.mark().description())
                .required(
                        "user_name", SqlType.nvarchar(128), left -> left.mark().login())
                .required("lsn", SqlType.LSN, left -> Lsn.scaled(left.lsn()))
                .required("mark_time", SqlType.DATETIME, TransactionMark.Left::at);
    }

    private record RestoredFile(RestoreRow row, DatabaseFile file) {}

    private static Relation restoreFiles(List<RestoreRow> restores) {
        List<RestoredFile> rows = new ArrayList<>();
        restores.forEach(row -> row.restored().files().forEach(file -> rows.add(new RestoredFile(row, file))));
        return new View<RestoredFile>()
                .required("restore_history_id", SqlType.INT, r -> r.row().id())
                .column(
                        "file_number",
                        SqlType.numeric(10, 0),
                        r -> BigDecimal.valueOf(r.file().id()))
                .column(
                        "destination_phys_drive",
                        SqlType.nvarchar(260),
                        r -> r.file().path().substring(0, 3))
                .column(
                        "destination_phys_name",
                        SqlType.nvarchar(260),
                        r -> r.file().path())
                .over(rows);
    }
}
