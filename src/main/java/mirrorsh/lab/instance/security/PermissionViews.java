package mirrorsh.lab.instance.security;

import static mirrorsh.lab.instance.security.CatalogView.character;
import static mirrorsh.lab.instance.security.CatalogView.padded;
import static mirrorsh.lab.instance.security.CatalogView.row;
import static mirrorsh.lab.type.Column.notNull;
import static mirrorsh.lab.type.Column.of;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** sys.server_permissions and sys.database_permissions (catalog.md §5.4). */
record PermissionViews(Realm realm, DatabaseSecurity database, Authority authority) {
    static final List<Column> COLUMNS = List.of(
            notNull("class", SqlType.TINYINT),
            of("class_desc", SqlType.nvarchar(60)),
            notNull("major_id", SqlType.INT),
            notNull("minor_id", SqlType.INT),
            notNull("grantee_principal_id", SqlType.INT),
            notNull("grantor_principal_id", SqlType.INT),
            notNull("type", character(4)),
            of("permission_name", SqlType.nvarchar(128)),
            notNull("state", character(1)),
            of("state_desc", SqlType.nvarchar(60)));

    List<@Nullable Object[]> ofServer() {
        return rows(realm.server().permissions(), authority::seesServerRowsOf);
    }

    List<@Nullable Object[]> ofDatabase() {
        return rows(database.permissions(), authority::seesDatabaseRowsOf);
    }

    private static List<@Nullable Object[]> rows(Permissions permissions, IntPredicate visible) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Permissions.Entry entry : permissions.all()) {
            if (visible.test(entry.grantee())) {
                SecurableClass securable = entry.on().securable();
                rows.add(row(
                        securable.code(),
                        securable.name(),
                        entry.on().major(),
                        0,
                        entry.grantee(),
                        entry.grantor(),
                        padded(entry.type(), 4),
                        securable.permissionName(entry.type()),
                        entry.state().code(),
                        entry.state().description()));
            }
        }
        return rows;
    }
}
