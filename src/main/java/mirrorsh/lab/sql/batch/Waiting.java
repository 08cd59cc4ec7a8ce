package mirrorsh.lab.sql.batch;

import java.time.Duration;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.type.Cancellation;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;

/** WAITFOR, which a cancel ends. */
final class Waiting {
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,3}))?)?");

    private Waiting() {}

    static Effect waitFor(Statement.WaitFor wait, Session session, Request request) {
        Scalar time = session.compiled(() -> session.compiler().expressions().compile(wait.time()));
        Object text = Conversion.convert(time.value(Row.EMPTY), time.type(), SqlType.varchar(SqlType.MAX), 114);
        Duration span = span(text == null ? "" : text.toString());
        if (!wait.delay()) {
            LocalTime now = LocalTime.now(session.engine().clock());
            span = span.minusNanos(now.toNanoOfDay());
            span = span.isNegative() ? span.plusDays(1) : span;
        }
        await(span.toMillis(), request.cancellation());
        return Effect.NONE;
    }

    private static void await(long millis, Cancellation cancellation) {
        try {
            if (cancellation.await(millis)) {
                throw new Cancellation.CancelledException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancellation.CancelledException();
        }
    }

    private static Duration span(String text) {
        Matcher parts = TIME.matcher(text.strip());
        if (!parts.matches()) {
            throw SqlFailure.of(148, text);
        }
        int hours = Integer.parseInt(parts.group(1));
        int minutes = Integer.parseInt(parts.group(2));
        int seconds = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        String fraction = parts.group(4) == null ? "0" : (parts.group(4) + "00").substring(0, 3);
        if (hours > 23 || minutes > 59 || seconds > 59) {
            throw SqlFailure.of(148, text);
        }
        return Duration.ofHours(hours).plusMinutes(minutes).plusSeconds(seconds).plusMillis(Integer.parseInt(fraction));
    }
}
