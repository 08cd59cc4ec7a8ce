package mirrorsh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mirrorsh.lab.instance.Instance;
import mirrorsh.lab.instance.InstanceSession;
import mirrorsh.lab.machine.Installation;
import mirrorsh.lab.sql.Interpreter;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.parse.TsqlParser;
import mirrorsh.lab.tds.Backend;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Puts an instance and its interpreter behind the wire. */
final class LabBackend implements Backend {
    private final Instance instance;

    LabBackend(Instance instance) {
        this.instance = instance;
    }

    @Override
    public Identity identity() {
        Installation installation = instance.installation();
        return new Identity(
                installation.serverName(),
                installation.version().major(),
                installation.version().minor(),
                installation.version().build());
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
        private final Optional<String> partner;

        LabSession(Instance instance, InstanceSession session) {
            this.session = session;
            this.interpreter = new Interpreter(session, new TsqlParser()::parse);
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
            interpreter.run(sql, sink, cancellation);
        }

        @Override
        public Outcome execute(
                String sql,
                @Nullable String definitions,
                List<Parameter> parameters,
                ResponseSink sink,
                Cancellation cancellation) {
            return interpreter.runWithParameters(sql, definitions, parameters, sink, cancellation);
        }

        @Override
        public Outcome call(
                String procedure, List<Parameter> parameters, ResponseSink sink, Cancellation cancellation) {
            List<Procedure.Argument> arguments = new ArrayList<>();
            return interpreter.call(procedure, arguments, sink, cancellation);
        }

        @Override
        public void transaction(TransactionAction action, String name, ResponseSink sink) {
            switch (action) {
                case BEGIN -> interpreter.begin(name, sink);
                case COMMIT -> interpreter.commit(name, sink);
                case ROLLBACK -> interpreter.rollback(name, sink);
                case SAVE -> interpreter.save(name, sink);
            }
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
