package mirrorsh.lab.instance.security;

import java.util.Arrays;
import mirrorsh.lab.instance.security.DatabasePrincipal.Kind;
import mirrorsh.lab.machine.Installation.Version;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropUser;
import mirrorsh.lab.type.SqlFailure;

/** CREATE, ALTER and DROP USER (tsql.md §5.3). */
final class UserDdl {
    private final Realm realm;
    private final DatabaseSecurity database;
    private final Authority authority;

    UserDdl(Realm realm, Caller caller, DatabaseSecurity database) {
        this.realm = realm;
        this.database = database;
        this.authority = Authority.of(realm, caller, database);
    }

    void create(CreateUser create) {
        Refusal.unless(authority.inDatabase("ALUS"), Refusal.notPermitted());
        Refusal.unless(database.principal(create.name()).isEmpty(), SqlFailure.of(15023, create.name()));
        byte[] sid = sid(create);
        Kind kind = create.certificate() != null ? Kind.CERTIFICATE_MAPPED_USER : kind(sid);
        boolean mapped = create.certificate() == null && !create.withoutLogin();
        String schema = create.defaultSchema() == null ? "dbo" : create.defaultSchema();
        DatabasePrincipal user = new DatabasePrincipal(
                database.newPrincipalId(),
                create.name(),
                kind,
                sid,
                kind == Kind.CERTIFICATE_MAPPED_USER ? null : schema,
                mapped,
                realm.now(),
                realm.now());
        database.put(user);
        database.allow(user.id());
    }

    private Kind kind(byte[] sid) {
        return realm.server()
                .principals()
                .bySid(sid)
                .filter(login -> login.kind() == ServerPrincipal.Kind.WINDOWS_LOGIN)
                .map(login -> Kind.WINDOWS_USER)
                .orElse(Kind.SQL_USER);
    }

    private byte[] sid(CreateUser create) {
        String certificate = create.certificate();
        if (certificate != null) {
            return database.certificate(certificate)
                    .orElseThrow(() -> Refusal.absent("find", "certificate", certificate))
                    .sid();
        }
        if (create.withoutLogin()) {
            byte[] head = {1, 5, 0, 0, 0, 0, 0, 9, 3, 0, 0, 0};
            byte[] sid = Arrays.copyOf(head, 28);
            System.arraycopy(Seal.randomBytes(16, realm.random()), 0, sid, head.length, 16);
            return sid;
        }
        String login = create.login() == null ? create.name() : create.login();
        byte[] sid = login(login, 15007).sid();
        Refusal.unless(database.user(sid).isEmpty(), SqlFailure.of(15063));
        return sid;
    }

    private ServerPrincipal login(String name, int number) {
        return realm.server().principals().login(name).orElseThrow(() -> SqlFailure.of(number, name));
    }

    void alter(AlterUser alter) {
        DatabasePrincipal user = database.principal(alter.name())
                .filter(found -> !found.isRole() && !found.isBuiltIn())
                .filter(found -> authority.onUser(found, "AL"))
                .orElseThrow(() -> Refusal.absent("alter", "user", alter.name()));
        String login = alter.login();
        if (login != null) {
            user = remapped(user, login);
        }
        String name = alter.newName();
        if (name != null) {
            int id = user.id();
            boolean free =
                    database.principal(name).filter(other -> other.id() != id).isEmpty();
            Refusal.unless(free, SqlFailure.of(15023, name));
            user = user.renamed(name, realm.now());
        }
        String schema = alter.defaultSchema();
        if (schema != null) {
            user = user.withSchema(schema, realm.now());
        }
        database.put(user);
    }

    private DatabasePrincipal remapped(DatabasePrincipal user, String loginName) {
        Refusal.unless(authority.inDatabase("CL"), Refusal.absent("alter", "user", user.name()));
        ServerPrincipal login = realm.server()
                .principals()
                .login(loginName)
                .orElseThrow(() -> Refusal.absent("find", "login", loginName));
        Refusal.unless(user.mapped(), SqlFailure.of(33016));
        boolean sameKind = login.kind().code().equals(user.kind().code());
        Refusal.unless(sameKind, SqlFailure.of(33017));
        boolean free = database.user(login.sid())
                .filter(other -> other.id() != user.id())
                .isEmpty();
        Refusal.unless(free, SqlFailure.of(15063));
        return user.withSid(login.sid(), realm.now());
    }

    void drop(DropUser drop) {
        boolean conditional = realm.version().atLeast(Version.SQL_2016);
        Refusal.unless(!drop.ifExists() || conditional, SqlFailure.of(156, "IF"));
        if (drop.ifExists() && database.principal(drop.name()).isEmpty()) {
            return;
        }
        DatabasePrincipal user = database.principal(drop.name())
                .filter(found -> !found.isRole())
                .filter(found -> authority.onUser(found, "AL"))
                .orElseThrow(() -> Refusal.absent("drop", "user", drop.name()));
        Refusal.unless(!user.isBuiltIn(), Refusal.unknownNumber("a built-in user cannot be dropped"));
        // 15138 or 15154 is unconfirmed; errors.md §2 names 15138 for a certificate
        boolean owns = database.certificates().stream().anyMatch(certificate -> certificate.owner() == user.id());
        Refusal.unless(!owns, SqlFailure.of(15138, "certificate"));
        database.removePrincipal(user.id());
    }
}
