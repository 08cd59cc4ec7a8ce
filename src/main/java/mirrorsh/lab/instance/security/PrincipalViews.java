package mirrorsh.lab.instance.security;

import static mirrorsh.lab.instance.security.CatalogView.character;
import static mirrorsh.lab.instance.security.CatalogView.joined;
import static mirrorsh.lab.instance.security.CatalogView.row;
import static mirrorsh.lab.type.Column.notNull;
import static mirrorsh.lab.type.Column.of;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The views of logins, users and roles (catalog.md §5.1 to §5.3, §5.5). */
record PrincipalViews(Realm realm, DatabaseSecurity database, Authority authority) {
    private static final SqlType SID = SqlType.varbinary(85);
    private static final String LANGUAGE = "us_english";

    // is_disabled is documented as int; bit in practice is unconfirmed (catalog.md §15 #2)
    static final List<Column> SERVER_PRINCIPALS = List.of(
            notNull("name", SqlType.SYSNAME),
            notNull("principal_id", SqlType.INT),
            of("sid", SID),
            notNull("type", character(1)),
            of("type_desc", SqlType.nvarchar(60)),
            of("is_disabled", SqlType.INT),
            notNull("create_date", SqlType.DATETIME),
            notNull("modify_date", SqlType.DATETIME),
            of("default_database_name", SqlType.SYSNAME),
            of("default_language_name", SqlType.SYSNAME),
            of("credential_id", SqlType.INT),
            of("owning_principal_id", SqlType.INT),
            notNull("is_fixed_role", SqlType.BIT));
    static final List<Column> SQL_LOGINS = joined(
            SERVER_PRINCIPALS,
            List.of(
                    of("is_policy_checked", SqlType.BIT),
                    of("is_expiration_checked", SqlType.BIT),
                    of("password_hash", SqlType.varbinary(256))));
    static final List<Column> ROLE_MEMBERS =
            List.of(notNull("role_principal_id", SqlType.INT), notNull("member_principal_id", SqlType.INT));
    private static final List<Column> DATABASE_PRINCIPALS = List.of(
            notNull("name", SqlType.SYSNAME),
            notNull("principal_id", SqlType.INT),
            notNull("type", character(1)),
            of("type_desc", SqlType.nvarchar(60)),
            of("default_schema_name", SqlType.SYSNAME),
            notNull("create_date", SqlType.DATETIME),
            notNull("modify_date", SqlType.DATETIME),
            of("owning_principal_id", SqlType.INT),
            of("sid", SID),
            notNull("is_fixed_role", SqlType.BIT),
            of("authentication_type", SqlType.INT),
            of("authentication_type_desc", SqlType.nvarchar(60)),
            of("default_language_name", SqlType.SYSNAME),
            of("default_language_lcid", SqlType.INT));

    static List<Column> databasePrincipalColumns(Version version) {
        return version.atLeast(Version.SQL_2016)
                ? joined(DATABASE_PRINCIPALS, List.of(notNull("allow_encrypted_value_modifications", SqlType.BIT)))
                : DATABASE_PRINCIPALS;
    }

    List<@Nullable Object[]> serverPrincipals() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ServerPrincipal principal : realm.server().principals().all()) {
            if (authority.sees(principal)) {
                rows.add(serverPrincipal(principal));
            }
        }
        return rows;
    }

    private static @Nullable Object[] serverPrincipal(ServerPrincipal principal) {
        return row(
                principal.name(),
                principal.id(),
                principal.sid(),
                principal.kind().code(),
                principal.kind().name(),
                principal.disabled() ? 1 : 0,
                principal.created(),
                principal.modified(),
                principal.defaultDatabase(),
                principal.isRole() ? null : LANGUAGE,
                null,
                principal.isRole() ? ServerPrincipal.SA : null,
                principal.isRole() && principal.id() != ServerPrincipal.PUBLIC);
    }

    List<@Nullable Object[]> sqlLogins() {
        boolean hashes = authority.onServer("CL");
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ServerPrincipal principal : realm.server().principals().all()) {
            ServerPrincipal.Password password = principal.password();
            if (password != null && authority.sees(principal)) {
                rows.add(joined(
                        serverPrincipal(principal),
                        password.policy(),
                        password.expiration(),
                        hashes ? password.hash() : null));
            }
        }
        return rows;
    }

    List<@Nullable Object[]> serverRoleMembers() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Membership membership : realm.server().principals().memberships()) {
            if (authority.seesServerRowsOf(membership.member())) {
                rows.add(row(membership.role(), membership.member()));
            }
        }
        return rows;
    }

    List<@Nullable Object[]> databasePrincipals() {
        boolean encrypted = realm.version().atLeast(Version.SQL_2016);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (DatabasePrincipal principal : database.principals()) {
            if (authority.sees(principal)) {
                @Nullable Object[] row = databasePrincipal(principal);
                rows.add(encrypted ? joined(row, false) : row);
            }
        }
        return rows;
    }

    private static @Nullable Object[] databasePrincipal(DatabasePrincipal principal) {
        return row(
                principal.name(),
                principal.id(),
                principal.kind().code(),
                principal.kind().name(),
                principal.defaultSchema(),
                principal.created(),
                principal.modified(),
                principal.isRole() ? DatabasePrincipal.DBO : null,
                principal.sid(),
                principal.isRole() && principal.id() != DatabasePrincipal.PUBLIC,
                principal.mapped() ? 1 : 0,
                principal.mapped() ? "INSTANCE" : "NONE",
                null,
                null);
    }

    List<@Nullable Object[]> databaseRoleMembers() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Membership membership : database.memberships()) {
            if (authority.seesDatabaseRowsOf(membership.member())) {
                rows.add(row(membership.role(), membership.member()));
            }
        }
        return rows;
    }
}
