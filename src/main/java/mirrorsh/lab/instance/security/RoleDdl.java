package mirrorsh.lab.instance.security;

import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;

/** ALTER SERVER ROLE and ALTER ROLE ... ADD or DROP MEMBER. */
record RoleDdl(Realm realm, Caller caller, DatabaseSecurity database) {
    void execute(AlterRole alter) {
        if (alter.server()) {
            atServer(alter);
        } else {
            inDatabase(alter);
        }
    }

    private void atServer(AlterRole alter) {
        Authority authority = Authority.of(realm, caller, database);
        ServerPrincipals principals = realm.server().principals();
        // a member of a fixed role may add others to it
        ServerPrincipal role = principals
                .find(alter.name())
                .filter(found -> found.isRole() && found.id() != ServerPrincipal.PUBLIC)
                .filter(found -> authority.isSysadmin() || authority.isInServerRole(found.name()))
                .orElseThrow(() -> Refusal.absent("alter", "server role", alter.name()));
        ServerPrincipal member =
                principals.login(alter.member()).orElseThrow(() -> Refusal.absent("find", "login", alter.member()));
        boolean saStays = alter.add() || member.id() != ServerPrincipal.SA;
        Refusal.unless(saStays, Refusal.unknownNumber("sa stays in its role"));
        change(principals.memberships(), new Membership(role.id(), member.id()), alter.add());
    }

    private void inDatabase(AlterRole alter) {
        Authority authority = Authority.of(realm, caller, database);
        DatabasePrincipal role = database.principal(alter.name())
                .filter(found -> found.isRole() && found.id() != DatabasePrincipal.PUBLIC)
                .orElseThrow(() -> Refusal.absent("alter", "role", alter.name()));
        // the fixed roles belong to db_owner; there are no others in the lab
        Refusal.unless(authority.inDatabase("CL"), Refusal.absent("alter", "role", alter.name()));
        DatabasePrincipal member = database.principal(alter.member())
                .filter(found -> !found.isBuiltIn())
                .orElseThrow(() -> Refusal.absent("add", "principal", alter.member()));
        change(database.memberships(), new Membership(role.id(), member.id()), alter.add());
    }

    private static void change(java.util.Set<Membership> memberships, Membership membership, boolean add) {
        if (add) {
            memberships.add(membership);
        } else {
            memberships.remove(membership);
        }
    }
}
