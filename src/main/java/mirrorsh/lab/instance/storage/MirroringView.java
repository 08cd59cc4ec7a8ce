package mirrorsh.lab.instance.storage;

import java.util.List;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** sys.database_mirroring and what belongs to it (catalog.md §2.1, §2.5). */
final class MirroringView {
    private final boolean sysadmin;

    private MirroringView(boolean sysadmin) {
        this.sysadmin = sysadmin;
    }

    /** A value of a mirrored database. */
    private interface Value {
        @Nullable
        Object of(MirroringRow row);
    }

    static View<DatabaseState> of(Caller caller) {
        return new MirroringView(caller.sysadmin()).view();
    }

    /** All NULL for a database that is not mirrored, and for a mirror copy unless the caller is sysadmin. */
    private View.Cell<DatabaseState> mirrored(Value value) {
        return database -> {
            MirroringRow row = database.shownSession();
            return row == null || row.role() == Codes.MIRROR && !sysadmin ? null : value.of(row);
        };
    }

    private View<DatabaseState> view() {
        return new View<DatabaseState>()
                .required("database_id", SqlType.INT, DatabaseState::id)
                .column("mirroring_guid", SqlType.UNIQUEIDENTIFIER, mirrored(MirroringRow::guid))
                .column("mirroring_state", SqlType.TINYINT, mirrored(MirroringRow::state))
                .column("mirroring_state_desc", View.DESCRIPTION, mirrored(row -> Codes.state(row.state())))
                .column("mirroring_role", SqlType.TINYINT, mirrored(MirroringRow::role))
                .column("mirroring_role_desc", View.DESCRIPTION, mirrored(row -> Codes.role(row.role())))
                .column("mirroring_role_sequence", SqlType.INT, mirrored(MirroringRow::roleSequence))
                .column("mirroring_safety_level", SqlType.TINYINT, mirrored(MirroringRow::safety))
                .column("mirroring_safety_level_desc", View.DESCRIPTION, mirrored(row -> Codes.safety(row.safety())))
                .column("mirroring_safety_sequence", SqlType.INT, mirrored(MirroringRow::safetySequence))
                .column("mirroring_partner_name", SqlType.SYSNAME, mirrored(MirroringRow::partnerName))
                .column("mirroring_partner_instance", SqlType.SYSNAME, mirrored(MirroringRow::partnerInstance))
                .column("mirroring_witness_name", SqlType.SYSNAME, mirrored(MirroringRow::witnessName))
                .column("mirroring_witness_state", SqlType.TINYINT, mirrored(MirroringRow::witnessState))
                .column(
                        "mirroring_witness_state_desc",
                        View.DESCRIPTION,
                        mirrored(row -> Codes.witness(row.witnessState())))
                .column("mirroring_failover_lsn", SqlType.LSN, mirrored(row -> Lsn.scaled(row.failoverLsn())))
                .column("mirroring_connection_timeout", SqlType.INT, mirrored(MirroringRow::timeoutSeconds))
                .column("mirroring_redo_queue", SqlType.INT, mirrored(row -> null))
                .column("mirroring_redo_queue_type", View.DESCRIPTION, mirrored(row -> "UNLIMITED"))
                .column("mirroring_end_of_log_lsn", SqlType.LSN, this::endOfLog)
                .column("mirroring_replication_lsn", SqlType.LSN, mirrored(row -> Lsn.scaled(row.failoverLsn())));
    }

    private @Nullable Object endOfLog(DatabaseState database) {
        return mirrored(row -> Lsn.scaled(database.end())).of(database);
    }

    /** sys.dm_db_mirroring_auto_page_repair; no page of the lab is ever damaged. */
    static Relation pageRepair() {
        return new View<Integer>()
                .required("database_id", SqlType.INT, row -> row)
                .required("file_id", SqlType.INT, row -> row)
                .required("page_id", SqlType.BIGINT, row -> row)
                .required("error_type", SqlType.INT, row -> row)
                .required("page_status", SqlType.INT, row -> row)
                .required("modification_time", SqlType.DATETIME, row -> row)
                .over(List.of());
    }
}
