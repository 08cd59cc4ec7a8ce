package mirrorsh.lab.instance.security;

import java.util.List;
import java.util.Optional;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.type.Column;
import org.jspecify.annotations.Nullable;

/** Finds the view of a name, with the columns that the imitated version has. */
record CatalogViews(Realm realm, DatabaseSecurity database, Authority authority) {
    /** A view's shape; the rows are read later, by {@link #rows}. */
    static Optional<List<Column>> columns(String view, Version version) {
        return Optional.ofNullable(
                switch (view) {
                    case "certificates" -> KeyViews.certificateColumns(version);
                    case "symmetric_keys" -> KeyViews.SYMMETRIC_KEYS;
                    case "key_encryptions" -> KeyViews.KEY_ENCRYPTIONS;
                    case "master_key_passwords" -> KeyViews.MASTER_KEY_PASSWORDS;
                    case "credentials" -> KeyViews.CREDENTIALS;
                    case "server_principals" -> PrincipalViews.SERVER_PRINCIPALS;
                    case "sql_logins" -> PrincipalViews.SQL_LOGINS;
                    case "server_role_members", "database_role_members" -> PrincipalViews.ROLE_MEMBERS;
                    case "database_principals" -> PrincipalViews.databasePrincipalColumns(version);
                    case "server_permissions", "database_permissions" -> PermissionViews.COLUMNS;
                    case "endpoints" -> EndpointViews.ENDPOINTS;
                    case "tcp_endpoints" -> EndpointViews.TCP_ENDPOINTS;
                    case "database_mirroring_endpoints" -> EndpointViews.MIRRORING_ENDPOINTS;
                    default -> null;
                });
    }

    List<@Nullable Object[]> rows(String view) {
        KeyViews keys = new KeyViews(realm, database, authority);
        PrincipalViews principals = new PrincipalViews(realm, database, authority);
        PermissionViews permissions = new PermissionViews(realm, database, authority);
        EndpointViews endpoints = new EndpointViews(realm, authority);
        return switch (view) {
            case "certificates" -> keys.certificates();
            case "symmetric_keys" -> keys.symmetricKeys();
            case "key_encryptions" -> keys.keyEncryptions();
            case "master_key_passwords" -> keys.masterKeyPasswords();
            case "credentials" -> keys.credentials();
            case "server_principals" -> principals.serverPrincipals();
            case "sql_logins" -> principals.sqlLogins();
            case "server_role_members" -> principals.serverRoleMembers();
            case "database_role_members" -> principals.databaseRoleMembers();
            case "database_principals" -> principals.databasePrincipals();
            case "server_permissions" -> permissions.ofServer();
            case "database_permissions" -> permissions.ofDatabase();
            case "endpoints" -> endpoints.endpoints();
            case "tcp_endpoints" -> endpoints.tcpEndpoints();
            case "database_mirroring_endpoints" -> endpoints.mirroringEndpoints();
            default -> List.of();
        };
    }
}
