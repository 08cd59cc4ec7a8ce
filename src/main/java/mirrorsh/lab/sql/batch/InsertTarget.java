package mirrorsh.lab.sql.batch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mirrorsh.lab.sql.Table;
import mirrorsh.lab.sql.ast.Expression;
import mirrorsh.lab.sql.ast.Statement;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.expression.Field;
import mirrorsh.lab.sql.expression.Row;
import mirrorsh.lab.sql.expression.RowSource;
import mirrorsh.lab.sql.expression.Scalar;
import mirrorsh.lab.sql.value.Conversion;
import mirrorsh.lab.type.SqlFailure;
import mirrorsh.lab.type.SqlType;
import org.jspecify.annotations.Nullable;

/** The table and the columns that an INSERT fills. */
final class InsertTarget {
    private final Table table;
    private final List<ColumnDefinition> definition;
    private final List<ColumnFit> fits = new ArrayList<>();
    private final List<@Nullable Scalar> defaults = new ArrayList<>();
    private final List<Integer> places;
    private final boolean named;
    private @Nullable BigDecimal lastIdentity;

    private InsertTarget(Table table, List<Integer> places, boolean named, String name, Session session) {
        this.table = table;
        this.definition = table.definition();
        this.places = places;
        this.named = named;
        for (ColumnDefinition column : definition) {
            fits.add(new ColumnFit(name, column));
            Expression initial = column.defaultValue();
            defaults.add(
                    initial == null
                            ? null
                            : session.compiler().expressions().compile(initial).as(column.type()));
        }
    }

    /** Finds the columns; 207, 264, 544. */
    static InsertTarget of(Statement.Insert insert, Session session) {
        Table table = new SessionTables(session).table(insert.table());
        List<ColumnDefinition> definition = table.definition();
        List<Integer> places = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (String name : insert.columns()) {
            int place = place(definition, name);
            if (!seen.add(place)) {
                throw SqlFailure.of(264, definition.get(place).name());
            }
            if (definition.get(place).identity()) {
                throw SqlFailure.of(544, insert.table().name());
            }
            places.add(place);
        }
        boolean named = !places.isEmpty();
        for (int i = 0; i < definition.size() && !named; i++) {
            if (!definition.get(i).identity()) {
                places.add(i);
            }
        }
        return new InsertTarget(table, places, named, insert.table().name(), session);
    }

    static int place(List<ColumnDefinition> definition, String name) {
        for (int i = 0; i < definition.size(); i++) {
            if (definition.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw SqlFailure.of(207, name);
    }

    Table table() {
        return table;
    }

    /** How many values a row needs. */
    int width() {
        return places.size();
    }

    @Nullable
    BigDecimal lastIdentity() {
        return lastIdentity;
    }

    /** 109, 110 or 213 if VALUES has another number of values. */
    void requireValues(int count) {
        if (count != places.size()) {
            throw SqlFailure.of(!named ? 213 : count < places.size() ? 109 : 110);
        }
    }

    /** 120, 121 or 213 if the query has another number of columns. */
    void requireSelected(int count) {
        if (count != places.size()) {
            throw SqlFailure.of(!named ? 213 : count < places.size() ? 120 : 121);
        }
    }

    void requireImplicit(List<Field> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).untypedNull()) {
                Conversion.requireImplicit(
                        fields.get(i).type(), definition.get(places.get(i)).type());
            }
        }
    }

    /** A row of these values, in the order of the filled columns; none at all for DEFAULT VALUES. */
    Table.Change row(List<@Nullable Object> values, List<SqlType> types) {
        @Nullable Object[] row = new Object[definition.size()];
        Set<Integer> filled = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            int place = places.get(i);
            row[place] = fits.get(place).fit(values.get(i), types.get(i));
            filled.add(place);
        }
        return complete(row, filled);
    }

    /** A row whose missing sources stand for DEFAULT. */
    Table.Change rowWithDefaults(List<@Nullable RowSource> sources) {
        @Nullable Object[] row = new Object[definition.size()];
        Set<Integer> filled = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            RowSource source = sources.get(i);
            if (source != null) {
                int place = places.get(i);
                Field field = source.fields().get(0);
                requireImplicit(field, place);
                row[place] = fits.get(place).fit(source.all(null).get(0)[0], field.type());
                filled.add(place);
            }
        }
        return complete(row, filled);
    }

    private void requireImplicit(Field field, int place) {
        if (!field.untypedNull()) {
            Conversion.requireImplicit(field.type(), definition.get(place).type());
        }
    }

    private Table.Change complete(@Nullable Object[] row, Set<Integer> filled) {
        for (int i = 0; i < row.length; i++) {
            Scalar initial = defaults.get(i);
            if (definition.get(i).identity()) {
                long number = table.nextIdentity();
                lastIdentity = BigDecimal.valueOf(number);
                row[i] = fits.get(i).identity(number);
            } else if (!filled.contains(i) && initial != null) {
                row[i] = initial.value(Row.EMPTY);
            }
            fits.get(i).requireNullability(row[i], "INSERT");
        }
        return new Table.Change.Insert(row);
    }
}
