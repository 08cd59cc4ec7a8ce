package mirrorsh.lab.sql.parse;

import java.util.Set;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement.AlterEncryptionKey;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement.CreateEncryptionKey;
import mirrorsh.lab.sql.ast.EncryptionKeyStatement.DropEncryptionKey;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;

/** Database encryption keys. */
final class EncryptionKeyReader extends TsqlGrammarBaseVisitor<EncryptionKeyStatement> {
    private static final Set<String> ALGORITHMS = Set.of("AES_128", "AES_192", "AES_256", "TRIPLE_DES_3KEY");

    @Override
    public EncryptionKeyStatement visitCreateEncryptionKey(TsqlGrammar.CreateEncryptionKeyContext context) {
        return new CreateEncryptionKey(algorithm(context.identifier()), certificate(context.encryptor()));
    }

    @Override
    public EncryptionKeyStatement visitAlterEncryptionKey(TsqlGrammar.AlterEncryptionKeyContext context) {
        if (context.identifier() == null && context.encryptor() == null) {
            throw Refusal.nearEnd(context.getStop());
        }
        return new AlterEncryptionKey(
                context.identifier() == null ? null : algorithm(context.identifier()),
                context.encryptor() == null ? null : certificate(context.encryptor()));
    }

    @Override
    public EncryptionKeyStatement visitDropEncryptionKey(TsqlGrammar.DropEncryptionKeyContext context) {
        return new DropEncryptionKey();
    }

    private static String algorithm(TsqlGrammar.IdentifierContext word) {
        String algorithm = Names.upper(word);
        if (!ALGORITHMS.contains(algorithm)) {
            throw Refusal.near(word.getStart());
        }
        return algorithm;
    }

    private static String certificate(TsqlGrammar.EncryptorContext encryptor) {
        if (encryptor.CERTIFICATE() == null) {
            throw Refusal.notImitated(encryptor, "encryption by an asymmetric key");
        }
        return Names.of(encryptor.identifier());
    }
}
