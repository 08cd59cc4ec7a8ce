package mirrorsh.lab.sql.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import mirrorsh.lab.type.Column;
import mirrorsh.lab.type.ResponseSink;
import mirrorsh.lab.type.SqlMessage;
import mirrorsh.lab.type.StatementKind;
import mirrorsh.lab.type.Variant;
import org.jspecify.annotations.Nullable;

/** Writes down what a request answers, one line an event. */
final class RecordingSink implements ResponseSink {
    private final List<String> events = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private final List<Integer> errors = new ArrayList<>();
    private List<Column> columns = List.of();

    List<String> events() {
        return events;
    }

    /** Rows of all result sets, values separated by bars. */
    List<String> rows() {
        return rows;
    }

    List<Integer> errors() {
        return errors;
    }

    /** Columns of the last result set. */
    List<Column> columns() {
        return columns;
    }

    @Override
    public void columns(List<Column> newColumns) {
        columns = newColumns;
        events.add("columns "
                + newColumns.stream()
                        .map(column -> column.name() + " " + column.type())
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public void row(@Nullable Object[] values) {
        String row = Arrays.stream(values).map(RecordingSink::text).collect(Collectors.joining("|"));
        rows.add(row);
        events.add("row " + row);
    }

    static String text(@Nullable Object value) {
        if (value instanceof Boolean bit) {
            return bit ? "1" : "0";
        }
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        if (value instanceof Variant variant) {
            return text(variant.value()) + ":" + variant.type();
        }
        if (value instanceof UUID guid) {
            return guid.toString().toUpperCase(Locale.ROOT);
        }
        return value instanceof java.math.BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    @Override
    public void message(SqlMessage message) {
        if (message.isError()) {
            errors.add(message.number());
            events.add("error " + message.number() + " line " + message.line());
        } else {
            events.add("info " + message.number() + " " + message.text());
        }
    }

    @Override
    public void environment(EnvironmentChange change) {
        events.add(("env " + change.kind() + " " + change.newValue()).strip());
    }

    @Override
    public void done(StatementKind command, long count, boolean failed) {
        events.add("done " + command + (count < 0 ? "" : " " + count) + (failed ? " failed" : ""));
    }

    @Override
    public void flush() {
        events.add("flush");
    }
}
