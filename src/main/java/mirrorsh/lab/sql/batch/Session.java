package mirrorsh.lab.sql.batch;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import mirrorsh.lab.sql.Engine;
import mirrorsh.lab.sql.query.QueryCompiler;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import org.jspecify.annotations.Nullable;

/** What a session remembers between statements. Used by one thread. */
final class Session {
    static final int DEEPEST = 32;

    private final Engine engine;
    private final Undo undo = new Undo();
    private final Transactions transactions;
    private final TemporaryTables temporary;
    private final Random random = new Random();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Integer> guards = new ArrayList<>();
    private final Deque<SqlFailure> caught = new ArrayDeque<>();
    private final SessionEnvironment environment;
    private final Cursors cursors = new Cursors();
    private Options options = Options.AFTER_LOGIN;
    private Cancellation cancellation = Cancellation.NONE;
    private ZonedDateTime now;
    private int line;
    private boolean nullLeftOut;
    private int error;
    private int fetchStatus;
    private int cursorRows;
    private long rowCount;
    private @Nullable BigDecimal identity;
    private @Nullable BigDecimal scopeIdentity;

    Session(Engine engine) {
        this.engine = engine;
        this.transactions = new Transactions(engine, undo);
        this.temporary = new TemporaryTables(undo, engine);
        this.now = ZonedDateTime.now(engine.clock());
        this.environment = new SessionEnvironment(this);
    }

    Engine engine() {
        return engine;
    }

    Transactions transactions() {
        return transactions;
    }

    TemporaryTables temporary() {
        return temporary;
    }

    Options options() {
        return options;
    }

    void set(Options newOptions) {
        options = newOptions;
    }

    Frame frame() {
        return frames.element();
    }

    int level() {
        return frames.isEmpty() ? -1 : frames.element().level();
    }

    void push(Frame frame) {
        frames.push(frame);
    }

    void pop() {
        frames.pop();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    void cancellation(Cancellation newCancellation) {
        cancellation = newCancellation;
    }

    /** A statement begins: GETDATE stands still from here to its end. */
    void begin(int statementLine) {
        line = statementLine;
        nullLeftOut = false;
        now = ZonedDateTime.now(engine.clock());
    }

    /** Whether an aggregate of the statement left a NULL out. */
    boolean nullLeftOut() {
        return nullLeftOut;
    }

    void nullLeftOut(boolean now) {
        nullLeftOut = now;
    }

    int line() {
        return line;
    }

    /** Back to the line of the statement that executed a text. */
    void line(int statementLine) {
        line = statementLine;
    }

    ZonedDateTime now() {
        return now;
    }

    double random() {
        return random.nextDouble();
    }

    /** {@code @@ERROR}. */
    int error() {
        return error;
    }

    void error(int number) {
        error = number;
    }

    /** The cursors that are not LOCAL: they live until DEALLOCATE. */
    Cursors cursors() {
        return cursors;
    }

    /** {@code @@FETCH_STATUS}. */
    int fetchStatus() {
        return fetchStatus;
    }

    void fetchStatus(int status) {
        fetchStatus = status;
    }

    /** {@code @@CURSOR_ROWS}: how many the last opened cursor has. */
    int cursorRows() {
        return cursorRows;
    }

    void cursorRows(int rows) {
        cursorRows = rows;
    }

    /** {@code @@ROWCOUNT}. */
    long rowCount() {
        return rowCount;
    }

    void rowCount(long rows) {
        rowCount = rows;
    }

    /** {@code @@IDENTITY}. */
    @Nullable
    BigDecimal identity() {
        return identity;
    }

    /** A row got this identity, in the present scope. */
    void identity(BigDecimal value) {
        identity = value;
        scopeIdentity = value;
    }

    /** {@code SCOPE_IDENTITY()}: unlike @@IDENTITY it does not see what texts inside this one insert. */
    @Nullable
    BigDecimal scopeIdentity() {
        return scopeIdentity;
    }

    /** Another scope begins, or comes back. */
    void scopeIdentity(@Nullable BigDecimal value) {
        scopeIdentity = value;
    }

    /** Levels of the TRY bodies that are running, the innermost last. */
    List<Integer> guards() {
        return guards;
    }

    /** The errors of the CATCH handlers that are running, the innermost first. */
    Deque<SqlFailure> caught() {
        return caught;
    }

    /** The error that the ERROR functions tell of: of several, the last one. */
    @Nullable
    SqlMessage caughtMessage() {
        SqlFailure failure = caught.peek();
        return failure == null ? null : Failures.last(failure);
    }

    SessionEnvironment environment() {
        return environment;
    }

    /** A compiler for one statement. */
    QueryCompiler compiler() {
        return new QueryCompiler(environment, new SessionTables(this));
    }

    /** Compiles something: what fails here ends the whole text, and a TRY around it in the same text does not catch it. */
    <T> T compiled(Supplier<T> compilation) {
        try {
            return compilation.get();
        } catch (SqlFailure e) {
            throw new CompilationException(e);
        }
    }

    /** As after login, but for open transactions and the database. */
    void reset() {
        options = Options.AFTER_LOGIN;
        cursors.clear();
        fetchStatus = 0;
        cursorRows = 0;
        error = 0;
        rowCount = 0;
        identity = null;
        scopeIdentity = null;
        caught.clear();
    }
}
