package mirrorsh.lab.instance;

import java.util.List;
import java.util.Locale;
import mirrorsh.lab.instance.storage.Storage.Database;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.Procedure.Argument;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;

/**
 * sp_control_dbmasterkey_password (tsql.md §2.5). The password is not tried. The numbers of its refusals are in no source but 15010
 * and 15247, so the lab says that (49998).
 */
record MasterKeyPasswordProcedure(Instance instance, InstanceSession session) implements Procedure {
    static final String NAME = "sp_control_dbmasterkey_password";
    private static final int LAST_SYSTEM_DATABASE = 4;

    @Override
    public int call(List<Argument> arguments, ResponseSink sink, Cancellation cancellation) {
        ProcedureArguments given = new ProcedureArguments(NAME, List.of("@db_name", "@password", "@action"), arguments);
        String name = given.neededText("@db_name");
        String password = given.neededText("@password");
        String action = given.neededText("@action").toLowerCase(Locale.ROOT);
        Database database = instance.storage().find(name).orElseThrow(() -> SqlFailure.of(15010, name));
        if (database.id() <= LAST_SYSTEM_DATABASE) {
            throw SqlFailure.of(49998, "the master key of a system database has no password of its own here");
        }
        if (!action.equals("add") && !action.equals("drop")) {
            throw SqlFailure.of(49998, "the action of " + NAME + " is add or drop");
        }
        instance.security()
                .changeMasterKeyPassword(database.security(), password, action.equals("add"), session.caller(false));
        return 0;
    }
}
