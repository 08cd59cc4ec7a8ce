package mirrorsh.lab.instance.security;

import java.util.Optional;
import mirrorsh.lab.instance.security.SecurityFunction.Arguments;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Functions that resolve principals (catalog.md §10). */
record PrincipalFunctions(Realm realm, Caller caller, DatabaseSecurity database) {
    Optional<SecurityFunction> find(String name) {
        SqlType sid = SqlType.varbinary(85);
        return Optional.ofNullable(
                switch (name) {
                    case "SYSTEM_USER" ->
                        new SecurityFunction(name, SqlType.SYSNAME, 0, 0, arguments -> caller.login());
                    case "SUSER_SNAME" -> new SecurityFunction(name, SqlType.SYSNAME, 0, 1, this::nameOfSid);
                    case "SUSER_NAME" -> new SecurityFunction(name, SqlType.SYSNAME, 0, 1, this::nameOfLogin);
                    case "SUSER_ID" -> new SecurityFunction(name, SqlType.INT, 0, 1, this::loginId);
                    case "SUSER_SID" -> new SecurityFunction(name, sid, 0, 2, this::loginSid);
                    case "CURRENT_USER", "SESSION_USER", "USER" ->
                        new SecurityFunction(name, SqlType.SYSNAME, 0, 0, arguments -> user().name());
                    case "USER_NAME" -> new SecurityFunction(name, SqlType.SYSNAME, 0, 1, this::nameOfUser);
                    case "USER_ID", "DATABASE_PRINCIPAL_ID" ->
                        new SecurityFunction(name, SqlType.INT, 0, 1, this::userId);
                    case "IS_SRVROLEMEMBER" -> new SecurityFunction(name, SqlType.INT, 1, 2, this::isInServerRole);
                    case "IS_MEMBER" -> new SecurityFunction(name, SqlType.INT, 1, 1, this::isInRole);
                    case "IS_ROLEMEMBER" -> new SecurityFunction(name, SqlType.INT, 1, 2, this::isInRole);
                    default -> null;
                });
    }

    private Authority authority() {
        return Authority.of(realm, caller, database);
    }

    private DatabasePrincipal user() {
        return authority().user();
    }

    private @Nullable Object nameOfSid(Arguments arguments) {
        if (arguments.count() == 0) {
            return caller.login();
        }
        byte[] sid = arguments.bytes(0);
        return sid == null
                ? null
                : realm.server()
                        .principals()
                        .bySid(sid)
                        .map(ServerPrincipal::name)
                        .orElse(null);
    }

    private @Nullable Object nameOfLogin(Arguments arguments) {
        if (arguments.count() == 0) {
            return caller.login();
        }
        Integer id = arguments.number(0);
        return id == null
                ? null
                : realm.server()
                        .principals()
                        .byId(id)
                        .filter(principal -> authority().sees(principal))
                        .map(ServerPrincipal::name)
                        .orElse(null);
    }

    private @Nullable Object loginId(Arguments arguments) {
        return named(arguments).map(ServerPrincipal::id).orElse(null);
    }

    private @Nullable Object loginSid(Arguments arguments) {
        return named(arguments).map(ServerPrincipal::sid).orElse(null);
    }

    private Optional<ServerPrincipal> named(Arguments arguments) {
        String name = arguments.count() == 0 ? caller.login() : arguments.text(0);
        return name == null ? Optional.empty() : realm.server().principals().find(name);
    }

    private @Nullable Object nameOfUser(Arguments arguments) {
        if (arguments.count() == 0) {
            return user().name();
        }
        Integer id = arguments.number(0);
        return id == null
                ? null
                : database.principal(id)
                        .filter(principal -> authority().sees(principal))
                        .map(DatabasePrincipal::name)
                        .orElse(null);
    }

    private @Nullable Object userId(Arguments arguments) {
        if (arguments.count() == 0) {
            return user().id();
        }
        String name = arguments.text(0);
        return name == null
                ? null
                : database.principal(name)
                        .filter(principal -> authority().sees(principal))
                        .map(DatabasePrincipal::id)
                        .orElse(null);
    }

    /** 1, 0, or NULL where role or login are unknown. */
    private @Nullable Object isInServerRole(Arguments arguments) {
        String role = arguments.text(0);
        String login = arguments.text(1);
        boolean known = role != null
                && realm.server()
                        .principals()
                        .find(role)
                        .filter(ServerPrincipal::isRole)
                        .isPresent();
        if (role == null || !known || (arguments.count() == 2 && login == null)) {
            return null;
        }
        Optional<Authority> asked = login == null || login.equalsIgnoreCase(caller.login())
                ? Optional.of(authority())
                : realm.server().principals().login(login).map(found -> Authority.of(realm, found, database));
        return asked.map(found -> found.isInServerRole(role) ? 1 : 0).orElse(null);
    }

    private @Nullable Object isInRole(Arguments arguments) {
        String role = arguments.text(0);
        String principal = arguments.text(1);
        if (role == null || (arguments.count() == 2 && principal == null)) {
            return null;
        }
        Optional<DatabasePrincipal> found = database.principal(role).filter(DatabasePrincipal::isRole);
        Optional<DatabasePrincipal> member = principal == null ? Optional.of(user()) : database.principal(principal);
        if (found.isEmpty() || member.isEmpty()) {
            return null;
        }
        return database.identities(member.get().id()).contains(found.get().id()) ? 1 : 0;
    }
}
