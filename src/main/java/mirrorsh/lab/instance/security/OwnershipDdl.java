package mirrorsh.lab.instance.security;

import mirrorsh.lab.instance.security.Permissions.On;
import mirrorsh.lab.sql.ast.PermissionStatement.AlterAuthorization;
import mirrorsh.lab.type.SqlFailure;

/** ALTER AUTHORIZATION (tsql.md §6.3): a new owner, and the permissions held on the entity are gone. */
record OwnershipDdl(Realm realm, Caller caller, DatabaseSecurity database) {
    void execute(AlterAuthorization alter) {
        String name = alter.securable().name().name();
        switch (alter.securable().type()) {
            case "CERTIFICATE" -> certificate(name, alter.owner());
            case "ENDPOINT" -> endpoint(name, alter.owner());
            case "DATABASE" -> database(name, alter.owner());
            default ->
                throw Refusal.notImitated(
                        "ALTER AUTHORIZATION ON " + alter.securable().type());
        }
    }

    private void certificate(String name, String owner) {
        Authority authority = Authority.of(realm, caller, database);
        Certificate certificate = database.certificate(name)
                .filter(found -> authority.onCertificate(found, "TO"))
                .orElseThrow(() -> Refusal.absent("find", "certificate", name));
        DatabasePrincipal user = database.principal(owner)
                .filter(found -> found.id() == authority.user().id() || authority.onUser(found, "IM"))
                .orElseThrow(() -> Refusal.absent("find", "user", owner));
        Refusal.unless(CertificateDdl.mayOwn(user), SqlFailure.of(15353, "certificate"));
        database.put(certificate.withOwner(user.id()));
        database.permissions().removeSecurable(new On(SecurableClass.CERTIFICATE, certificate.id()));
    }

    private void endpoint(String name, String owner) {
        Authority authority = Authority.of(realm, caller, database);
        Endpoint endpoint = realm.server()
                .endpoints()
                .find(name)
                .filter(found -> authority.onEndpoint(found, "TO"))
                .orElseThrow(() -> Refusal.absent("find", "endpoint", name));
        ServerPrincipal login = login(authority, owner);
        Refusal.unless(
                endpoint.mirroring() != null, Refusal.notImitated("changes of the installation's own endpoints"));
        realm.server().endpoints().keep(endpoint.withOwner(login.id()));
        realm.server().permissions().removeSecurable(new On(SecurableClass.ENDPOINT, endpoint.id()));
    }

    /** Only checks: who owns a database is known to storage, which then calls {@link DatabaseSecurity#ownedBy}. */
    private void database(String name, String owner) {
        Authority authority = Authority.of(realm, caller, database);
        boolean current = name.equalsIgnoreCase(caller.database());
        boolean allowed = authority.isSysadmin() || (current && authority.inDatabase("TO"));
        Refusal.unless(allowed, Refusal.absent("find", "database", name));
        login(authority, owner);
    }

    private ServerPrincipal login(Authority authority, String name) {
        return realm.server()
                .principals()
                .login(name)
                .filter(found -> found.id() == authority.loginId() || authority.onLogin(found, "IM"))
                .orElseThrow(() -> Refusal.absent("find", "principal", name));
    }
}
