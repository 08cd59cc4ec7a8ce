package mirrorsh.lab.tds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.ResponseSink.EnvironmentChange;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.StatementKind;

/** Answers what tests script: a text that begins with a known phrase runs that phrase's script. */
final class FakeBackend implements Backend {
    /** Tests provoke failures inside the backend; their traces are of no interest. */
    private static final Logger QUIET = Logger.getLogger("mirrorsh.lab.tds");

    static final String USER = "sa";
    static final String PASSWORD = "Sécret-1!";

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Parameter> parameters = new CopyOnWriteArrayList<>();
    final List<LoginRequest> logins = new CopyOnWriteArrayList<>();
    final AtomicInteger openSessions = new AtomicInteger();
    volatile Optional<String> partner = Optional.empty();
    private final Map<String, Script> scripts = new ConcurrentSkipListMap<>(java.util.Comparator.reverseOrder());
    private final AtomicInteger ids = new AtomicInteger(50);

    /** What one phrase does. */
    interface Script {
        Outcome run(List<Parameter> parameters, ResponseSink sink, Cancellation cancellation);
    }

    FakeBackend() {
        QUIET.setLevel(Level.OFF);
        on("SELECT @@MAX_PRECISION", (parameters, sink, cancel) -> {
            rows(sink, SqlType.TINYINT, 38);
            for (int i = 0; i < 4; i++) {
                sink.done(StatementKind.OTHER, -1, false);
            }
            return ok();
        });
        on("select 1", (parameters, sink, cancel) -> rows(sink, SqlType.INT, 1));
        on("SELECT 1", (parameters, sink, cancel) -> rows(sink, SqlType.INT, 1));
        on("echo", FakeBackend::echo);
        on("wait", (parameters, sink, cancel) -> {
            try {
                cancel.await(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            cancel.check();
            return rows(sink, SqlType.INT, 99);
        });
    }

    FakeBackend on(String phrase, Script script) {
        scripts.put(phrase, script);
        return this;
    }

    static Outcome ok() {
        return new Outcome(0, List.of());
    }

    static Outcome rows(ResponseSink sink, SqlType type, Object... values) {
        sink.columns(List.of(Column.of("n", type)));
        for (Object value : values) {
            sink.row(new Object[] {value});
        }
        sink.done(StatementKind.SELECT, values.length, false);
        return ok();
    }

    /** One row with every parameter; output parameters come back as they are. */
    private static Outcome echo(List<Parameter> parameters, ResponseSink sink, Cancellation cancel) {
        List<Column> columns = new ArrayList<>();
        List<Outcome.Output> outputs = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            columns.add(Column.of("c" + i, parameter.type()));
            if (parameter.output()) {
                outputs.add(new Outcome.Output(i, "@P" + i, parameter.type(), parameter.value()));
            }
        }
        sink.columns(columns);
        sink.row(parameters.stream().map(Parameter::value).toArray());
        sink.done(StatementKind.SELECT, 1, false);
        return new Outcome(0, outputs);
    }

    static SqlMessage message(int number, int severity, String text) {
        return new SqlMessage(number, severity, 1, text, "", 1);
    }

    @Override
    public Identity identity() {
        return new Identity("HOST_A", 16, 0, 4135);
    }

    @Override
    public Session login(LoginRequest request) throws LoginRefusedException {
        boolean known = request.user().equals(USER) && new String(request.password()).equals(PASSWORD);
        logins.add(request);
        SqlMessage refused = message(18456, 14, "Login failed for user '" + request.user() + "'.");
        if (known && request.database().equals("mirrored") && request.databaseRequired()) {
            throw new LoginRefusedException(List.of(message(4060, 11, "Cannot open database."), refused));
        }
        if (!known) {
            throw new LoginRefusedException(List.of(refused));
        }
        openSessions.incrementAndGet();
        return new FakeSession();
    }

    private final class FakeSession implements Session {
        private final int id = ids.incrementAndGet();
        private boolean implicit;
        private boolean inTransaction;

        @Override
        public int id() {
            return id;
        }

        @Override
        public String database() {
            return "master";
        }

        @Override
        public Optional<String> mirroringPartner() {
            return partner;
        }

        @Override
        public void batch(String sql, ResponseSink sink, Cancellation cancellation) {
            run(sql, List.of(), sink, cancellation);
        }

        @Override
        public Outcome execute(
                String sql, String definitions, List<Parameter> values, ResponseSink sink, Cancellation cancellation) {
            return run(sql, values, sink, cancellation);
        }

        @Override
        public Outcome call(String procedure, List<Parameter> values, ResponseSink sink, Cancellation cancellation) {
            return run("call " + procedure, values, sink, cancellation);
        }

        private Outcome run(String sql, List<Parameter> values, ResponseSink sink, Cancellation cancellation) {
            String text = sql.strip();
            requests.add(text);
            parameters.addAll(values);
            if (text.startsWith("set implicit_transactions")) {
                implicit = text.startsWith("set implicit_transactions on");
                end(EnvironmentChange.Kind.COMMIT_TRANSACTION, sink);
            } else if (text.startsWith("IF @@TRANCOUNT > 0")) {
                boolean commit = text.contains("COMMIT");
                end(
                        commit
                                ? EnvironmentChange.Kind.COMMIT_TRANSACTION
                                : EnvironmentChange.Kind.ROLLBACK_TRANSACTION,
                        sink);
            } else if (text.toLowerCase(java.util.Locale.ROOT).startsWith("set ")) {
                sink.done(StatementKind.OTHER, -1, false);
            } else {
                begin(sink);
                return script(text).run(values, sink, cancellation);
            }
            return ok();
        }

        private Script script(String text) {
            for (Map.Entry<String, Script> entry : scripts.entrySet()) {
                if (text.startsWith(entry.getKey())) {
                    return entry.getValue();
                }
            }
            return (values, sink, cancel) -> {
                sink.message(message(2812, 16, "Nothing is scripted for: " + text));
                sink.done(StatementKind.OTHER, -1, true);
                return new Outcome(2812, List.of());
            };
        }

        private void begin(ResponseSink sink) {
            if (implicit && !inTransaction) {
                inTransaction = true;
                sink.environment(new EnvironmentChange(EnvironmentChange.Kind.BEGIN_TRANSACTION, "", ""));
            }
        }

        private void end(EnvironmentChange.Kind how, ResponseSink sink) {
            if (inTransaction) {
                inTransaction = false;
                sink.environment(new EnvironmentChange(how, "", ""));
            }
            sink.done(StatementKind.OTHER, -1, false);
        }

        @Override
        public void transaction(TransactionAction action, String name, ResponseSink sink) {
            requests.add(action + " " + name);
            switch (action) {
                case BEGIN -> sink.environment(new EnvironmentChange(EnvironmentChange.Kind.BEGIN_TRANSACTION, "", ""));
                case COMMIT ->
                    sink.environment(new EnvironmentChange(EnvironmentChange.Kind.COMMIT_TRANSACTION, "", ""));
                case ROLLBACK ->
                    sink.environment(new EnvironmentChange(EnvironmentChange.Kind.ROLLBACK_TRANSACTION, "", ""));
                case SAVE -> {}
            }
        }

        @Override
        public void reset(boolean keepTransaction) {
            requests.add("reset " + keepTransaction);
            implicit = false;
        }

        @Override
        public void close() {
            openSessions.decrementAndGet();
        }
    }
}
