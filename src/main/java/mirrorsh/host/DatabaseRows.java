package mirrorsh.host;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mirrorsh.host.StateReader.Row;
import mirrorsh.model.Database;
import mirrorsh.model.MirroringSession;

/** Puts a database together from its own row and those of its files and history. */
final class DatabaseRows {
    private final Map<Integer, List<Row>> files;
    private final Map<String, List<Row>> backups;
    private final Map<String, List<Row>> restores;

    DatabaseRows(List<Row> files, List<Row> backups, List<Row> restores) {
        this.files = files.stream().collect(Collectors.groupingBy(row -> row.number("database_id")));
        this.backups = byName(backups, "database_name");
        this.restores = byName(restores, "destination_database_name");
    }

    private static Map<String, List<Row>> byName(List<Row> rows, String column) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.text(column),
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                        Collectors.toList()));
    }

    Database database(Row row) {
        int id = row.number("database_id");
        String name = row.text("name");
        return new Database(
                id,
                name,
                row.text("state_desc"),
                row.text("recovery_model_desc"),
                row.text("user_access_desc"),
                row.flag("is_in_standby"),
                row.flag("is_read_only"),
                row.flag("is_auto_close_on"),
                row.flag("in_availability_group"),
                row.text("family_guid"),
                row.decimal("last_log_backup_lsn"),
                row.decimal("redo_start_lsn"),
                files.getOrDefault(id, List.of()).stream()
                        .map(file -> new Database.File(
                                file.text("name"), file.text("physical_name"), file.text("type_desc")))
                        .toList(),
                backups.getOrDefault(name, List.of()).stream()
                        .filter(backup -> isOf(backup, row))
                        .map(backup -> new Database.Backup(
                                backup.number("backup_set_id"),
                                backup.text("type").strip(),
                                backup.number("position"),
                                backup.text("physical_device_name"),
                                lsn(backup, "first_lsn"),
                                lsn(backup, "last_lsn")))
                        .toList(),
                restores.getOrDefault(name, List.of()).stream()
                        .map(restore -> new Database.Restored(
                                restore.number("restore_history_id"),
                                restore.text("restore_type").strip(),
                                restore.flag("recovery"),
                                lsn(restore, "first_lsn"),
                                lsn(restore, "last_lsn")))
                        .toList(),
                session(row));
    }

    /** History outlives a dropped database: only what belongs to this one's family is its own, where the family is visible. */
    private static boolean isOf(Row history, Row database) {
        String family = database.text("family_guid");
        return family.isEmpty() || family.equals(history.text("family_guid"));
    }

    private static BigDecimal lsn(Row row, String column) {
        return row.decimal(column).orElse(BigDecimal.ZERO);
    }

    private static Optional<MirroringSession> session(Row row) {
        if (row.text("mirroring_guid").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MirroringSession(
                row.text("mirroring_guid"),
                row.text("mirroring_role_desc"),
                row.text("mirroring_state_desc"),
                row.text("mirroring_safety_level_desc"),
                row.text("mirroring_partner_name"),
                row.text("mirroring_partner_instance"),
                row.text("mirroring_witness_name"),
                row.text("mirroring_witness_state_desc"),
                row.number("mirroring_connection_timeout")));
    }
}
