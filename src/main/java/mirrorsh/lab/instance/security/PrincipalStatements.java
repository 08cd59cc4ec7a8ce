package mirrorsh.lab.instance.security;

import mirrorsh.lab.sql.ast.PrincipalStatement;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterRole;
import mirrorsh.lab.sql.ast.PrincipalStatement.AlterUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateLoginFrom;
import mirrorsh.lab.sql.ast.PrincipalStatement.CreateUser;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropLogin;
import mirrorsh.lab.sql.ast.PrincipalStatement.DropUser;

/** Hands each statement on principals to its reader. */
record PrincipalStatements(Realm realm, Caller caller, DatabaseSecurity database) {
    void execute(PrincipalStatement statement) {
        if (statement instanceof CreateLogin create) {
            logins().create(create);
        } else if (statement instanceof CreateLoginFrom create) {
            logins().create(create);
        } else if (statement instanceof AlterLogin alter) {
            logins().alter(alter);
        } else if (statement instanceof DropLogin drop) {
            logins().drop(drop);
        } else if (statement instanceof CreateUser create) {
            users().create(create);
        } else if (statement instanceof AlterUser alter) {
            users().alter(alter);
        } else if (statement instanceof DropUser drop) {
            users().drop(drop);
        } else if (statement instanceof AlterRole alter) {
            new RoleDdl(realm, caller, database).execute(alter);
        }
    }

    private LoginDdl logins() {
        return new LoginDdl(realm, caller);
    }

    private UserDdl users() {
        return new UserDdl(realm, caller, database);
    }
}
