package mirrorsh.lab.instance.security;

import mirrorsh.lab.instance.security.ServerPrincipal.Kind;
import mirrorsh.lab.instance.security.ServerPrincipal.Password;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLoginFrom;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginOptions;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginSource;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER and DROP LOGIN (tsql.md §5.1, §5.2). */
final class LoginDdl {
    private static final int SID_BYTES = 16;

    private final Realm realm;
    private final Caller caller;
    private final Authority authority;
    private final ServerPrincipals principals;

    LoginDdl(Realm realm, Caller caller) {
        this.realm = realm;
        this.caller = caller;
        this.authority = Authority.of(realm, caller, realm.master());
        this.principals = realm.server().principals();
    }

    void create(CreateLogin create) {
        LoginOptions options = create.options();
        checkNew(create.name());
        Refusal.unless(create.name().indexOf('\\') < 0, SqlFailure.of(15006, create.name()));
        boolean policy = options.checkPolicy() == null || options.checkPolicy();
        boolean expiration = options.checkExpiration() != null && options.checkExpiration();
        byte[] hash = hash(create.name(), options, policy);
        if (hash == null) {
            throw SqlFailure.of(102, "PASSWORD");
        }
        Password password = checked(new Password(hash, policy, expiration, options.mustChange()));
        byte[] sid = options.sid() == null
                ? Seal.randomBytes(SID_BYTES, realm.random())
                : options.sid().clone();
        Refusal.unless(sid.length == SID_BYTES, Refusal.unknownNumber("the SID of a SQL login has 16 bytes"));
        add(create.name(), sid, Kind.SQL_LOGIN, options.defaultDatabase(), password);
    }

    /** Logins for Windows accounts and certificates exist, but cannot come in here. */
    void create(CreateLoginFrom create) {
        checkNew(create.name());
        if (create.source() == LoginSource.WINDOWS) {
            Refusal.unless(create.name().indexOf('\\') > 0, SqlFailure.of(15006, create.name()));
            byte[] sid = Seal.randomBytes(28, realm.random());
            add(create.name(), sid, Kind.WINDOWS_LOGIN, create.defaultDatabase(), null);
            return;
        }
        String object = create.object() == null ? "" : create.object();
        Refusal.unless(create.source() == LoginSource.CERTIFICATE, Refusal.notImitated("asymmetric keys"));
        byte[] sid = realm.master()
                .certificate(object)
                .orElseThrow(() -> Refusal.absent("find", "certificate", object))
                .sid();
        add(create.name(), sid, Kind.CERTIFICATE_MAPPED_LOGIN, create.defaultDatabase(), null);
    }

    private void checkNew(String name) {
        Refusal.unless(authority.onServer("ALLG"), Refusal.notPermitted());
        Refusal.unless(principals.find(name).isEmpty(), SqlFailure.of(15025, name));
    }

    private void add(
            String name, byte[] sid, Kind kind, @Nullable String defaultDatabase, @Nullable Password password) {
        // that a duplicate SID is 15433 is unconfirmed
        Refusal.unless(principals.bySid(sid).isEmpty(), SqlFailure.of(15433));
        ServerPrincipal login = new ServerPrincipal(
                principals.newId(),
                name,
                sid,
                kind,
                false,
                realm.now(),
                realm.now(),
                defaultDatabase == null ? "master" : defaultDatabase,
                password);
        principals.put(login);
        realm.server().permissions().put(InstanceSecurity.connectSql(login.id()));
    }

    void alter(AlterLogin alter) {
        LoginOptions options = alter.options();
        ServerPrincipal login = principals
                .login(alter.name())
                .filter(found -> mayAlter(found, options))
                .orElseThrow(() -> Refusal.absent("alter", "login", alter.name()));
        if (alter.enable() != null) {
            login = login.enabled(alter.enable(), realm.now());
        }
        if (options != null) {
            login = changed(login, options);
        }
        principals.put(login);
    }

    /** Everybody may change the own password by telling the old one; a member of sysadmin is altered by members only. */
    private boolean mayAlter(ServerPrincipal login, @Nullable LoginOptions options) {
        boolean own = login.name().equalsIgnoreCase(caller.login())
                && options != null
                && options.oldPassword() != null
                && options.newName() == null
                && options.checkPolicy() == null
                && options.checkExpiration() == null;
        boolean above = principals.isSysadmin(login.id()) && !authority.isSysadmin();
        return own || (!above && authority.onLogin(login, "AL"));
    }

    private ServerPrincipal changed(ServerPrincipal login, LoginOptions options) {
        ServerPrincipal changed = login;
        String name = options.newName();
        if (name != null) {
            boolean free = principals
                    .find(name)
                    .filter(other -> other.id() != login.id())
                    .isEmpty();
            Refusal.unless(free, SqlFailure.of(15025, name));
            changed = changed.renamed(name, realm.now());
        }
        String database = options.defaultDatabase();
        if (database != null) {
            changed = changed.withDefaultDatabase(database, realm.now());
        }
        Password old = login.password();
        if (old == null) {
            boolean asks = options.password() != null || options.passwordHash() != null;
            Refusal.unless(!asks, Refusal.absent("alter", "login", login.name()));
            return changed;
        }
        return changed.withPassword(changedPassword(changed.name(), old, options), realm.now());
    }

    private Password changedPassword(String login, Password old, LoginOptions options) {
        String told = options.oldPassword();
        if (told != null) {
            Refusal.unless(PasswordHash.matches(old.hash(), told), SqlFailure.of(15151, "alter", "login", login));
        }
        boolean policy = options.checkPolicy() == null ? old.policy() : options.checkPolicy();
        boolean expiration = options.checkExpiration() == null ? old.expiration() : options.checkExpiration();
        byte[] hash = hash(login, options, policy);
        boolean mustChange = options.mustChange() || (hash == null && old.mustChange());
        return checked(new Password(hash == null ? old.hash() : hash, policy, expiration, mustChange));
    }

    /** Hash of the new password, null where the options name none. */
    private byte @Nullable [] hash(String login, LoginOptions options, boolean policy) {
        byte[] given = options.passwordHash();
        if (given != null) {
            Refusal.unless(!policy, SqlFailure.of(33020));
            Refusal.unless(PasswordHash.isWellFormed(given), Refusal.unknownNumber("the value is no password hash"));
            return given.clone();
        }
        String password = options.password();
        if (password == null) {
            return null;
        }
        if (policy) {
            PasswordPolicy.check(password, login, realm.installation().machine().name());
        }
        return PasswordHash.of(password, realm.random());
    }

    private static Password checked(Password password) {
        Refusal.unless(!password.expiration() || password.policy(), SqlFailure.of(15122));
        boolean changeable = password.policy() && password.expiration();
        Refusal.unless(!password.mustChange() || changeable, SqlFailure.of(15099));
        return password;
    }

    void drop(DropLogin drop) {
        ServerPrincipal login = principals
                .login(drop.name())
                .filter(found -> authority.onLogin(found, "AL"))
                .orElseThrow(() -> Refusal.absent("drop", "login", drop.name()));
        Refusal.unless(login.id() != ServerPrincipal.SA, Refusal.unknownNumber("sa cannot be dropped"));
        boolean owner = realm.server()
                .endpoints()
                .mirroring()
                .filter(endpoint -> endpoint.owner() == login.id())
                .isPresent();
        Refusal.unless(!owner, SqlFailure.of(15141, login.name(), "endpoint"));
        Permissions permissions = realm.server().permissions();
        boolean granted = permissions.all().stream()
                .anyMatch(entry -> entry.grantor() == login.id() && entry.grantee() != login.id());
        Refusal.unless(!granted, SqlFailure.of(15173, login.name()));
        Refusal.unless(!realm.server().sessions().isLoggedIn(login.id()), SqlFailure.of(15434, login.name()));
        principals.remove(login.id());
        permissions.removeGrantee(login.id());
        permissions.removeSecurable(new Permissions.On(SecurableClass.SERVER_PRINCIPAL, login.id()));
    }
}
