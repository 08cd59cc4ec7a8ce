package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.Messages;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** PRINT, RAISERROR and THROW. */
final class MessageStatements {
    private static final int AD_HOC = 50000;
    private static final int LEAST_OWN_NUMBER = 50000;
    private static final int LEAST_MESSAGE_NUMBER = 13000;
    private static final int LAST_INFORMATION = 10;
    private static final int LAST_ORDINARY = 18;

    private final Session session;

    MessageStatements(Session session) {
        this.session = session;
    }

    private Scalar compile(Expression expression) {
        return session.compiled(() -> session.compiler().expressions().compile(expression));
    }

    private @Nullable Object value(Expression expression, SqlType type) {
        return session.compiled(() -> compile(expression).as(type)).value(Row.EMPTY);
    }

    Effect print(Statement.Print print, Request request) {
        Scalar scalar = compile(print.text());
        SqlType type = TypeRules.textOf(scalar.type());
        Object text = session.compiled(() -> scalar.as(type)).value(Row.EMPTY);
        String line = text == null || text.toString().isEmpty() ? " " : text.toString();
        request.sink().message(new SqlMessage(0, 0, 1, line, "", print.line()));
        return Effect.NONE;
    }

    /** Up to severity 10 it is information; above, the error of this statement. */
    Effect raise(Statement.RaiseError error, Request request) {
        int severity = number(error.severity());
        severity = Math.max(0, severity);
        if (severity > LAST_ORDINARY && !error.log()) {
            throw SqlFailure.of(2754);
        }
        int state = number(error.state());
        SqlMessage message = message(error, Math.min(25, severity), state < 0 ? 1 : Math.min(255, state));
        if (severity > LAST_INFORMATION) {
            if (error.noWait()) {
                request.sink().flush();
            }
            throw new SqlFailure(List.of(message));
        }
        request.sink().message(message);
        if (error.noWait()) {
            request.sink().flush();
        }
        return Effect.NONE;
    }

    private int number(Expression expression) {
        Object value = value(expression, SqlType.INT);
        return value == null ? 0 : (Integer) value;
    }

    private SqlMessage message(Statement.RaiseError error, int severity, int state) {
        Scalar template = compile(error.message());
        Object written = template.value(Row.EMPTY);
        int number = AD_HOC;
        String text;
        if (template.type().kind().isInteger() && written != null) {
            number = ((Number) written).intValue();
            text = known(number, severity, state);
        } else {
            Object converted = Conversion.convert(written, template.type(), SqlType.nvarchar(2048), 0);
            text = converted == null ? "" : (String) converted;
        }
        List<MessageText.Argument> arguments = new ArrayList<>();
        for (Expression expression : error.arguments()) {
            Scalar argument = compile(expression);
            arguments.add(new MessageText.Argument(argument.type(), argument.value(Row.EMPTY)));
        }
        return new SqlMessage(number, severity, state, new MessageText(text, arguments).filled(), "", error.line());
    }

    private static String known(int number, int severity, int state) {
        if (number < LEAST_MESSAGE_NUMBER || number == AD_HOC) {
            throw SqlFailure.of(2732, number);
        }
        Messages.Entry entry = Messages.all().get(number);
        if (entry == null) {
            throw SqlFailure.of(18054, number, severity, state);
        }
        // the catalogue's slots are numbered, the arguments of RAISERROR come in the same order
        return entry.template().replace("%", "%%").replaceAll("\\{\\d+}", "%s");
    }

    SqlFailure thrown(Statement.Throw error) {
        Expression numbered = error.number();
        Expression text = error.text();
        Expression state = error.state();
        if (numbered == null || text == null || state == null) {
            SqlFailure again = session.caught().peek();
            return again == null ? SqlFailure.of(10704) : again;
        }
        int number = number(numbered);
        if (number < LEAST_OWN_NUMBER) {
            return SqlFailure.of(35100, number);
        }
        Object message = value(text, SqlType.nvarchar(2048));
        return new SqlFailure(List.of(new SqlMessage(
                number,
                16,
                Math.max(0, Math.min(255, number(state))),
                message == null ? "" : (String) message,
                "",
                error.line())));
    }
}
