package mirrorsh.lab.instance.security;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mirrorsh.lab.instance.security.ServerPrincipal.Kind;

/** The logins and roles of the server, and who is in which role. Guarded by the lock of {@link InstanceSecurity}. */
final class ServerPrincipals {
    /** Creation date of what the installation brings. */
    static final LocalDateTime BUILT = LocalDateTime.of(2003, 4, 8, 9, 10, 42);

    private static final List<String> FIXED_ROLES = List.of(
            "public",
            "sysadmin",
            "securityadmin",
            "serveradmin",
            "setupadmin",
            "processadmin",
            "diskadmin",
            "dbcreator",
            "bulkadmin");

    private final List<ServerPrincipal> principals = new ArrayList<>();
    private final Set<Membership> memberships = new LinkedHashSet<>();
    private int nextId = 256;

    /** With sa and the fixed roles. */
    ServerPrincipals(ServerPrincipal.Password saPassword) {
        byte[] saSid = {1};
        principals.add(new ServerPrincipal(
                ServerPrincipal.SA, "sa", saSid, Kind.SQL_LOGIN, false, BUILT, BUILT, "master", saPassword));
        for (int i = 0; i < FIXED_ROLES.size(); i++) {
            int id = ServerPrincipal.PUBLIC + i;
            byte[] sid = {(byte) id};
            principals.add(new ServerPrincipal(
                    id, FIXED_ROLES.get(i), sid, Kind.SERVER_ROLE, false, BUILT, BUILT, null, null));
        }
        memberships.add(new Membership(sysadmin(), ServerPrincipal.SA));
    }

    List<ServerPrincipal> all() {
        return List.copyOf(principals);
    }

    Set<Membership> memberships() {
        return memberships;
    }

    Optional<ServerPrincipal> find(String name) {
        return principals.stream()
                .filter(principal -> principal.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** A login, not a role. */
    Optional<ServerPrincipal> login(String name) {
        return find(name).filter(principal -> !principal.isRole());
    }

    Optional<ServerPrincipal> byId(int id) {
        return principals.stream().filter(principal -> principal.id() == id).findFirst();
    }

    /** A login, not a role. */
    Optional<ServerPrincipal> bySid(byte[] sid) {
        return principals.stream()
                .filter(principal -> !principal.isRole() && Arrays.equals(principal.sid(), sid))
                .findFirst();
    }

    int newId() {
        return nextId++;
    }

    /** Adds it or replaces the one with its id. */
    void put(ServerPrincipal principal) {
        for (int i = 0; i < principals.size(); i++) {
            if (principals.get(i).id() == principal.id()) {
                principals.set(i, principal);
                return;
            }
        }
        principals.add(principal);
    }

    void remove(int id) {
        principals.removeIf(principal -> principal.id() == id);
        memberships.removeIf(membership -> membership.member() == id);
    }

    boolean isSysadmin(int login) {
        return memberships.contains(new Membership(sysadmin(), login));
    }

    /** Ids that grants can reach the login by: its own, public, its roles. */
    Set<Integer> identities(int login) {
        Set<Integer> ids = memberships.stream()
                .filter(membership -> membership.member() == login)
                .map(Membership::role)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        ids.add(login);
        ids.add(ServerPrincipal.PUBLIC);
        return ids;
    }

    private static int sysadmin() {
        return ServerPrincipal.PUBLIC + FIXED_ROLES.indexOf("sysadmin");
    }
}
