package mirrorsh.lab.sql.parse;

import mirrorsh.lab.sql.ast.PrincipalStatement.LoginOptions;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import org.jspecify.annotations.Nullable;

/** Collects the options of CREATE LOGIN and ALTER LOGIN, in any order, each once (tsql.md §5.1, §5.2). */
final class LoginOptionReader {
    private final Once once = new Once();
    private @Nullable String password;
    private byte @Nullable [] passwordHash;
    private @Nullable String oldPassword;
    private boolean mustChange;
    private boolean unlock;
    private byte @Nullable [] sid;
    private @Nullable String defaultDatabase;
    private @Nullable String defaultLanguage;
    private @Nullable Boolean checkPolicy;
    private @Nullable Boolean checkExpiration;
    private @Nullable String newName;

    void read(TsqlGrammar.LoginOptionContext option) {
        if (option.loginPassword() != null) {
            password(option.loginPassword());
            return;
        }
        if (option.CREDENTIAL() != null) {
            throw Refusal.notImitated(option, "credentials of logins");
        }
        once.note(Names.upper(option.getStart().getText()), option);
        if (option.SID() != null) {
            sid = Literals.bytes(option.HEX());
        } else if (option.CHECK_POLICY() != null) {
            checkPolicy = option.onOff().ON() != null;
        } else if (option.CHECK_EXPIRATION() != null) {
            checkExpiration = option.onOff().ON() != null;
        } else if (option.DEFAULT_DATABASE() != null) {
            defaultDatabase = Names.of(option.identifier());
        } else if (option.DEFAULT_LANGUAGE() != null) {
            defaultLanguage = Names.of(option.identifier());
        } else {
            newName = Names.of(option.identifier());
        }
    }

    void password(TsqlGrammar.LoginPasswordContext context) {
        once.note("PASSWORD", context);
        if (context.MUST_CHANGE().size() > 1 || context.UNLOCK().size() > 1) {
            throw Refusal.near(context.getStop());
        }
        if (context.HEX() == null) {
            password = Literals.text(context.STRING(0));
            oldPassword = Literals.textOrNull(context.STRING(1));
        } else {
            passwordHash = Literals.bytes(context.HEX());
            oldPassword = Literals.textOrNull(context.STRING(0));
        }
        mustChange = !context.MUST_CHANGE().isEmpty();
        unlock = !context.UNLOCK().isEmpty();
    }

    LoginOptions options() {
        return new LoginOptions(
                password,
                passwordHash,
                oldPassword,
                mustChange,
                unlock,
                sid,
                defaultDatabase,
                defaultLanguage,
                checkPolicy,
                checkExpiration,
                newName);
    }
}
