package mirrorsh.lab.sql.batch;

import java.util.List;
import java.util.function.Consumer;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.BackupStatement;
import mirrorsh.lab.sql.ast.BackupStatement.BackupOption;
import mirrorsh.lab.sql.ast.BackupStatement.Device;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Replaces the variables of BACKUP and RESTORE by their values; no other administration takes variables (tsql.md §1). */
final class AdministrationBinding {
    private final Session session;

    AdministrationBinding(Session session) {
        this.session = session;
    }

    void bind(AdminStatement action, Consumer<AdminStatement> use) {
        use.accept(session.compiled(() -> bound(action)));
    }

    private AdminStatement bound(AdminStatement action) {
        if (action instanceof BackupStatement.Backup x) {
            return new BackupStatement.Backup(bound(x.database()), x.log(), devices(x.devices()), options(x.options()));
        }
        if (action instanceof BackupStatement.Restore x) {
            List<BackupStatement.Move> moves = x.moves().stream()
                    .map(move -> new BackupStatement.Move(bound(move.logicalName()), bound(move.path())))
                    .toList();
            return new BackupStatement.Restore(
                    bound(x.database()), x.log(), devices(x.devices()), moves, options(x.options()));
        }
        if (action instanceof BackupStatement.RestoreInfo x) {
            return new BackupStatement.RestoreInfo(x.information(), devices(x.devices()), options(x.options()));
        }
        return action;
    }

    private List<Device> devices(List<Device> devices) {
        return devices.stream()
                .map(device -> new Device(device.type(), bound(device.path())))
                .toList();
    }

    private List<BackupOption> options(List<BackupOption> options) {
        return options.stream()
                .map(option -> new BackupOption(option.name(), boundOrNull(option.value())))
                .toList();
    }

    private @Nullable Expression boundOrNull(@Nullable Expression expression) {
        return expression == null ? null : bound(expression);
    }

    private Expression bound(Expression expression) {
        if (expression instanceof Expression.Literal || expression instanceof Expression.Keyword) {
            return expression;
        }
        Scalar value = session.compiler().expressions().compile(expression);
        Object bound = value.value(Row.EMPTY);
        if (bound == null) {
            throw SqlFailure.of(49999, "BACKUP or RESTORE with a variable that is NULL");
        }
        return new Expression.Literal(bound, value.type());
    }
}
