package mirrorsh.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.batch.BatchParser;
import mirrorsh.lab.sql.parse.TsqlParser;

/** The lab's grammar, as the interpreter of one session asks for it: clients send the same few batches over and over. */
final class LabParser implements BatchParser {
    private static final int MOST_KNOWN = 16;

    private final TsqlParser parser = new TsqlParser();
    /** What the session sent last. */
    private final Map<Source, Statement.Batch> known = new LinkedHashMap<>(MOST_KNOWN, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Statement.Batch> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private record Source(String text, boolean quotedIdentifiers) {}

    @Override
    public Statement.Batch parse(String text, boolean quotedIdentifiers) {
        return known.computeIfAbsent(
                new Source(text, quotedIdentifiers), source -> parser.parse(source.text(), source.quotedIdentifiers()));
    }

    @Override
    public List<Definition> parseParameters(String definitions) {
        return parser.parseParameters(definitions).stream()
                .map(parameter -> new Definition(parameter.name(), parameter.type(), parameter.output()))
                .toList();
    }
}
