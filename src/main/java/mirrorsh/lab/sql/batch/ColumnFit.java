package mirrorsh.lab.sql.batch;

import java.math.BigDecimal;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.sql.value.TypeRules;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** Makes values fit the column they are written to, or refuses them. */
final class ColumnFit {
    private static final int SHOWN_CHARACTERS = 100;

    private final String table;
    private final ColumnDefinition column;

    ColumnFit(String table, ColumnDefinition column) {
        this.table = table;
        this.column = column;
    }

    /**
     * Converts a value.
     *
     * @throws SqlFailure 2628 if a text is too long, and whatever conversions raise
     */
    @Nullable
    Object fit(@Nullable Object value, SqlType from) {
        SqlType to = column.type();
        if (value == null || from.equals(to)) {
            return value;
        }
        boolean limited = (to.kind().isCharacter() || to.kind().isBinary())
                && to.length() != SqlType.MAX
                && (from.kind().isCharacter() || from.kind().isBinary());
        if (limited) {
            SqlType whole = new SqlType(TypeRules.variable(to.kind()), SqlType.MAX, 0, 0);
            requireLength(Conversion.convert(value, from, whole, 0), to.length());
        }
        return Conversion.convert(value, from, to, 0);
    }

    /** Trailing blanks and zero bytes may be lost, nothing else. */
    private void requireLength(@Nullable Object value, int longest) {
        if (value instanceof String text
                && text.length() > longest
                && !text.substring(longest).isBlank()) {
            String shown = text.substring(0, Math.min(longest, SHOWN_CHARACTERS));
            throw SqlFailure.of(2628, table, column.name(), shown).followedBy(3621);
        }
        if (value instanceof byte[] bytes && bytes.length > longest) {
            for (int i = longest; i < bytes.length; i++) {
                if (bytes[i] != 0) {
                    throw SqlFailure.of(2628, table, column.name(), "").followedBy(3621);
                }
            }
        }
    }

    /** Refuses NULL where the column does not allow it: 515. */
    void requireNullability(@Nullable Object value, String statement) {
        boolean nullable = column.nullable() && !column.primaryKey() && !column.identity();
        if (value == null && !nullable) {
            throw SqlFailure.of(515, column.name(), table, statement).followedBy(3621);
        }
    }

    /** The next number of an identity column. */
    Object identity(long number) {
        Object value = Conversion.convert(BigDecimal.valueOf(number), SqlType.numeric(19, 0), column.type(), 0);
        if (value == null) {
            throw new IllegalStateException("An identity became NULL");
        }
        return value;
    }
}
