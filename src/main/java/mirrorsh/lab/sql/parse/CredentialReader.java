package mirrorsh.lab.sql.parse;

import mirrorsh.lab.sql.ast.CredentialStatement;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;

/** CREATE, ALTER and DROP CREDENTIAL. */
final class CredentialReader extends TsqlGrammarBaseVisitor<CredentialStatement> {
    @Override
    public CredentialStatement visitWriteCredential(TsqlGrammar.WriteCredentialContext context) {
        return new CredentialStatement.WriteCredential(
                Names.of(context.identifier()),
                context.CREATE() != null,
                Literals.text(context.STRING(0)),
                Literals.textOrNull(context.STRING(1)));
    }

    @Override
    public CredentialStatement visitDropCredential(TsqlGrammar.DropCredentialContext context) {
        return new CredentialStatement.DropCredential(Names.of(context.identifier()));
    }
}
