package mirrorsh.lab;

import java.util.List;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.batch.BatchParser;
import mirrorsh.lab.sql.parse.TsqlParser;

/** The lab's grammar, as the interpreter asks for it. */
final class LabParser implements BatchParser {
    private final TsqlParser parser = new TsqlParser();

    @Override
    public Statement.Batch parse(String text, boolean quotedIdentifiers) {
        return parser.parse(text, quotedIdentifiers);
    }

    @Override
    public List<Definition> parseParameters(String definitions) {
        return parser.parseParameters(definitions).stream()
                .map(parameter -> new Definition(parameter.name(), parameter.type(), parameter.output()))
                .toList();
    }
}
