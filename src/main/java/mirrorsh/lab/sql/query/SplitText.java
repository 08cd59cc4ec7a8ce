package mirrorsh.lab.sql.query;

import java.util.ArrayList;
import java.util.List;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowConsumer;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import mirrorsh.lab.type.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/** {@code STRING_SPLIT(text, separator [, enable_ordinal])}. */
final class SplitText implements RowSource {
    private final Scalar text;
    private final Scalar separator;
    private final boolean ordinal;

    private SplitText(Scalar text, Scalar separator, boolean ordinal) {
        this.text = text;
        this.separator = separator;
        this.ordinal = ordinal;
    }

    static SplitText of(List<Scalar> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw SqlFailure.of(189, "string_split", 2, 3);
        }
        Scalar text = arguments.get(0).isUntypedNull() ? arguments.get(0).as(SqlType.varchar(1)) : arguments.get(0);
        if (!text.type().kind().isCharacter()) {
            throw SqlFailure.of(8116, TypeRules.name(text.type()), 1, "string_split");
        }
        boolean ordinal = arguments.size() == 3
                && Boolean.TRUE.equals(arguments.get(2).as(SqlType.BIT).value(Row.EMPTY));
        return new SplitText(text, arguments.get(1).as(SqlType.nvarchar(4000)), ordinal);
    }

    @Override
    public List<Field> fields() {
        Kind kind = TypeRules.variable(text.type().kind());
        SqlType type = TypeRules.sized(kind, text.type().length());
        Field value = new Field("value", type, true, text.collation(), false);
        return ordinal ? List.of(value, new Field("ordinal", SqlType.BIGINT, false, null, false)) : List.of(value);
    }

    @Override
    public boolean each(@Nullable Row outer, RowConsumer consumer) {
        Row row = new Row(new Object[0], outer);
        Object all = text.value(row);
        Object between = separator.value(row);
        if (between == null || ((String) between).length() != 1) {
            throw SqlFailure.of(214, "separator", "nchar(1)/nvarchar(1)");
        }
        List<String> parts = all == null ? List.of() : parts((String) all, ((String) between).charAt(0));
        for (int i = 0; i < parts.size(); i++) {
            Object[] values = ordinal ? new Object[] {parts.get(i), i + 1L} : new Object[] {parts.get(i)};
            if (!consumer.accept(values)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        return parts;
    }
}
