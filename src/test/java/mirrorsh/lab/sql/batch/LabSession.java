package mirrorsh.lab.sql.batch;

import java.util.List;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.parse.TsqlParser;
import mirrorsh.lab.type.Cancellation;

/** A session over a fake engine, spoken to in text. */
final class LabSession {
    final FakeEngine engine = new FakeEngine();
    final Interpreter interpreter = new Interpreter(engine, new Parser());

    private static final class Parser implements BatchParser {
        private final TsqlParser parser = new TsqlParser();

        @Override
        public Statement.Batch parse(String text, boolean quotedIdentifiers) {
            return parser.parse(text, quotedIdentifiers);
        }

        @Override
        public List<Definition> parseParameters(String definitions) {
            return parser.parseParameters(definitions).stream()
                    .map(one -> new Definition(one.name(), one.type(), one.output()))
                    .toList();
        }
    }

    RecordingSink run(String batch) {
        RecordingSink sink = new RecordingSink();
        interpreter.run(batch, sink, Cancellation.NONE);
        return sink;
    }

    List<String> events(String batch) {
        return run(batch).events();
    }

    /** Rows of a batch that must not fail. */
    List<String> rows(String batch) {
        RecordingSink sink = run(batch);
        if (!sink.errors().isEmpty()) {
            throw new AssertionError(batch + ": " + sink.events());
        }
        return sink.rows();
    }

    /** The single value of {@code SELECT expression}. */
    String value(String expression) {
        List<String> rows = rows("SELECT " + expression);
        return rows.size() == 1 ? rows.get(0) : rows.toString();
    }

    /** The type of {@code SELECT expression}. */
    String type(String expression) {
        return run("SELECT " + expression).columns().get(0).type().toString();
    }

    /** The number of the error that {@code SELECT expression} raises, 0 for none. */
    int error(String expression) {
        return errorOf("SELECT " + expression);
    }

    int errorOf(String batch) {
        List<Integer> errors = run(batch).errors();
        return errors.isEmpty() ? 0 : errors.get(0);
    }
}
