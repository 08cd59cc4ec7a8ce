package mirrorsh.lab;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.instance.Instance;
import mirrorsh.lab.instance.InstanceSession;
import mirrorsh.lab.sql.batch.Interpreter;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.StatementKind;
import org.jspecify.annotations.Nullable;

/** Runs a script of the lab's own through a session of sa; the first error ends it. */
final class ScriptRunner {
    private static final String SEPARATOR = "(?im)^\\s*GO\\s*$";

    private final Instance instance;
    private final String password;

    ScriptRunner(Instance instance, String password) {
        this.instance = instance;
        this.password = password;
    }

    void run(String script) {
        Instance.Client client = new Instance.Client("127.0.0.1", 0, "lab", "lab", false);
        try (InstanceSession session = instance.open("sa", password.toCharArray(), "master", true, client)) {
            Interpreter interpreter = new Interpreter(session, new LabParser());
            for (String batch : script.split(SEPARATOR)) {
                Errors errors = new Errors();
                interpreter.run(batch, errors, Cancellation.NONE);
                errors.raise();
            }
            interpreter.close();
        }
    }

    /** Keeps the errors and drops everything else: a script of ours has no results that anybody reads. */
    private static final class Errors implements ResponseSink {
        private final List<SqlMessage> found = new ArrayList<>();

        void raise() {
            if (!found.isEmpty()) {
                throw new SqlFailure(found);
            }
        }

        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(@Nullable Object[] values) {}

        @Override
        public void message(SqlMessage message) {
            if (message.isError()) {
                found.add(message);
            }
        }

        @Override
        public void environment(EnvironmentChange change) {}

        @Override
        public void done(StatementKind command, long rows, boolean failed) {}

        @Override
        public void flush() {}
    }
}
