package mirrorsh.lab.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.KeyColumn;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import mirrorsh.lab.sql.grammar.TsqlGrammar;
import mirrorsh.lab.sql.grammar.TsqlGrammarBaseVisitor;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Tables, temporary tables and variables: CREATE, DROP, TRUNCATE, DECLARE. */
final class TableReader extends TsqlGrammarBaseVisitor<Statement> {
    private final ExpressionReader expressions;

    TableReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    @Override
    public Statement visitCreateTable(TsqlGrammar.CreateTableContext context) {
        // ON names a filegroup; the lab's databases have one.
        return new Statement.CreateTable(
                Names.object(context.objectName()),
                columns(context.tableElements()),
                key(context),
                context.getStart().getLine());
    }

    /** The key as a constraint of the table or of a column says it; a table has one at most: 8110. */
    private static @Nullable PrimaryKey key(TsqlGrammar.CreateTableContext context) {
        PrimaryKey key = null;
        for (TsqlGrammar.TableElementContext element : context.tableElements().tableElement()) {
            PrimaryKey found = null;
            if (element instanceof TsqlGrammar.KeyElementContext constraint) {
                found = new PrimaryKey(
                        name(constraint.identifier()),
                        constraint.keyColumn().stream()
                                .map(part -> new KeyColumn(Names.of(part.identifier()), part.DESC() != null))
                                .toList(),
                        constraint.NONCLUSTERED() == null);
            } else if (element instanceof TsqlGrammar.ColumnElementContext column) {
                found = key(column);
            }
            if (found != null && key != null) {
                throw Refusal.at(
                        element.getStart().getLine(),
                        8110,
                        Names.object(context.objectName()).name());
            }
            key = found == null ? key : found;
        }
        return key;
    }

    private static @Nullable PrimaryKey key(TsqlGrammar.ColumnElementContext column) {
        for (TsqlGrammar.ColumnOptionContext option : column.columnOption()) {
            if (option instanceof TsqlGrammar.KeyColumnOptionContext written) {
                List<KeyColumn> columns = List.of(new KeyColumn(Names.of(column.identifier(0)), false));
                return new PrimaryKey(name(written.identifier()), columns, written.NONCLUSTERED() == null);
            }
        }
        return null;
    }

    private static @Nullable String name(TsqlGrammar.@Nullable IdentifierContext identifier) {
        return identifier == null ? null : Names.of(identifier);
    }

    @Override
    public Statement visitDropTable(TsqlGrammar.DropTableContext context) {
        return new Statement.DropTable(
                context.objectName().stream().map(Names::object).toList(),
                context.ifExists() != null,
                context.getStart().getLine());
    }

    @Override
    public Statement visitTruncateTable(TsqlGrammar.TruncateTableContext context) {
        return new Statement.Truncate(
                Names.object(context.objectName()), context.getStart().getLine());
    }

    @Override
    public Statement visitDeclare(TsqlGrammar.DeclareContext context) {
        return new Statement.Declare(
                context.declaration().stream().map(this::variable).toList(),
                context.getStart().getLine());
    }

    private Statement.Declare.Variable variable(TsqlGrammar.DeclarationContext context) {
        String name = context.VARIABLE().getText();
        return context.tableElements() != null
                ? new Statement.Declare.Variable(name, null, columns(context.tableElements()), null)
                : new Statement.Declare.Variable(
                        name,
                        DataTypes.declared(context.dataType()),
                        List.of(),
                        expressions.valueOrNull(context.value()));
    }

    // ---------------------------------------------------------------- columns

    private List<ColumnDefinition> columns(TsqlGrammar.TableElementsContext context) {
        List<ColumnDefinition> columns = new ArrayList<>();
        Set<String> key = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (TsqlGrammar.TableElementContext element : context.tableElement()) {
            if (element instanceof TsqlGrammar.ColumnElementContext column) {
                columns.add(column(column));
            } else if (element instanceof TsqlGrammar.KeyElementContext constraint) {
                constraint.keyColumn().forEach(part -> key.add(Names.of(part.identifier())));
            }
        }
        for (String part : key) {
            if (columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(part))) {
                throw Refusal.at(context.getStart().getLine(), 1911, part);
            }
        }
        return columns.stream()
                .map(column -> key.contains(column.name()) ? inKey(column) : column)
                .toList();
    }

    private static ColumnDefinition inKey(ColumnDefinition column) {
        return new ColumnDefinition(
                column.name(), column.type(), false, column.identity(), true, column.defaultValue());
    }

    private ColumnDefinition column(TsqlGrammar.ColumnElementContext context) {
        SqlType type = DataTypes.declared(context.dataType());
        refuseOtherCollations(context.COLLATE() == null ? null : context.identifier(1));
        OptionReader options = new OptionReader();
        context.columnOption().forEach(options::read);
        boolean nullable = options.nullable == null ? !options.identity && !options.key : options.nullable;
        return new ColumnDefinition(
                Names.of(context.identifier(0)), type, nullable, options.identity, options.key, options.initial);
    }

    /** Columns compare as the database does, and all databases of the lab do so alike. */
    private static void refuseOtherCollations(TsqlGrammar.@Nullable IdentifierContext name) {
        String collation = name == null ? "DATABASE_DEFAULT" : Names.upper(name);
        if (name != null && !collation.equals("DATABASE_DEFAULT") && !collation.endsWith("_CI_AS")) {
            throw Refusal.notImitated(name, "the column collation " + collation);
        }
    }

    /** The options of one column, in any order. */
    private final class OptionReader {
        private final Once once = new Once();
        private @Nullable Boolean nullable;
        private boolean identity;
        private boolean key;
        private @Nullable Expression initial;

        void read(TsqlGrammar.ColumnOptionContext option) {
            once.note(option.getClass().getName(), option);
            if (option instanceof TsqlGrammar.NullabilityContext written) {
                nullable = written.NOT() == null;
            } else if (option instanceof TsqlGrammar.IdentityColumnContext written) {
                identity = true;
                refuseOtherSeeds(written);
            } else if (option instanceof TsqlGrammar.KeyColumnOptionContext) {
                key = true;
            } else if (option instanceof TsqlGrammar.ColumnDefaultContext written) {
                initial = expressions.value(written.value());
            }
        }

        private void refuseOtherSeeds(TsqlGrammar.IdentityColumnContext option) {
            if (option.INTEGER().stream().anyMatch(number -> !number.getText().equals("1"))) {
                throw Refusal.notImitated(option, "IDENTITY with another seed or increment than 1");
            }
        }
    }
}
