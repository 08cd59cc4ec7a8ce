package mirrorsh.lab.instance.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Binary form of log records, the same on every instance. */
final class LogCodec {
    private LogCodec() {}

    static byte[] encode(LogChange change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws UncheckedIOException when the bytes are no log record */
    static LogChange decode(byte[] payload) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(payload)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutput out, LogChange change) throws IOException {
        if (change instanceof LogChange.RowInserted inserted) {
            writeRow(out, 'I', inserted.table(), inserted.row());
            ValueCodec.writeRow(out, inserted.values());
        } else if (change instanceof LogChange.RowUpdated updated) {
            writeRow(out, 'U', updated.table(), updated.row());
            ValueCodec.writeRow(out, updated.values());
        } else if (change instanceof LogChange.RowDeleted deleted) {
            writeRow(out, 'D', deleted.table(), deleted.row());
        } else if (change instanceof LogChange.TableCreated created) {
            out.writeByte('T');
            created.table().write(out);
        } else if (change instanceof LogChange.TableDropped dropped) {
            out.writeByte('X');
            out.writeInt(dropped.table());
        } else if (change instanceof LogChange.FileAdded added) {
            out.writeByte('F');
            added.file().write(out);
        } else if (change instanceof LogChange.SecurityReplaced replaced) {
            out.writeByte('S');
            ValueCodec.writeBytes(out, replaced.security());
        } else if (change instanceof LogChange.ChainMoved moved) {
            out.writeByte('B');
            moved.chain().write(out);
        } else if (change instanceof LogChange.ForkOpened opened) {
            out.writeByte('R');
            ValueCodec.write(out, opened.fork());
        } else if (change instanceof LogChange.Committed committed) {
            out.writeByte('C');
            ValueCodec.write(out, committed.at());
            ValueCodec.write(out, committed.mark());
        } else {
            out.writeByte(change instanceof LogChange.Aborted ? 'A' : 'P');
        }
    }

    private static void writeRow(DataOutput out, char kind, int table, long row) throws IOException {
        out.writeByte(kind);
        out.writeInt(table);
        out.writeLong(row);
    }

    private static LogChange read(DataInput in) throws IOException {
        char kind = (char) in.readUnsignedByte();
        return switch (kind) {
            case 'I' -> new LogChange.RowInserted(in.readInt(), in.readLong(), ValueCodec.readRow(in));
            case 'U' -> new LogChange.RowUpdated(in.readInt(), in.readLong(), ValueCodec.readRow(in));
            case 'D' -> new LogChange.RowDeleted(in.readInt(), in.readLong());
            case 'T' -> new LogChange.TableCreated(TableDefinition.read(in));
            case 'X' -> new LogChange.TableDropped(in.readInt());
            case 'F' -> new LogChange.FileAdded(DatabaseFile.read(in));
            case 'S' -> new LogChange.SecurityReplaced(ValueCodec.readBytes(in));
            case 'B' -> new LogChange.ChainMoved(LogChain.read(in));
            case 'R' -> new LogChange.ForkOpened(ValueCodec.readGuid(in));
            case 'C' -> new LogChange.Committed(ValueCodec.readTime(in), (String) ValueCodec.read(in));
            case 'A' -> new LogChange.Aborted();
            case 'P' -> new LogChange.Checkpoint();
            default -> throw new IOException("Unknown log record " + (int) kind + ".");
        };
    }
}
