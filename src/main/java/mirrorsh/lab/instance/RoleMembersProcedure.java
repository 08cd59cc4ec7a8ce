package mirrorsh.lab.instance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mirrorsh.lab.instance.security.DatabaseSecurity;
import mirrorsh.lab.sql.Procedure;
import mirrorsh.lab.sql.Relation;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** sp_helpsrvrolemember: who is in the server's roles (tsql.md §10.2). */
record RoleMembersProcedure(Instance instance, InstanceSession session) implements Procedure {
    static final String NAME = "sp_helpsrvrolemember";

    @Override
    public int call(List<Argument> arguments, ResponseSink sink, Cancellation cancellation) {
        Optional<String> wanted = new ProcedureArguments(NAME, List.of("@srvrolename"), arguments).text("@srvrolename");
        Map<Object, Object[]> principals = new HashMap<>();
        for (Object[] row : rows("server_principals", "principal_id", "name", "sid", "type")) {
            principals.put(row[0], row);
        }
        ViewRows members = new ViewRows()
                .key("ServerRole", SqlType.SYSNAME)
                .key("MemberName", SqlType.SYSNAME)
                .column("MemberSID", SqlType.varbinary(85));
        if (wanted.isPresent()
                && principals.values().stream()
                        .noneMatch(row -> row[3].toString().strip().equals("R")
                                && wanted.get().equalsIgnoreCase(row[1].toString()))) {
            throw SqlFailure.of(15412, wanted.get());
        }
        for (Object[] row : rows("server_role_members", "role_principal_id", "member_principal_id")) {
            Object[] role = principals.get(row[0]);
            Object[] member = principals.get(row[1]);
            if (role != null
                    && member != null
                    && wanted.orElse(role[1].toString()).equalsIgnoreCase(role[1].toString())) {
                members.row(role[1], member[1], member[2]);
            }
        }
        members.sendTo(sink);
        return 0;
    }

    /** Some columns of a security view, seen with the session's rights. */
    private List<Object[]> rows(String view, String... columns) {
        DatabaseSecurity master =
                instance.storage().find("master").orElseThrow().security();
        Relation relation = instance.security()
                .view(master, "sys", view, session.caller(false))
                .orElseThrow();
        List<String> names = relation.columns().stream().map(Column::name).toList();
        return relation.rows().stream()
                .map(row -> java.util.Arrays.stream(columns)
                        .map(column -> row[names.indexOf(column)])
                        .toArray())
                .toList();
    }
}
