package mirrorsh.lab.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import mirrorsh.lab.sql.ast.AdminStatement;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Query;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;

/** What the tests of this room ask of the parser. */
final class Parsing {
    private static final TsqlParser PARSER = new TsqlParser();

    private Parsing() {}

    static Statement.Batch batch(String text) {
        return PARSER.parse(text);
    }

    static Statement statement(String text) {
        Statement.Batch batch = batch(text);
        assertThat(batch.statements()).as(text).hasSize(1);
        return batch.statements().get(0);
    }

    static AdminStatement action(String text) {
        return ((Statement.Administration) statement(text)).action();
    }

    static Query query(String text) {
        return ((Statement.Select) statement(text)).query();
    }

    static Query.Select select(String text) {
        return (Query.Select) query(text).body();
    }

    /** The value of {@code SELECT text}. */
    static Expression value(String text) {
        return ((Query.Output) select("SELECT " + text).items().get(0)).expression();
    }

    /** The condition of {@code IF text PRINT 1}. */
    static Expression condition(String text) {
        return ((Statement.If) statement("IF " + text + " PRINT 1")).condition();
    }

    static SqlMessage refusal(String text) {
        SqlFailure failure = catchThrowableOfType(SqlFailure.class, () -> PARSER.parse(text));
        assertThat(failure).as("the refusal of: " + text).isNotNull();
        return failure.messages().get(0);
    }

    static int number(String text) {
        return refusal(text).number();
    }

    static Expression.ColumnReference column(int line, String... parts) {
        return new Expression.ColumnReference(mirrorsh.lab.sql.ast.ObjectName.of(parts), line);
    }

    static Expression.Literal integer(int value) {
        return new Expression.Literal(value, mirrorsh.lab.type.SqlType.INT);
    }
}
