package mirrorsh.lab.instance.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.security.Permissions.On;
import mirrorsh.lab.instance.security.Permissions.State;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant.Verb;
import mirrorsh.lab.sql.ast.PermissionStatement.Securable;
import mirrorsh.lab.type.SqlFailure;

/** GRANT, DENY and REVOKE (tsql.md §6.1). */
final class PermissionDdl {
    private final Realm realm;
    private final Caller caller;
    private final DatabaseSecurity database;
    private final Authority authority;

    PermissionDdl(Realm realm, Caller caller, DatabaseSecurity database) {
        this.realm = realm;
        this.caller = caller;
        this.database = database;
        this.authority = Authority.of(realm, caller, database);
    }

    /** @param owner principal_id of the securable's owner, who stands as grantor */
    private record Target(On on, int owner) {}

    void execute(Grant grant) {
        Securable securable = grant.securable();
        SecurableClass kind = securable == null ? scope(grant.permissions()) : kind(securable);
        Refusal.unless(!kind.atServer() || isInMaster(), SqlFailure.of(4621));
        List<String> types = new ArrayList<>();
        for (String permission : grant.permissions()) {
            types.add(kind.type(permission)
                    .orElseThrow(() -> Refusal.notImitated("permission " + permission + " on " + kind)));
        }
        Target target = securable == null ? whole(kind) : target(kind, securable);
        List<Integer> grantees = new ArrayList<>();
        for (String name : grant.grantees()) {
            grantees.add(grantee(kind, name, target));
        }
        for (int grantee : grantees) {
            types.forEach(type -> apply(grant, target, grantee, type));
        }
    }

    private boolean isInMaster() {
        return database == realm.master();
    }

    /** A permission without ON is the server's or the database's, whichever knows all the names. */
    private static SecurableClass scope(List<String> permissions) {
        boolean server = permissions.stream()
                .allMatch(name -> SecurableClass.SERVER.type(name).isPresent());
        return server ? SecurableClass.SERVER : SecurableClass.DATABASE;
    }

    private static SecurableClass kind(Securable securable) {
        return SecurableClass.of(securable.type())
                .filter(kind -> kind != SecurableClass.SERVER)
                .orElseThrow(() -> Refusal.notImitated("permissions on " + securable.type()));
    }

    private void apply(Grant grant, Target target, int grantee, String type) {
        Permissions permissions =
                target.on().securable().atServer() ? realm.server().permissions() : database.permissions();
        if (grant.verb() == Verb.REVOKE) {
            if (grant.grantOption()) {
                permissions.removeGrantOption(target.on(), grantee, type);
            } else {
                permissions.remove(target.on(), grantee, type);
            }
            return;
        }
        State granted = grant.grantOption() ? State.GRANT_WITH_GRANT_OPTION : State.GRANT;
        State state = grant.verb() == Verb.DENY ? State.DENY : granted;
        permissions.put(new Permissions.Entry(target.on(), grantee, target.owner(), type, state));
    }

    private Target whole(SecurableClass kind) {
        boolean allowed = kind.atServer() ? authority.onServer("CL") : authority.inDatabase("CL");
        Refusal.unless(allowed, Refusal.notPermitted());
        return new Target(new On(kind, 0), kind.atServer() ? ServerPrincipal.SA : DatabasePrincipal.DBO);
    }

    private Target target(SecurableClass kind, Securable securable) {
        String name = securable.name().name();
        return switch (kind) {
            case ENDPOINT ->
                realm.server()
                        .endpoints()
                        .find(name)
                        .filter(found -> authority.onEndpoint(found, "CL") || authority.onServer("ALHE"))
                        .map(found -> new Target(new On(kind, found.id()), found.owner()))
                        .orElseThrow(() -> Refusal.absent("find", "endpoint", name));
            case SERVER_PRINCIPAL ->
                realm.server()
                        .principals()
                        .find(name)
                        .filter(found -> authority.onLogin(found, "CL") || authority.onServer("ALLG"))
                        .map(found -> new Target(new On(kind, found.id()), ServerPrincipal.SA))
                        .orElseThrow(() -> Refusal.absent("find", "login", name));
            case CERTIFICATE ->
                database.certificate(name)
                        .filter(found -> authority.onCertificate(found, "CL"))
                        .map(found -> new Target(new On(kind, found.id()), found.owner()))
                        .orElseThrow(() -> Refusal.absent("find", "certificate", name));
            case DATABASE_PRINCIPAL ->
                database.principal(name)
                        .filter(found -> authority.onUser(found, "CL"))
                        .map(found -> new Target(new On(kind, found.id()), DatabasePrincipal.DBO))
                        .orElseThrow(() -> Refusal.absent("find", "user", name));
            default -> {
                Refusal.unless(name.equalsIgnoreCase(caller.database()), Refusal.absent("find", "database", name));
                yield whole(kind);
            }
        };
    }

    /** The grantee's id; not sa, dbo, the owner or the caller itself (4604, unconfirmed). */
    private int grantee(SecurableClass kind, String name, Target target) {
        SqlFailure special = SqlFailure.of(4604);
        if (kind.atServer()) {
            ServerPrincipal found =
                    realm.server().principals().find(name).orElseThrow(() -> Refusal.absent("find", "login", name));
            boolean fixed = found.isRole() && found.id() != ServerPrincipal.PUBLIC;
            boolean wrong = fixed
                    || found.id() == ServerPrincipal.SA
                    || (kind == SecurableClass.ENDPOINT && found.id() == target.owner())
                    || found.name().equalsIgnoreCase(caller.login());
            Refusal.unless(!wrong, special);
            return found.id();
        }
        DatabasePrincipal found = database.principal(name).orElseThrow(() -> Refusal.absent("find", "user", name));
        Optional<DatabasePrincipal> self = Optional.of(authority.user()).filter(user -> user.id() == found.id());
        boolean builtIn =
                found.isBuiltIn() && found.id() != DatabasePrincipal.PUBLIC && found.id() != DatabasePrincipal.GUEST;
        Refusal.unless(!builtIn && self.isEmpty(), special);
        return found.id();
    }
}
