package mirrorsh.lab.sql.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The variables of one batch or one text inside it. */
final class Frame {
    private final int level;
    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<String, MemoryTable> tables = new HashMap<>();
    private final Cursors cursors = new Cursors();

    /** @param level 0 for a batch, one more for each text or procedure inside */
    Frame(int level) {
        this.level = level;
    }

    int level() {
        return level;
    }

    /** The LOCAL ones. */
    Cursors cursors() {
        return cursors;
    }

    /** Declares a variable that is NULL; 134 if there is one of that name. */
    Variable declare(String name, SqlType type, int line) {
        Variable variable = new Variable(type, line);
        if (tables.containsKey(key(name)) || variables.putIfAbsent(key(name), variable) != null) {
            throw SqlFailure.of(134, name);
        }
        return variable;
    }

    private void declareTable(String name, MemoryTable table) {
        if (variables.containsKey(key(name)) || tables.putIfAbsent(key(name), table) != null) {
            throw SqlFailure.of(134, name);
        }
    }

    @Nullable
    Variable variable(String name) {
        return variables.get(key(name));
    }

    @Nullable
    MemoryTable table(String name) {
        return tables.get(key(name));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Declares the variables of all statements: a DECLARE holds for the whole text behind it, whether it is reached or not. */
    void declareAll(List<Statement> statements) {
        for (Statement statement : statements) {
            declareAll(statement);
        }
    }

    private void declareAll(Statement statement) {
        if (statement instanceof Statement.Declare declare) {
            for (Statement.Declare.Variable variable : declare.variables()) {
                SqlType type = variable.type();
                if (type == null) {
                    MemoryTable.requireDistinct(variable.columns(), variable.name());
                    declareTable(variable.name(), new MemoryTable(variable.name(), variable.columns(), new Undo()));
                } else {
                    declare(variable.name(), type, declare.line());
                }
            }
        } else if (statement instanceof Statement.Block block) {
            declareAll(block.statements());
        } else if (statement instanceof Statement.If choice) {
            declareAll(choice.then());
            if (choice.otherwise() != null) {
                declareAll(choice.otherwise());
            }
        } else if (statement instanceof Statement.While loop) {
            declareAll(loop.body());
        } else if (statement instanceof Statement.TryCatch guarded) {
            declareAll(guarded.body());
            declareAll(guarded.handler());
        }
    }
}
