package mirrorsh.lab.tds;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads TLS records, exactly one at a time: after a login in clear bytes follow on the same socket (tds.md §5). */
final class TlsRecords {
    private static final int HEADER = 5;
    private static final int LARGEST = 16_384 + 2048;
    private static final int FIRST_TYPE = 0x14;
    private static final int LAST_TYPE = 0x18;

    private final InputStream in;
    private ByteBuffer pending = ByteBuffer.allocate(0);

    TlsRecords(InputStream in) {
        this.in = in;
    }

    static boolean isRecordType(int firstByte) {
        return firstByte >= FIRST_TYPE && firstByte <= LAST_TYPE;
    }

    /** What has been received and not been taken by the engine. */
    ByteBuffer pending() {
        return pending;
    }

    void append(byte[] more) {
        ByteBuffer joined = ByteBuffer.allocate(pending.remaining() + more.length);
        pending = joined.put(pending).put(more).flip();
    }

    /** The next record; empty at the end of the stream. */
    byte[] next() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return header;
        }
        if (header.length < HEADER) {
            throw new EOFException("the connection ended inside a TLS record");
        }
        int length = Byte.toUnsignedInt(header[3]) << 8 | Byte.toUnsignedInt(header[4]);
        if (!isRecordType(Byte.toUnsignedInt(header[0])) || length > LARGEST) {
            throw new ProtocolException("bytes that are no TLS record on an encrypted connection");
        }
        byte[] record = new byte[HEADER + length];
        System.arraycopy(header, 0, record, 0, HEADER);
        if (in.readNBytes(record, HEADER, length) < length) {
            throw new EOFException("the connection ended inside a TLS record");
        }
        return record;
    }
}
