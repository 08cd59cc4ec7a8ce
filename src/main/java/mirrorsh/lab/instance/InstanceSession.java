package mirrorsh.lab.instance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mirrorsh.lab.instance.security.Caller;
import mirrorsh.lab.instance.security.Security;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.instance.storage.Storage.Transaction;
import mirrorsh.lab.sql.Engine;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.sql.ScalarFunction;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.TemporaryTable;
import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.ast.Statement.CreateTable;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** One login's session on an instance: what its interpreter works on. Used by one thread, except where it says otherwise. */
public final class InstanceSession implements Engine, AutoCloseable {
    private final Instance instance;
    private final int id;
    private final Security.Login login;
    private final Instance.Client client;
    private final Instant opened;
    private final SystemNames names;
    private volatile @Nullable Database current;
    private volatile List<Context> contexts = List.of();
    private volatile Instant lastRequest;
    private volatile boolean evicted;
    private volatile @Nullable Activity activity;
    private volatile Runnable killing = () -> {};
    private volatile @Nullable Transaction transaction;

    InstanceSession(Instance instance, int id, Security.Login login, Instance.Client client) {
        this.instance = instance;
        this.id = id;
        this.login = login;
        this.client = client;
        this.opened = instance.installation().machine().clock().instant();
        this.lastRequest = opened;
        this.names = new SystemNames(instance, this);
    }

    /** The spid. */
    public int id() {
        return id;
    }

    /** Whose rights it has now; safe to call from any thread. */
    Security.Login login() {
        List<Context> taken = contexts;
        return taken.isEmpty() ? login : taken.get(taken.size() - 1).login();
    }

    /** Who came in. */
    Security.Login originalLogin() {
        return login;
    }

    /** Another login's rights, taken on in a database and by a text of some depth. */
    private record Context(Security.Login login, String database, int level) {}

    @Override
    public void executeAs(String name, int level) {
        Security.Login wanted = instance.security()
                .login(name)
                .filter(found -> instance.security().mayImpersonate(found.name(), caller(false)))
                .orElseThrow(() -> SqlFailure.of(15406, name));
        if (!mayEnter(wanted, database())) {
            throw SqlFailure.of(916, wanted.name(), currentDatabase());
        }
        List<Context> more = new ArrayList<>(contexts);
        more.add(new Context(wanted, currentDatabase(), level));
        contexts = List.copyOf(more);
    }

    @Override
    public void revert(int level) {
        List<Context> taken = contexts;
        Context last = taken.isEmpty() ? null : taken.get(taken.size() - 1);
        if (last == null || last.level() != level) {
            return;
        }
        if (!last.database().equalsIgnoreCase(currentDatabase())) {
            throw SqlFailure.of(15357, last.database());
        }
        contexts = taken.subList(0, taken.size() - 1);
    }

    @Override
    public void leave(int level) {
        contexts = contexts.stream().filter(context -> context.level() < level).toList();
    }

    Instance.Client client() {
        return client;
    }

    Instant opened() {
        return opened;
    }

    /**
     * A request begins. Every one is refused when the session's database was taken from under it.
     *
     * @param text what is asked
     */
    public void requestBegan(String text) {
        lastRequest = clock().instant();
        if (evicted) {
            throw SqlFailure.of(596);
        }
        activity = new Activity(instance.nextRequest(), text, lastRequest, null);
    }

    /** The request that began last is over. */
    public void requestEnded() {
        Activity last = activity;
        if (last != null) {
            activity = last.endedAt(clock().instant());
        }
    }

    /** The last request, over or not; safe to call from any thread. */
    Optional<Activity> activity() {
        return Optional.ofNullable(activity);
    }

    /** What to do when the session is killed; called once, before the first request. */
    public void whenKilled(Runnable action) {
        killing = action;
    }

    /** Ends the session and its connection, whatever it does; safe to call from any thread. */
    void kill() {
        evicted = true;
        killing.run();
    }

    /** The open transaction of another session that this one waits for; safe to call from any thread. */
    Optional<Transaction> waitsFor() {
        Transaction own = transaction;
        return own == null ? Optional.empty() : own.waitsFor();
    }

    /** Whether an open transaction is this session's; safe to call from any thread. */
    boolean holds(Transaction other) {
        return transaction == other;
    }

    @Override
    public String currentDatabase() {
        return database().name();
    }

    private Database database() {
        Database database = current;
        if (database == null) {
            throw new IllegalStateException("The session has no database yet.");
        }
        return database;
    }

    @Override
    public void use(String name) {
        Sessions sessions = instance.occupancy();
        synchronized (sessions) {
            current = enter(name);
        }
    }

    /** Finds a database and checks that this login may look into it. */
    private Database enter(String name) {
        Database database = instance.storage().find(name).orElseThrow(() -> SqlFailure.of(911, name));
        database.checkOpen();
        if (!mayEnter(login(), database)) {
            throw SqlFailure.of(916, login().name(), database.name());
        }
        checkAccess(database);
        return database;
    }

    private boolean mayEnter(Security.Login wanted, Database database) {
        return wanted.sysadmin() || instance.security().mayEnter(wanted.name(), database.security());
    }

    private void checkAccess(Database database) {
        switch (database.userAccess()) {
            case "SINGLE_USER" -> {
                if (instance.occupancy().isUsedByOthers(database.name(), id)) {
                    throw SqlFailure.of(924, database.name());
                }
            }
            case "RESTRICTED_USER" -> {
                if (!instance.security().mayEnterRestricted(login().name(), database.security())) {
                    throw SqlFailure.of(49998, "entering a database in RESTRICTED_USER mode");
                }
            }
            default -> {}
        }
    }

    /** Whether it could be in a database now. */
    boolean mayEnter(String name) {
        try {
            enter(name);
            return true;
        } catch (SqlFailure refused) {
            return false; // whatever the reason, the answer is no
        }
    }

    /** When its last request came; safe to call from any thread. */
    Instant lastRequest() {
        return lastRequest;
    }

    /** Whether a database is its current one; safe to call from any thread. */
    boolean isIn(String name) {
        Database mine = current;
        return !evicted && mine != null && mine.name().equalsIgnoreCase(name);
    }

    /** Whether its login may be in its database when that is RESTRICTED_USER; safe to call from any thread. */
    boolean isPrivileged() {
        Database mine = current;
        return mine != null && instance.security().mayEnterRestricted(login().name(), mine.security());
    }

    /** Ends the session; safe to call from any thread. */
    void evict() {
        evicted = true;
    }

    /** Ends the session if it is in that database; safe to call from any thread. */
    void evictFrom(Database database) {
        Database mine = current;
        if (mine != null && mine.id() == database.id()) {
            evicted = true;
        }
    }

    Caller caller(boolean inTransaction) {
        boolean sysadmin = instance.security()
                .login(login().name())
                .map(Security.Login::sysadmin)
                .orElse(false);
        return new Caller(
                login().name(),
                sysadmin,
                currentDatabase(),
                inTransaction,
                id,
                instance.security().rights(login().name()));
    }

    @Override
    public Relation relation(ObjectName name) {
        return relation(name, caller(false));
    }

    /** The same, for its columns: what a view shows may need rights, what it is made of does not. */
    Relation shape(ObjectName name) {
        return relation(name, new Caller(login().name(), true, currentDatabase(), false, id, Caller.Rights.all(true)));
    }

    private Relation relation(ObjectName name, Caller caller) {
        Database home = home(name);
        String schema = name.schema() == null ? null : name.schema().toLowerCase(Locale.ROOT);
        if (schema == null || !schema.equals("sys")) {
            Optional<Table> table = home.table(schema, name.name(), open());
            if (table.isPresent()) {
                return table.get();
            }
        }
        return names.view(home, name, caller);
    }

    private Database home(ObjectName name) {
        String database = name.database();
        return database == null || database.equalsIgnoreCase(currentDatabase()) ? database() : enter(database);
    }

    @Override
    public Optional<ScalarFunction> function(String name) {
        return instance.security()
                .function(name, caller(false), database().security())
                .or(() -> new InstanceFunctions(instance, this).find(name));
    }

    @Override
    public Optional<Relation> tableFunction(Expression.Call call, List<Object> arguments) {
        return new SessionViews(instance).function(call.name().name(), arguments, caller(false));
    }

    @Override
    public Optional<Procedure> procedure(ObjectName name) {
        return names.procedure(name);
    }

    @Override
    public void administer(
            AdminStatement statement, boolean inTransaction, ResponseSink sink, Cancellation cancellation) {
        Administration administration =
                new Administration(instance, caller(inTransaction), database().security(), sink, cancellation);
        statement.accept(administration);
    }

    @Override
    public void createTable(CreateTable statement) {
        home(statement.name()).createTable(statement, open());
    }

    @Override
    public void dropTable(ObjectName name) {
        home(name).dropTable(name.schema(), name.name(), open());
    }

    private Transaction open() {
        Transaction present = transaction;
        if (present == null) {
            present = instance.storage().begin();
            transaction = present;
        }
        return present;
    }

    @Override
    public void commit() {
        Transaction finished = transaction;
        transaction = null;
        if (finished != null) {
            finished.commit();
        }
    }

    @Override
    public void mark(String name, @Nullable String description) {
        open().mark(name, description, login().name());
    }

    @Override
    public void rollback() {
        Transaction finished = transaction;
        transaction = null;
        if (finished != null) {
            finished.rollback();
        }
    }

    @Override
    public Object savepoint() {
        return open().savepoint();
    }

    @Override
    public void rollbackTo(Object savepoint) {
        open().rollbackTo(savepoint);
    }

    @Override
    public int temporaryNumber(int ofSession) {
        return instance.occupancy().nextTemporary();
    }

    @Override
    public void temporaryTables(List<TemporaryTable> present) {
        instance.occupancy().temporaryTables(id, present);
    }

    List<TemporaryTable> temporaryTables() {
        return instance.occupancy().temporaryTables(caller(false));
    }

    @Override
    public int release() {
        return Integer.parseInt(instance.installation().version().year());
    }

    @Override
    public Clock clock() {
        return instance.installation().machine().clock();
    }

    @Override
    public void close() {
        rollback();
        instance.closed(this);
    }
}
