package mirrorsh.lab.sql.parse;

import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.KeyStatement;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey;
import mirrorsh.lab.sql.ast.KeyStatement.AlterMasterKey.Change;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.jspecify.annotations.Nullable;

/** Master keys (tsql.md §2). */
final class KeyReader extends TsqlGrammarBaseVisitor<AdminStatement> {
    static String password(TsqlGrammar.PasswordContext context) {
        return Literals.text(context.STRING());
    }

    static @Nullable String passwordOrNull(TsqlGrammar.@Nullable PasswordContext context) {
        return context == null ? null : password(context);
    }

    @Override
    public AdminStatement visitCreateMasterKey(TsqlGrammar.CreateMasterKeyContext context) {
        return new KeyStatement.CreateMasterKey(passwordOrNull(context.password()));
    }

    @Override
    public AdminStatement visitRegenerateMasterKey(TsqlGrammar.RegenerateMasterKeyContext context) {
        return new AlterMasterKey(
                context.FORCE() == null ? Change.REGENERATE : Change.FORCE_REGENERATE, password(context.password()));
    }

    @Override
    public AdminStatement visitChangeMasterKey(TsqlGrammar.ChangeMasterKeyContext context) {
        boolean add = context.ADD() != null;
        if (context.SERVICE() != null) {
            return new AlterMasterKey(add ? Change.ADD_SERVICE_MASTER_KEY : Change.DROP_SERVICE_MASTER_KEY, null);
        }
        return new AlterMasterKey(add ? Change.ADD_PASSWORD : Change.DROP_PASSWORD, password(context.password()));
    }

    @Override
    public AdminStatement visitOpenMasterKey(TsqlGrammar.OpenMasterKeyContext context) {
        return new KeyStatement.OpenMasterKey(password(context.password()));
    }

    @Override
    public AdminStatement visitCloseMasterKey(TsqlGrammar.CloseMasterKeyContext context) {
        return new KeyStatement.CloseMasterKey();
    }

    @Override
    public AdminStatement visitDropMasterKey(TsqlGrammar.DropMasterKeyContext context) {
        return new KeyStatement.DropMasterKey();
    }

    @Override
    public AdminStatement visitBackupMasterKey(TsqlGrammar.BackupMasterKeyContext context) {
        return new KeyStatement.BackupMasterKey(Literals.text(context.STRING()), password(context.password()));
    }

    @Override
    public AdminStatement visitRestoreMasterKey(TsqlGrammar.RestoreMasterKeyContext context) {
        return new KeyStatement.RestoreMasterKey(
                Literals.text(context.STRING()),
                password(context.password(0)),
                password(context.password(1)),
                context.FORCE() != null);
    }

    @Override
    public AdminStatement visitAlterServiceMasterKey(TsqlGrammar.AlterServiceMasterKeyContext context) {
        return new KeyStatement.AlterServiceMasterKey(context.FORCE() != null);
    }

    @Override
    public AdminStatement visitChangeServiceAccount(TsqlGrammar.ChangeServiceAccountContext context) {
        throw Refusal.notImitated(context, "ALTER SERVICE MASTER KEY with an account");
    }
}
