package mirrorsh.lab.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the little-endian fields of one message; every read is checked against what is left. */
final class ByteReader {
    private final ByteBuffer bytes;

    ByteReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return bytes.remaining();
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }

    int position() {
        return bytes.position();
    }

    int size() {
        return bytes.limit();
    }

    /** The next byte without taking it. */
    int peek() throws ProtocolException {
        need(1);
        return Byte.toUnsignedInt(bytes.get(bytes.position()));
    }

    int u1() throws ProtocolException {
        need(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    int u2() throws ProtocolException {
        need(2);
        return Short.toUnsignedInt(bytes.getShort());
    }

    int u2BigEndian() throws ProtocolException {
        return u1() << 8 | u1();
    }

    int i4() throws ProtocolException {
        need(4);
        return bytes.getInt();
    }

    long u4() throws ProtocolException {
        return Integer.toUnsignedLong(i4());
    }

    long i8() throws ProtocolException {
        need(8);
        return bytes.getLong();
    }

    byte[] take(long count) throws ProtocolException {
        need(count);
        byte[] taken = new byte[(int) count];
        bytes.get(taken);
        return taken;
    }

    void skip(long count) throws ProtocolException {
        need(count);
        bytes.position(bytes.position() + (int) count);
    }

    /** Text of so many UTF-16 units. */
    String text(int characters) throws ProtocolException {
        return new String(take(2L * characters), StandardCharsets.UTF_16LE);
    }

    /** B_VARCHAR. */
    String shortText() throws ProtocolException {
        return text(u1());
    }

    /** US_VARCHAR. */
    String longText() throws ProtocolException {
        return text(u2());
    }

    /** A part of the whole message by absolute position; the reading position stays. */
    byte[] slice(long offset, long length) throws ProtocolException {
        if (offset < 0 || length < 0 || offset + length > bytes.limit()) {
            throw new ProtocolException("a field lies outside its message: offset " + offset + ", length " + length);
        }
        byte[] part = new byte[(int) length];
        bytes.duplicate().position((int) offset).get(part);
        return part;
    }

    private void need(long count) throws ProtocolException {
        if (count < 0 || count > bytes.remaining()) {
            throw new ProtocolException("the message ends " + (count - bytes.remaining()) + " bytes too early");
        }
    }
}
