package mirrorsh.lab.tds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects little-endian fields in a buffer that grows. */
final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The buffer itself; valid up to {@link #size} and until the next write. */
    byte[] buffer() {
        return bytes;
    }

    ByteWriter clear() {
        size = 0;
        return this;
    }

    ByteWriter u1(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    ByteWriter u2(int value) {
        return u1(value).u1(value >> 8);
    }

    ByteWriter u2BigEndian(int value) {
        return u1(value >> 8).u1(value);
    }

    ByteWriter i4(int value) {
        return u2(value).u2(value >> 16);
    }

    ByteWriter i4BigEndian(int value) {
        return u2BigEndian(value >> 16).u2BigEndian(value);
    }

    ByteWriter i8(long value) {
        return i4((int) value).i4((int) (value >> 32));
    }

    ByteWriter bytes(byte[] more) {
        return bytes(more, 0, more.length);
    }

    ByteWriter bytes(byte[] more, int offset, int length) {
        room(length);
        System.arraycopy(more, offset, bytes, size, length);
        size += length;
        return this;
    }

    ByteWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** B_VARCHAR; what is longer than 255 units is cut, for no field of that kind may be. */
    ByteWriter shortText(String text) {
        String cut = text.length() <= 255 ? text : text.substring(0, 255);
        return u1(cut.length()).text(cut);
    }

    /** US_VARCHAR. */
    ByteWriter longText(String text) {
        return u2(text.length()).text(text);
    }

    /** Overwrites the two bytes at a place with a length. */
    ByteWriter patchU2(int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        return this;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
