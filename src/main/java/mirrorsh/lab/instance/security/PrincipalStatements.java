package mirrorsh.lab.instance.security;

import mirrorsh.lab.sql.ast.AdminStatement.AlterLogin;
import mirrorsh.lab.sql.ast.AdminStatement.AlterRole;
import mirrorsh.lab.sql.ast.AdminStatement.AlterUser;
import mirrorsh.lab.sql.ast.AdminStatement.CreateLogin;
import mirrorsh.lab.sql.ast.AdminStatement.CreateLoginFrom;
import mirrorsh.lab.sql.ast.AdminStatement.CreateUser;
import mirrorsh.lab.sql.ast.AdminStatement.DropLogin;
import mirrorsh.lab.sql.ast.AdminStatement.DropUser;
import mirrorsh.lab.sql.ast.AdminStatement.PrincipalStatement;

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
