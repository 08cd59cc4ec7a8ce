package mirrorsh.lab.instance.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The content of a log backup: its records. */
final class LogBody {
    private LogBody() {}

    static byte[] encode(List<LogRecord> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(records.size());
            for (LogRecord record : records) {
                out.writeLong(record.lsn());
                ValueCodec.writeBytes(out, record.payload());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static List<LogRecord> decode(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        List<LogRecord> records = new ArrayList<>();
        for (int n = ValueCodec.count(in); n > 0; n--) {
            records.add(new LogRecord(in.readLong(), ValueCodec.readBytes(in)));
        }
        return records;
    }
}
