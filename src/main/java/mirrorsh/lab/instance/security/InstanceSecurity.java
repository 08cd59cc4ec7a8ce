package mirrorsh.lab.instance.security;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import mirrorsh.lab.instance.security.Permissions.On;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.ast.CertificateStatement;
import mirrorsh.lab.sql.ast.CertificateStatement.CreateCertificate;
import mirrorsh.lab.sql.ast.CredentialStatement;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement;
import mirrorsh.lab.sql.ast.EndpointStatement;
import mirrorsh.lab.sql.ast.KeyStatement;
import mirrorsh.lab.sql.ast.KeyStatement.AlterServiceMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.CloseMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.OpenMasterKey;
import mirrorsh.lab.sql.ast.PermissionStatement;
import mirrorsh.lab.sql.ast.PermissionStatement.AlterAuthorization;
import mirrorsh.lab.sql.ast.PermissionStatement.Grant;
import mirrorsh.lab.sql.ast.PrincipalStatement;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/**
 * The security of one instance (tsql.md §2 to §6, catalog.md §2.2, §3 to §5). Safe to share between threads: one private lock,
 * under which nothing waits; new RSA keys are made outside it.
 *
 * <p>Changes are not part of a user transaction in the lab, so inside one they are refused (49999, endpoints 574); OPEN and CLOSE
 * MASTER KEY, which do not roll back on a real server either, are not.
 */
public final class InstanceSecurity implements Security {
    private static final On SERVER = new On(SecurableClass.SERVER, 0);

    private final ReentrantLock lock = new ReentrantLock();
    private final Realm realm;
    private final DatabaseSecurity master;

    /** A freshly installed instance whose keys are generated when they are needed. */
    public InstanceSecurity(
            Installation installation, DatabaseSecurity master, SecureRandom random, String saPassword) {
        this(installation, master, random, SecuritySetup.of(installation, saPassword, random));
    }

    /**
     * A freshly installed instance: sa, the fixed roles, the T-SQL endpoints, a service master key, no master key.
     *
     * @param master the security of the database master; guest gets in, and a certificate of the system is added if it is not there
     */
    public InstanceSecurity(
            Installation installation, DatabaseSecurity master, SecureRandom random, SecuritySetup setup) {
        ServerPrincipal.Password password =
                new ServerPrincipal.Password(PasswordHash.of(setup.saPassword(), random), true, false, false);
        ServerCatalog server = new ServerCatalog(
                new ServiceMasterKey(random),
                new ServerPrincipals(password),
                new Permissions(),
                new Endpoints(),
                new Sessions(),
                new Credentials(),
                new MasterKeyPasswords(),
                new KnownDatabases());
        this.realm = new Realm(installation, master, random, setup, server);
        this.master = master;
        server.permissions().put(connectSql(ServerPrincipal.SA));
        // CONNECT on the T-SQL endpoints but the administrator's is everybody's (catalog.md §5.4)
        server.endpoints().all().stream()
                .filter(endpoint -> !endpoint.admin())
                .forEach(endpoint -> server.permissions()
                        .put(new Permissions.Entry(
                                new On(SecurableClass.ENDPOINT, endpoint.id()),
                                ServerPrincipal.PUBLIC,
                                ServerPrincipal.SA,
                                "CO",
                                Permissions.State.GRANT)));
        synchronized (master) {
            master.allow(DatabasePrincipal.GUEST);
            SystemCertificate.addTo(master);
        }
    }

    /** The row that every new login gets. */
    static Permissions.Entry connectSql(int login) {
        return new Permissions.Entry(SERVER, login, ServerPrincipal.SA, "COSQ", Permissions.State.GRANT);
    }

    @Override
    public void execute(KeyStatement statement, Caller caller, DatabaseSecurity database) {
        if (!(statement instanceof OpenMasterKey) && !(statement instanceof CloseMasterKey)) {
            refuseInTransaction(caller, "changes of keys");
        }
        inside(database, caller, () -> {
            if (statement instanceof AlterServiceMasterKey alter) {
                new ServiceMasterKeyDdl(realm, Authority.of(realm, caller, database)).execute(alter);
            } else {
                new MasterKeyDdl(realm, caller, database).execute(statement);
            }
        });
    }

    @Override
    public void execute(CertificateStatement statement, Caller caller, DatabaseSecurity database) {
        refuseInTransaction(caller, "changes of certificates");
        CertificateStatements reader = new CertificateStatements(realm, caller, database);
        if (statement instanceof CreateCertificate create
                && create.source() instanceof CreateCertificate.Generated generated) {
            inside(database, caller, () -> reader.check(create, generated));
            KeyPair keys = realm.setup().keys().rsa(X509.keyLength(realm.version()));
            inside(database, caller, () -> reader.generate(create, generated, keys));
        } else {
            inside(database, caller, () -> reader.execute(statement));
        }
    }

    @Override
    public List<SqlMessage> execute(EncryptionKeyStatement statement, Caller caller, DatabaseSecurity database) {
        refuseInTransaction(caller, "changes of keys");
        return locked(database, () -> {
            remember(caller);
            return new EncryptionKeyDdl(realm).execute(statement, caller, database);
        });
    }

    @Override
    public void openEncryption(byte[] thumbprint) {
        locked(master, () -> new EncryptionKeyDdl(realm).open(thumbprint));
    }

    @Override
    public Encryptor backupEncryptor(String certificate, Caller caller) {
        return locked(master, () -> new EncryptionKeyDdl(realm).backupEncryptor(certificate, caller));
    }

    @Override
    public void execute(EndpointStatement statement, Caller caller) {
        Refusal.unless(!caller.inTransaction(), SqlFailure.of(574, "ENDPOINT")); // or 226, unconfirmed (tsql.md §1.3)
        inside(master, caller, () -> new EndpointDdl(realm, caller).execute(statement));
    }

    @Override
    public void execute(PrincipalStatement statement, Caller caller, DatabaseSecurity database) {
        refuseInTransaction(caller, "changes of logins, users and roles");
        inside(database, caller, () -> new PrincipalStatements(realm, caller, database).execute(statement));
    }

    @Override
    public void execute(PermissionStatement statement, Caller caller, DatabaseSecurity database) {
        refuseInTransaction(caller, "changes of permissions");
        inside(database, caller, () -> {
            if (statement instanceof Grant grant) {
                new PermissionDdl(realm, caller, database).execute(grant);
            } else if (statement instanceof AlterAuthorization alter) {
                new OwnershipDdl(realm, caller, database).execute(alter);
            }
        });
    }

    @Override
    public void execute(CredentialStatement statement, Caller caller) {
        refuseInTransaction(caller, "changes of credentials");
        inside(master, caller, () -> new CredentialDdl(realm, Authority.of(realm, caller, master)).execute(statement));
    }

    @Override
    public Optional<Credential> credential(String name) {
        return locked(master, () -> realm.server().credentials().find(name));
    }

    private static void refuseInTransaction(Caller caller, String what) {
        Refusal.unless(!caller.inTransaction(), SqlFailure.of(49999, what));
    }

    @Override
    public Optional<Relation> view(DatabaseSecurity database, String schema, String view, Caller caller) {
        Optional<List<Column>> columns =
                schema.equals("sys") ? CatalogViews.columns(view, realm.version()) : Optional.empty();
        return columns.map(found -> new CatalogView(
                found,
                () -> locked(database, () -> {
                    remember(caller);
                    return new CatalogViews(realm, database, Authority.of(realm, caller, database)).rows(view);
                })));
    }

    @Override
    public Optional<ScalarFunction> function(String name, Caller caller, DatabaseSecurity database) {
        String upper = name.toUpperCase(Locale.ROOT);
        Optional<SecurityFunction> found = new CertificateFunctions(realm, caller, database)
                .find(upper)
                .or(() -> new PrincipalFunctions(realm, caller, database).find(upper))
                .or(() -> new PermissionFunctions(realm, caller, database).find(upper));
        return found.map(function -> new SecurityFunction(
                function.name(),
                function.result(),
                function.least(),
                function.most(),
                arguments -> locked(
                                database,
                                () -> Optional.ofNullable(function.body().apply(arguments)))
                        .orElse(null)));
    }

    @Override
    public List<SqlMessage> authenticate(String login, char[] password) {
        return locked(master, () -> new Authentication(realm).refusals(login, new String(password)));
    }

    @Override
    public Optional<Login> login(String name) {
        return locked(master, () -> {
            ServerPrincipals principals = realm.server().principals();
            return principals
                    .login(name)
                    .map(found -> new Login(
                            found.name(),
                            found.defaultDatabase() == null ? "master" : found.defaultDatabase(),
                            principals.isSysadmin(found.id()),
                            found.sid().clone()));
        });
    }

    @Override
    public boolean mayImpersonate(String login, Caller caller) {
        return locked(
                master,
                () -> realm.server()
                        .principals()
                        .login(login)
                        .filter(found -> Authority.of(realm, caller, master).mayImpersonate(found))
                        .isPresent());
    }

    @Override
    public boolean mayEnter(String login, DatabaseSecurity database) {
        return locked(
                database,
                () -> realm.server()
                        .principals()
                        .login(login)
                        .filter(found -> Authority.of(realm, found, database).mayEnter())
                        .isPresent());
    }

    @Override
    public boolean mayEnterRestricted(String login, DatabaseSecurity database) {
        return locked(
                database,
                () -> realm.server()
                        .principals()
                        .login(login)
                        .map(found -> Authority.of(realm, found, database))
                        .filter(Authority::mayEnterRestricted)
                        .isPresent());
    }

    @Override
    public boolean opensByServiceMasterKey(DatabaseSecurity database) {
        return locked(
                database,
                () -> database.masterKey()
                        .filter(key -> key.hasCopyOf(realm.server().serviceMasterKey()))
                        .isPresent());
    }

    @Override
    public void changeMasterKeyPassword(DatabaseSecurity database, String password, boolean add, Caller caller) {
        inside(database, caller, () -> {
            Refusal.unless(Authority.of(realm, caller, database).inDatabase("CL"), Refusal.notPermitted());
            MasterKeyPasswords passwords = realm.server().masterKeyPasswords();
            if (add) {
                passwords.add(realm.server().credentials().newId(), database.family(), password, realm.now());
            } else {
                boolean removed = passwords.remove(database.family(), password);
                Refusal.unless(removed, Refusal.unknownNumber("this password is not kept for the database"));
            }
        });
    }

    @Override
    public TransportSecurity transport() {
        return new GuardedTransport(realm, guard());
    }

    @Override
    public Caller.Rights rights(String login) {
        return new Caller.Rights() {
            @Override
            public boolean onServer(String code) {
                return locked(
                        master,
                        () -> authority(login, master)
                                .filter(found -> found.onServer(code))
                                .isPresent());
            }

            @Override
            public boolean in(DatabaseSecurity database, String code) {
                return locked(
                        database,
                        () -> authority(login, database)
                                .filter(found -> found.inDatabase(code))
                                .isPresent());
            }
        };
    }

    private Optional<Authority> authority(String login, DatabaseSecurity database) {
        return realm.server().principals().login(login).map(found -> Authority.of(realm, found, database));
    }

    @Override
    public void sessionBegan(int sessionId, String login) {
        locked(master, () -> {
            realm.server()
                    .principals()
                    .login(login)
                    .ifPresent(found -> realm.server().sessions().seen(sessionId, found.id()));
            return true;
        });
    }

    @Override
    public void sessionEnded(int sessionId) {
        locked(master, () -> {
            realm.server().sessions().ended(sessionId);
            return true;
        });
    }

    /**
     * Plants a fault: the service master key is another one from now on, as after restoring master on a strange machine (errors.md
     * P61). Master keys keep their entry in the catalog but do not open by themselves (15466, on links 28037) until they are opened
     * by password and ADD ENCRYPTION BY SERVICE MASTER KEY is repeated.
     */
    public void loseServiceMasterKey() {
        locked(master, () -> {
            realm.server().serviceMasterKey().replace();
            return true;
        });
    }

    /** Ends {@link #loseServiceMasterKey}: master keys that were encrypted by the old key open by themselves again. */
    public void restoreServiceMasterKey() {
        locked(master, () -> {
            realm.server().serviceMasterKey().restore();
            return true;
        });
    }

    /** What a lab does to certificates that no statement does. */
    public CertificateFaults certificateFaults() {
        return new CertificateFaults(realm, guard());
    }

    private CertificateFaults.Guard guard() {
        return new CertificateFaults.Guard() {
            @Override
            public <T> T locked(Supplier<T> work) {
                return InstanceSecurity.this.locked(master, work);
            }
        };
    }

    private void inside(DatabaseSecurity database, Caller caller, Runnable work) {
        locked(database, () -> {
            remember(caller);
            work.run();
            return true;
        });
    }

    private void remember(Caller caller) {
        realm.server()
                .principals()
                .login(caller.login())
                .ifPresent(login -> realm.server().sessions().seen(caller.sessionId(), login.id()));
    }

    /** Monitors are taken after the lock; whoever holds a monitor alone (a backup) takes no other. */
    private <T> T locked(DatabaseSecurity database, Supplier<T> work) {
        lock.lock();
        try {
            realm.server().databases().seen(database);
            synchronized (database) {
                synchronized (master) {
                    return work.get();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
