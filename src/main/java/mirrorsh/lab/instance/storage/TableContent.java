package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table and its rows at one moment; immutable.
 *
 * @param rows in the order of their ids
 * @param nextRow the id of the next row to be inserted
 * @param lastIdentity the highest value that its identity column ever had
 */
record TableContent(TableDefinition definition, List<Row> rows, long nextRow, long lastIdentity) {

    /**
     * A row.
     *
     * @param id its place, the same in every copy of the database
     * @param values never changed
     */
    record Row(long id, @Nullable Object[] values) {}

    static TableContent empty(TableDefinition definition) {
        return new TableContent(definition, List.of(), 1, 0);
    }

    void write(DataOutput out) throws IOException {
        definition.write(out);
        out.writeLong(nextRow);
        out.writeLong(lastIdentity);
        out.writeInt(rows.size());
        for (Row row : rows) {
            out.writeLong(row.id());
            ValueCodec.writeRow(out, row.values());
        }
    }

    static TableContent read(DataInput in) throws IOException {
        TableDefinition definition = TableDefinition.read(in);
        long nextRow = in.readLong();
        long lastIdentity = in.readLong();
        List<Row> rows = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            rows.add(new Row(in.readLong(), ValueCodec.readRow(in)));
        }
        return new TableContent(definition, rows, nextRow, lastIdentity);
    }
}
