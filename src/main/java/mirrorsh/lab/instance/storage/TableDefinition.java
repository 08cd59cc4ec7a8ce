package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mirrorsh.lab.sql.ast.Statement.ColumnDefinition;

/**
 * A user table as it was declared. All are in schema dbo: the lab has no other schema for them.
 *
 * @param id its object_id
 */
record TableDefinition(int id, String name, List<ColumnDefinition> columns, LocalDateTime created) {
    TableDefinition {
        columns = List.copyOf(columns);
    }

    /** Positions of the primary key's columns, empty without one. */
    int[] primaryKey() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).primaryKey())
                .toArray();
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

    static TableDefinition read(DataInput in) throws IOException {
        int id = in.readInt();
        String name = ValueCodec.readText(in);
        LocalDateTime created = ValueCodec.readTime(in);
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
        return new TableDefinition(id, name, columns, created);
    }
}
