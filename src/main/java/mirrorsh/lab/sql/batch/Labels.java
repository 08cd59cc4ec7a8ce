package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlFailure;

/** Where GOTO may lead: labels of its own list of statements and of those around it. */
final class Labels {
    private Labels() {}

    /** The place of the label in the list, -1 if it is not there. */
    static int place(List<Statement> statements, String label) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Statement.Label found
                    && found.name().equalsIgnoreCase(label)) {
                return i;
            }
        }
        return -1;
    }

    /** 132 for a label that is there twice, 133 for a GOTO without its label, 49999 for one into a block. */
    static void check(List<Statement> statements) {
        List<String> all = new ArrayList<>();
        collect(statements, all);
        check(statements, List.of(), all);
    }

    private static void collect(List<Statement> statements, List<String> all) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Label label) {
                if (all.stream().anyMatch(label.name()::equalsIgnoreCase)) {
                    throw SqlFailure.of(132, label.name());
                }
                all.add(label.name());
            }
            inner(statement).forEach(list -> collect(list, all));
        }
    }

    private static void check(List<Statement> statements, List<String> around, List<String> all) {
        List<String> reachable = new ArrayList<>(around);
        for (Statement statement : statements) {
            if (statement instanceof Statement.Label label) {
                reachable.add(label.name());
            }
        }
        for (Statement statement : statements) {
            if (statement instanceof Statement.Goto jump
                    && reachable.stream().noneMatch(jump.label()::equalsIgnoreCase)) {
                boolean elsewhere = all.stream().anyMatch(jump.label()::equalsIgnoreCase);
                throw elsewhere ? SqlFailure.of(49999, "GOTO into a block") : SqlFailure.of(133, jump.label());
            }
            inner(statement).forEach(list -> check(list, reachable, all));
        }
    }

    private static List<List<Statement>> inner(Statement statement) {
        if (statement instanceof Statement.Block block) {
            return List.of(block.statements());
        }
        if (statement instanceof Statement.If choice) {
            return choice.otherwise() == null
                    ? List.of(List.of(choice.then()))
                    : List.of(List.of(choice.then()), List.of(choice.otherwise()));
        }
        if (statement instanceof Statement.While loop) {
            return List.of(List.of(loop.body()));
        }
        return statement instanceof Statement.TryCatch guarded ? List.of(guarded.body(), guarded.handler()) : List.of();
    }
}
