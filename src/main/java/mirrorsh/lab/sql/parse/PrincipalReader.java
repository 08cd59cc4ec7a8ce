package mirrorsh.lab.sql.parse;

import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.PrincipalStatement;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginOptions;
import mirrorsh.lab.sql.ast.PrincipalStatement.LoginSource;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import org.jspecify.annotations.Nullable;

/** Logins, users and role members (tsql.md §5). */
final class PrincipalReader extends TsqlGrammarBaseVisitor<AdminStatement> {
    // ---------------------------------------------------------------- logins

    @Override
    public AdminStatement visitCreateLogin(TsqlGrammar.CreateLoginContext context) {
        LoginOptionReader options = new LoginOptionReader();
        options.password(context.loginPassword());
        context.loginOption().forEach(options::read);
        LoginOptions read = options.options();
        if (read.oldPassword() != null || read.unlock() || read.newName() != null) {
            throw Refusal.near(context.getStop());
        }
        return new PrincipalStatement.CreateLogin(Names.of(context.identifier()), read);
    }

    @Override
    public AdminStatement visitCreateLoginFrom(TsqlGrammar.CreateLoginFromContext context) {
        TsqlGrammar.LoginSourceContext source = context.loginSource();
        LoginOptionReader options = new LoginOptionReader();
        for (TsqlGrammar.LoginOptionContext option : source.loginOption()) {
            if (option.DEFAULT_DATABASE() == null && option.DEFAULT_LANGUAGE() == null) {
                throw Refusal.near(option.getStart());
            }
            options.read(option);
        }
        LoginOptions read = options.options();
        if (read.defaultLanguage() != null && !read.defaultLanguage().equalsIgnoreCase("us_english")) {
            throw Refusal.notImitated(context, "another default language than us_english of a Windows login");
        }
        return new PrincipalStatement.CreateLoginFrom(
                Names.of(context.identifier()),
                source.WINDOWS() != null
                        ? LoginSource.WINDOWS
                        : source.CERTIFICATE() != null ? LoginSource.CERTIFICATE : LoginSource.ASYMMETRIC_KEY,
                Names.orNull(source.identifier()),
                read.defaultDatabase());
    }

    @Override
    public AdminStatement visitAlterLogin(TsqlGrammar.AlterLoginContext context) {
        String name = Names.of(context.identifier());
        if (context.loginOption().isEmpty()) {
            return new PrincipalStatement.AlterLogin(name, context.ENABLE() != null, null);
        }
        LoginOptionReader options = new LoginOptionReader();
        for (TsqlGrammar.LoginOptionContext option : context.loginOption()) {
            if (option.SID() != null) {
                throw Refusal.near(option.getStart());
            }
            options.read(option);
        }
        return new PrincipalStatement.AlterLogin(name, null, options.options());
    }

    @Override
    public AdminStatement visitAlterLoginCredential(TsqlGrammar.AlterLoginCredentialContext context) {
        throw Refusal.notImitated(context, "credentials of logins");
    }

    @Override
    public AdminStatement visitDropLogin(TsqlGrammar.DropLoginContext context) {
        return new PrincipalStatement.DropLogin(Names.of(context.identifier()));
    }

    // ---------------------------------------------------------------- users

    @Override
    public AdminStatement visitCreateUser(TsqlGrammar.CreateUserContext context) {
        UserOptions options = new UserOptions();
        for (TsqlGrammar.UserOptionContext option : context.userOption()) {
            if (option.DEFAULT_SCHEMA() == null && option.password() == null && option.DEFAULT_LANGUAGE() == null) {
                throw Refusal.near(option.getStart());
            }
            options.read(option);
        }
        TsqlGrammar.UserSourceContext source = context.userSource();
        if (source != null && source.ASYMMETRIC() != null) {
            throw Refusal.notImitated(context, "a user for an asymmetric key");
        }
        boolean certificate = source != null && source.CERTIFICATE() != null;
        if (certificate && !context.userOption().isEmpty()) {
            throw Refusal.near(context.userOption(0).getStart());
        }
        String object = source == null ? null : Names.orNull(source.identifier());
        return new PrincipalStatement.CreateUser(
                Names.of(context.identifier()),
                certificate ? null : object,
                source != null && source.WITHOUT() != null,
                certificate ? object : null,
                options.defaultSchema);
    }

    @Override
    public AdminStatement visitAlterUser(TsqlGrammar.AlterUserContext context) {
        UserOptions options = new UserOptions();
        context.userOption().forEach(options::read);
        return new PrincipalStatement.AlterUser(
                Names.of(context.identifier()), options.newName, options.login, options.defaultSchema);
    }

    @Override
    public AdminStatement visitDropUser(TsqlGrammar.DropUserContext context) {
        return new PrincipalStatement.DropUser(Names.of(context.identifier()), context.ifExists() != null);
    }

    @Override
    public AdminStatement visitAlterRole(TsqlGrammar.AlterRoleContext context) {
        return new PrincipalStatement.AlterRole(
                Names.of(context.identifier(0)),
                context.SERVER() != null,
                context.ADD() != null,
                Names.of(context.identifier(1)));
    }

    /** Options of users. */
    private static final class UserOptions {
        private final Once once = new Once();
        private @Nullable String newName;
        private @Nullable String login;
        private @Nullable String defaultSchema;

        void read(TsqlGrammar.UserOptionContext option) {
            once.note(Names.upper(option.getStart().getText()), option);
            if (option.password() != null) {
                throw Refusal.notImitated(option, "a user with a password");
            }
            if (option.DEFAULT_LANGUAGE() != null) {
                throw Refusal.notImitated(option, "the default language of a user");
            }
            if (option.NULL() != null) {
                throw option.DEFAULT_SCHEMA() == null
                        ? Refusal.near(option.NULL().getSymbol())
                        : Refusal.notImitated(option, "DEFAULT_SCHEMA = NULL");
            }
            String value = Names.of(option.identifier());
            if (option.NAME() != null) {
                newName = value;
            } else if (option.LOGIN() != null) {
                login = value;
            } else {
                defaultSchema = value;
            }
        }
    }
}
