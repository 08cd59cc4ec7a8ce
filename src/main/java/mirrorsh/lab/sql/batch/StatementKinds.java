package mirrorsh.lab.sql.batch;

import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.StatementKind;

/** What the DONE of a statement says. */
final class StatementKinds {
    private StatementKinds() {}

    static StatementKind of(Statement statement) {
        if (statement instanceof Statement.Select select) {
            boolean into = select.query().body() instanceof Query.Select body && body.into() != null;
            return into ? StatementKind.SELECT_INTO : StatementKind.SELECT;
        }
        if (statement instanceof Statement.Insert) {
            return StatementKind.INSERT;
        }
        if (statement instanceof Statement.Update) {
            return StatementKind.UPDATE;
        }
        if (statement instanceof Statement.Delete) {
            return StatementKind.DELETE;
        }
        if (statement instanceof Statement.CreateTable) {
            return StatementKind.CREATE_TABLE;
        }
        if (statement instanceof Statement.DropTable) {
            return StatementKind.DROP_TABLE;
        }
        return statement instanceof Statement.Administration administration
                ? administration.action().kind()
                : StatementKind.OTHER;
    }
}
