package mirrorsh.lab.sql.parse;

import java.util.List;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/**
 * Reads T-SQL (tsql.md §1 to §9).
 *
 * <p>A batch is read as a whole before anything of it is executed: one error refuses all of it. Every refusal is a {@link
 * SqlFailure} whose line is the 1-based line in the batch: 102, 103, 105, 113, 117, 155, 156, 191, 195, 1038, 4145 and kin, or
 * {@link #NOT_IMITATED} for T-SQL that a real server knows and the lab does not. Has no state, may be shared.
 */
public final class TsqlParser {
    /** The lab's own error number for T-SQL that exists but that the lab does not do. */
    public static final int NOT_IMITATED = 49999;

    /**
     * Reads a batch with QUOTED_IDENTIFIER ON.
     *
     * @throws SqlFailure if it is not T-SQL, or T-SQL that the lab does not do
     */
    public Statement.Batch parse(String text) {
        return parse(text, true);
    }

    /**
     * Reads a batch.
     *
     * @param quotedIdentifiers false: text in double quotes is a string (SET QUOTED_IDENTIFIER OFF)
     * @throws SqlFailure if it is not T-SQL, or T-SQL that the lab does not do
     */
    public Statement.Batch parse(String text, boolean quotedIdentifiers) {
        TsqlGrammar.BatchContext tree = new SourceText(text, quotedIdentifiers).read(TsqlGrammar::batch);
        return new Statement.Batch(new StatementReader().statements(tree));
    }

    /**
     * Reads parameter definitions such as {@code @P0 int,@P1 nvarchar(4000) OUTPUT}; empty text has none.
     *
     * @throws SqlFailure if they are malformed or name a type that the lab does not know
     */
    public List<ParameterDefinition> parseParameters(String definitions) {
        return new SourceText(definitions, true)
                .read(TsqlGrammar::parameters).parameter().stream()
                        .map(one -> new ParameterDefinition(
                                one.VARIABLE().getText(),
                                DataTypes.declared(one.dataType()),
                                one.OUT() != null || one.OUTPUT() != null))
                        .toList();
    }

    /**
     * Reads a data type such as {@code nvarchar(128)}.
     *
     * @throws SqlFailure if it is malformed or not known
     */
    public SqlType parseType(String definition) {
        return DataTypes.declared(
                new SourceText(definition, true).read(TsqlGrammar::typeAlone).dataType());
    }
}
