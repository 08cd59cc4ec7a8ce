package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;
import mirrorsh.lab.sql.ast.Statement.KeyColumn;
import mirrorsh.lab.sql.ast.Statement.PrimaryKey;
import org.jspecify.annotations.Nullable;

/**
 * A user table as it was declared. All are in schema dbo: the lab has no other schema for them.
 *
 * @param id its object_id
 */
record TableDefinition(
        int id,
        String name,
        List<ColumnDefinition> columns,
        @Nullable PrimaryKey key,
        LocalDateTime created) {
    private static final int NAME_IN_KEY = 8;

    TableDefinition {
        columns = List.copyOf(columns);
    }

    /** Positions of the primary key's columns, in the key's order; empty without one. */
    int[] primaryKey() {
        return key == null
                ? new int[0]
                : key.columns().stream()
                        .mapToInt(column -> position(column.name()))
                        .toArray();
    }

    /** The place of a column, from 0. */
    int position(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equalsIgnoreCase(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No column " + column + " in " + name));
    }

    /** The name of the primary key, found by the server where the table's maker gave none; null without a key. */
    @Nullable
    String keyName() {
        if (key == null) {
            return null;
        }
        // the real server's digits are of the object's id and time of making, too: the same form, other digits
        return key.name() != null
                ? key.name()
                : String.format(
                        Locale.ROOT,
                        "PK__%s__3213%04X%08X",
                        name.substring(0, Math.min(NAME_IN_KEY, name.length())),
                        created.getNano() / 1_000_000,
                        id);
    }

    /** The object_id of the primary key. */
    int keyId() {
        return id + 1;
    }

    /** Position of the identity column, -1 without one. */
    int identity() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).identity())
                .findFirst()
                .orElse(-1);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(id);
        ValueCodec.write(out, name);
        ValueCodec.write(out, created);
        writeKey(out);
        out.writeInt(columns.size());
        for (ColumnDefinition column : columns) {
            ValueCodec.write(out, column.name());
            ValueCodec.writeType(out, column.type());
            out.writeBoolean(column.nullable());
            out.writeBoolean(column.identity());
            out.writeBoolean(column.primaryKey());
            ExpressionCodec.write(out, column.defaultValue());
        }
    }

    private void writeKey(DataOutput out) throws IOException {
        out.writeBoolean(key != null);
        if (key != null) {
            ValueCodec.write(out, key.name());
            out.writeBoolean(key.clustered());
            out.writeInt(key.columns().size());
            for (KeyColumn column : key.columns()) {
                ValueCodec.write(out, column.name());
                out.writeBoolean(column.descending());
            }
        }
    }

    private static @Nullable PrimaryKey readKey(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Object name = ValueCodec.read(in);
        boolean clustered = in.readBoolean();
        List<KeyColumn> columns = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            columns.add(new KeyColumn(ValueCodec.readText(in), in.readBoolean()));
        }
        return new PrimaryKey(name == null ? null : name.toString(), columns, clustered);
    }

    static TableDefinition read(DataInput in) throws IOException {
        int id = in.readInt();
        String name = ValueCodec.readText(in);
        LocalDateTime created = ValueCodec.readTime(in);
        PrimaryKey key = readKey(in);
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            columns.add(new ColumnDefinition(
                    ValueCodec.readText(in),
                    ValueCodec.readType(in),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    ExpressionCodec.read(in)));
        }
        return new TableDefinition(id, name, columns, key, created);
    }
}
