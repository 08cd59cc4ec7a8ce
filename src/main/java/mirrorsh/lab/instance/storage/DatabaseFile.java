package mirrorsh.lab.instance.storage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.UUID;

/**
 * A file of a database.
 *
 * @param id 1 for the primary data file, 2 for the first log file
 * @param createLsn when it was added, 0 with the database
 */
record DatabaseFile(int id, UUID guid, String logicalName, String path, boolean log, long createLsn) {
    /** What sys.master_files shows as its size, in pages of 8 KB; on the disk it is a small placeholder. */
    static final int PAGES = 1024;

    DatabaseFile at(String otherPath) {
        return new DatabaseFile(id, guid, logicalName, otherPath, log, createLsn);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(id);
        ValueCodec.write(out, guid);
        ValueCodec.write(out, logicalName);
        ValueCodec.write(out, path);
        out.writeBoolean(log);
        out.writeLong(createLsn);
    }

    static DatabaseFile read(DataInput in) throws IOException {
        return new DatabaseFile(
                in.readInt(),
                ValueCodec.readGuid(in),
                ValueCodec.readText(in),
                ValueCodec.readText(in),
                in.readBoolean(),
                in.readLong());
    }
}
