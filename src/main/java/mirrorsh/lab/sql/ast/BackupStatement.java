package mirrorsh.lab.sql.ast;

import java.util.List;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** A statement that writes or reads a backup (tsql.md §8 and §9). */
public sealed interface BackupStatement extends AdminStatement {
    @Override
    default void accept(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    default StatementKind kind() {
        return StatementKind.OTHER;
    }

    /** DISK, URL or TAPE and where, or LOGICAL and the name of a backup device; like every expression here a literal or a variable, bound before it is executed. */
    record Device(String type, Expression path) {}

    /** An option without its own place here: upper-cased name, value null where it has none. */
    record BackupOption(String name, @Nullable Expression value) {}

    record Backup(Expression database, boolean log, List<Device> devices, List<BackupOption> options)
            implements BackupStatement {}

    /** {@code MOVE 'logical' TO 'path'}. */
    record Move(Expression logicalName, Expression path) {}

    /** Devices empty for {@code RESTORE DATABASE d WITH RECOVERY}; moves apart from the other options. */
    record Restore(Expression database, boolean log, List<Device> devices, List<Move> moves, List<BackupOption> options)
            implements BackupStatement {}

    enum RestoreInformation {
        FILELISTONLY,
        HEADERONLY,
        LABELONLY,
        VERIFYONLY
    }

    record RestoreInfo(RestoreInformation information, List<Device> devices, List<BackupOption> options)
            implements BackupStatement {}
}
