package mirrorsh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import mirrorsh.lab.instance.Instance;
import mirrorsh.lab.instance.InstanceSession;
import mirrorsh.lab.machine.ErrorLog;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.ast.ObjectName;
import mirrorsh.lab.sql.batch.Interpreter;
import mirrorsh.lab.sql.batch.Output;
import mirrorsh.lab.tds.Backend;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import org.jspecify.annotations.Nullable;

/** Puts an instance and its interpreter behind the wire. */
final class LabBackend implements Backend {
    private final Instance instance;
    private final Runnable beforeLogin;

    LabBackend(Instance instance, Runnable beforeLogin) {
        this.instance = instance;
        this.beforeLogin = beforeLogin;
    }

    @Override
    public Identity identity() {
        Installation installation = instance.installation();
        return new Identity(
                installation.serverName(),
                installation.version().major(),
                installation.version().minor(),
                installation.build());
    }

    @Override
    public Session login(LoginRequest request) throws LoginRefusedException {
        Instance.Client client = new Instance.Client(
                request.clientAddress(),
                request.clientPort(),
                request.clientHost(),
                request.application(),
                request.encrypted());
        try {
            beforeLogin.run();
            InstanceSession session = instance.open(
                    request.user(), request.password(), request.database(), request.databaseRequired(), client);
            return new LabSession(instance, session);
        } catch (SqlFailure refused) {
            throw new LoginRefusedException(refused.messages());
        }
    }

    /** One session with the interpreter that works on it. */
    private static final class LabSession implements Session {
        private final InstanceSession session;
        private final Interpreter interpreter;
        private final ErrorLog log;
        private final Optional<String> partner;

        LabSession(Instance instance, InstanceSession session) {
            this.session = session;
            this.log = instance.installation().machine().errorLog();
            this.interpreter = new Interpreter(session, new LabParser());
            this.partner = instance.mirroringPartner(session.currentDatabase());
        }

        @Override
        public int id() {
            return session.id();
        }

        @Override
        public String database() {
            return session.currentDatabase();
        }

        @Override
        public Optional<String> mirroringPartner() {
            return partner;
        }

        @Override
        public void batch(String sql, ResponseSink sink, Cancellation cancellation) {
            during(sql, () -> {
                interpreter.run(sql, sink, cancellation);
                return sql;
            });
        }

        @Override
        public Outcome execute(
                String sql,
                @Nullable String definitions,
                List<Parameter> parameters,
                ResponseSink sink,
                Cancellation cancellation) {
            List<mirrorsh.lab.sql.batch.Parameter> values = parameters.stream()
                    .map(parameter -> new mirrorsh.lab.sql.batch.Parameter(
                            parameter.name(),
                            parameter.type(),
                            parameter.value(),
                            parameter.output(),
                            parameter.useDefault()))
                    .toList();
            List<Output> outputs =
                    during(sql, () -> interpreter.runWithParameters(sql, definitions, values, sink, cancellation));
            return new Outcome(
                    0,
                    outputs.stream()
                            .map(output ->
                                    new Outcome.Output(output.ordinal(), output.name(), output.type(), output.value()))
                            .toList());
        }

        @Override
        public Outcome call(
                String procedure, List<Parameter> parameters, ResponseSink sink, Cancellation cancellation) {
            List<Procedure.Argument> arguments = parameters.stream()
                    .map(parameter -> new Procedure.Argument(parameter.name(), parameter.type(), parameter.value()))
                    .toList();
            int status = during(
                    "EXEC " + procedure, () -> interpreter.call(objectName(procedure), arguments, sink, cancellation));
            return new Outcome(status, List.of());
        }

        /** A procedure's name as clients send it: parts with or without brackets. */
        private static ObjectName objectName(String text) {
            List<String> parts = new ArrayList<>();
            for (String part : text.split("\\.", -1)) {
                boolean bracketed = part.length() > 1 && part.startsWith("[") && part.endsWith("]");
                parts.add(bracketed ? part.substring(1, part.length() - 1).replace("]]", "]") : part);
            }
            return new ObjectName(parts);
        }

        @Override
        public void transaction(TransactionAction action, String name, ResponseSink sink) {
            during(action + " TRANSACTION", () -> {
                switch (action) {
                    case BEGIN -> interpreter.begin(name, sink);
                    case COMMIT -> interpreter.commit(sink);
                    case ROLLBACK -> interpreter.rollback(name, sink);
                    case SAVE -> interpreter.save(name);
                }
                return action;
            });
        }

        private <T> T during(String text, Supplier<T> request) {
            session.requestBegan(text);
            try {
                return request.get();
            } finally {
                session.requestEnded();
            }
        }

        @Override
        public void log(SqlMessage message) {
            log.write("spid" + session.id(), message);
        }

        @Override
        public void whenKilled(Runnable action) {
            session.whenKilled(action);
        }

        @Override
        public void reset(boolean keepTransaction) {
            interpreter.reset(keepTransaction);
        }

        @Override
        public void close() {
            interpreter.close();
            session.close();
        }
    }
}
