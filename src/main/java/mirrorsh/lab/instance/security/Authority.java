package mirrorsh.lab.instance.security;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mirrorsh.lab.instance.security.Permissions.On;
import org.jspecify.annotations.Nullable;

/**
 * What a login may do on the server and in one database: grants, denials, roles, ownership and what implies what (tsql.md §6).
 *
 * <p>A DENY beats every GRANT, but neither sysadmin nor ownership.
 */
final class Authority {
    private static final Map<String, Set<String>> SERVER_ROLES = Map.of(
            "securityadmin", Set.of("ALLG"),
            "processadmin", Set.of("ALCO", "VWSS"),
            "serveradmin", Set.of("ALHE", "VWSS", "SHDN"),
            "dbcreator", Set.of("CRDB", "ALDB"));
    private static final Map<String, Set<String>> DATABASE_ROLES = Map.of(
            "db_owner", Set.of("CL"),
            "db_accessadmin", Set.of("ALUS"),
            "db_securityadmin", Set.of("ALRL", "VW"),
            "db_ddladmin", Set.of("CRCF", "CRTB"),
            "db_backupoperator", Set.of("BADB", "BALO"),
            "db_datareader", Set.of("SL"),
            "db_datawriter", Set.of("IN", "UP", "DL"));
    private static final On SERVER = new On(SecurableClass.SERVER, 0);
    private static final On DATABASE = new On(SecurableClass.DATABASE, 0);

    private final Realm realm;
    private final DatabaseSecurity database;
    private final @Nullable ServerPrincipal login;
    private final boolean sysadmin;

    private Authority(Realm realm, DatabaseSecurity database, @Nullable ServerPrincipal login, boolean sysadmin) {
        this.realm = realm;
        this.database = database;
        this.login = login;
        this.sysadmin = sysadmin;
    }

    static Authority of(Realm realm, Caller caller, DatabaseSecurity database) {
        ServerPrincipal login =
                realm.server().principals().login(caller.login()).orElse(null);
        boolean member = login != null && realm.server().principals().isSysadmin(login.id());
        return new Authority(realm, database, login, caller.sysadmin() || member);
    }

    static Authority of(Realm realm, ServerPrincipal login, DatabaseSecurity database) {
        return new Authority(realm, database, login, realm.server().principals().isSysadmin(login.id()));
    }

    boolean isSysadmin() {
        return sysadmin;
    }

    /** principal_id of the login; a sysadmin whose login is gone acts as sa. */
    int loginId() {
        return login == null ? ServerPrincipal.SA : login.id();
    }

    // ---------------------------------------------------------------- server

    boolean onServer(String type) {
        if (sysadmin) {
            return true;
        }
        if (login == null) {
            return false;
        }
        Permissions permissions = realm.server().permissions();
        Set<Integer> ids = identities();
        if (permissions.isDenied(SERVER, ids, type) || permissions.isDenied(SERVER, ids, "CL")) {
            return false;
        }
        boolean byEndpoints = type.equals("CRHE") && onServer("ALHE");
        return byEndpoints
                || permissions.isGranted(SERVER, ids, type)
                || permissions.isGranted(SERVER, ids, "CL")
                || SERVER_ROLES.entrySet().stream()
                        .anyMatch(role -> role.getValue().contains(type) && isInServerRole(role.getKey()));
    }

    boolean onEndpoint(Endpoint endpoint, String type) {
        String implied = switch (type) {
            case "AL" -> "ALHE";
            case "VW" -> "VWAD";
            default -> "CL";
        };
        return owns(endpoint.owner()) || onServerObject(new On(SecurableClass.ENDPOINT, endpoint.id()), type, implied);
    }

    /** Logins of certificates and keys cannot be. */
    boolean mayImpersonate(ServerPrincipal principal) {
        boolean person = principal.kind() == ServerPrincipal.Kind.SQL_LOGIN
                || principal.kind() == ServerPrincipal.Kind.WINDOWS_LOGIN;
        return person && (principal.id() == loginId() || onLogin(principal, "IM"));
    }

    boolean onLogin(ServerPrincipal principal, String type) {
        String implied = switch (type) {
            case "AL" -> "ALLG";
            case "VW" -> "VWAD";
            default -> "CL";
        };
        return onServerObject(new On(SecurableClass.SERVER_PRINCIPAL, principal.id()), type, implied);
    }

    private boolean onServerObject(On on, String type, String impliedBy) {
        if (sysadmin) {
            return true;
        }
        Permissions permissions = realm.server().permissions();
        Set<Integer> ids = identities();
        if (permissions.isDenied(on, ids, type) || permissions.isDenied(on, ids, "CL")) {
            return false;
        }
        return permissions.isGranted(on, ids, type)
                || permissions.isGranted(on, ids, "CL")
                || onServer(impliedBy)
                || onServer("CL");
    }

    boolean isInServerRole(String role) {
        if (role.equalsIgnoreCase("public") || (sysadmin && role.equalsIgnoreCase("sysadmin"))) {
            return true;
        }
        return login != null
                && realm.server()
                        .principals()
                        .find(role)
                        .filter(found -> identities().contains(found.id()))
                        .isPresent();
    }

    private boolean owns(int owner) {
        return sysadmin || (login != null && login.id() == owner);
    }

    private Set<Integer> identities() {
        return login == null
                ? Set.of(ServerPrincipal.PUBLIC)
                : realm.server().principals().identities(login.id());
    }

    // ---------------------------------------------------------------- database

    /** The user that the login is in the database: dbo for a sysadmin, its own, or guest. */
    DatabasePrincipal user() {
        return ownUser()
                .orElseGet(() -> database.principal(DatabasePrincipal.GUEST).orElseThrow());
    }

    private Optional<DatabasePrincipal> ownUser() {
        if (sysadmin) {
            return database.principal(DatabasePrincipal.DBO);
        }
        return login == null ? Optional.empty() : database.user(login.sid());
    }

    /** Whether the login may enter the database. */
    boolean mayEnter() {
        return inDatabase("CO");
    }

    /** Whether RESTRICTED_USER lets the login in; being granted CONTROL alone does not. */
    boolean mayEnterRestricted() {
        boolean owner = isDbo()
                || database.principal("db_owner")
                        .filter(role -> database.identities(user().id()).contains(role.id()))
                        .isPresent();
        return owner || isInServerRole("dbcreator");
    }

    boolean inDatabase(String type) {
        if (isDbo() || onServer("CL")) {
            return true;
        }
        Permissions permissions = database.permissions();
        Set<Integer> ids = database.identities(user().id());
        if (permissions.isDenied(DATABASE, ids, type) || permissions.isDenied(DATABASE, ids, "CL")) {
            return false;
        }
        boolean implied = switch (type) {
            case "VW" -> onServer("VWAD");
            case "AL" -> onServer("ALDB");
            case "CRCF" -> inDatabase("ALCF") || inDatabase("AL");
            default -> false;
        };
        return implied
                || permissions.isGranted(DATABASE, ids, type)
                || permissions.isGranted(DATABASE, ids, "CL")
                || byFixedRole(type, ids);
    }

    private boolean byFixedRole(String type, Set<Integer> ids) {
        return DATABASE_ROLES.entrySet().stream()
                .filter(role ->
                        role.getValue().contains(type) || role.getValue().contains("CL"))
                .anyMatch(role -> database.principal(role.getKey())
                        .filter(found -> ids.contains(found.id()))
                        .isPresent());
    }

    boolean onCertificate(Certificate certificate, String type) {
        return user().id() == certificate.owner()
                || onDatabaseObject(
                        new On(SecurableClass.CERTIFICATE, certificate.id()), type, type.equals("AL") ? "ALCF" : type);
    }

    boolean onUser(DatabasePrincipal principal, String type) {
        return onDatabaseObject(
                new On(SecurableClass.DATABASE_PRINCIPAL, principal.id()), type, type.equals("AL") ? "ALUS" : type);
    }

    private boolean onDatabaseObject(On on, String type, String impliedBy) {
        if (isDbo()) {
            return true;
        }
        Permissions permissions = database.permissions();
        Set<Integer> ids = database.identities(user().id());
        if (permissions.isDenied(on, ids, type) || permissions.isDenied(on, ids, "CL")) {
            return false;
        }
        return permissions.isGranted(on, ids, type)
                || permissions.isGranted(on, ids, "CL")
                || inDatabase(impliedBy)
                || inDatabase("CL");
    }

    boolean isDbo() {
        return user().id() == DatabasePrincipal.DBO;
    }

    // ---------------------------------------------------------------- what the catalog shows, catalog.md §0

    boolean sees(Endpoint endpoint) {
        On on = new On(SecurableClass.ENDPOINT, endpoint.id());
        return owns(endpoint.owner())
                || realm.server().permissions().isAnythingGranted(on, identities())
                || onServer("VWAD")
                || onServer("ALHE");
    }

    boolean sees(ServerPrincipal principal) {
        On on = new On(SecurableClass.SERVER_PRINCIPAL, principal.id());
        return principal.isRole()
                || principal.id() == ServerPrincipal.SA
                || owns(principal.id())
                || realm.server().permissions().isAnythingGranted(on, identities())
                || onServer("VWAD")
                || onServer("ALLG");
    }

    /** Rows of the server's permissions and memberships are shown to whom they reach, and to who may see all definitions. */
    boolean seesServerRowsOf(int principal) {
        return identities().contains(principal) || onServer("VWAD");
    }

    boolean sees(Certificate certificate) {
        On on = new On(SecurableClass.CERTIFICATE, certificate.id());
        Set<Integer> ids = database.identities(user().id());
        boolean some = database.permissions().isAnythingGranted(on, ids);
        boolean denied = database.permissions().isDenied(on, ids, "VW") && !isDbo();
        return !denied && (some || onCertificate(certificate, "VW") || inDatabase("ALCF"));
    }

    boolean sees(DatabasePrincipal principal) {
        On on = new On(SecurableClass.DATABASE_PRINCIPAL, principal.id());
        List<Integer> own = List.copyOf(database.identities(user().id()));
        return principal.isBuiltIn()
                || principal.isRole()
                || own.contains(principal.id())
                || database.permissions().isAnythingGranted(on, Set.copyOf(own))
                || inDatabase("ALUS")
                || inDatabase("VW");
    }

    boolean seesDatabaseRowsOf(int principal) {
        return database.identities(user().id()).contains(principal) || inDatabase("VW");
    }

    /** Keys of the database. */
    boolean seesKeys() {
        return inDatabase("VW") || inDatabase("CL");
    }
}
