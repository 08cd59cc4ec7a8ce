package mirrorsh.lab.mirroring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Frames on a link: a length of four bytes and that many bytes. */
final class Frames {
    private static final int LONGEST = 16 << 20;

    private Frames() {}

    /** What was read is no frame, or its content no message. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Writes the content of a frame. */
    interface Content {
        void write(DataOutput out) throws IOException;
    }

    /** A frame around a content. */
    static byte[] frame(Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(new byte[Integer.BYTES]);
            content.write(new DataOutputStream(bytes));
            byte[] frame = bytes.toByteArray();
            ByteBuffer.wrap(frame).putInt(frame.length - Integer.BYTES);
            return frame;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * The content of the next frame.
     *
     * @param longest the largest length believed, in bytes
     * @throws EOFException when the peer closed
     */
    static DataInputStream read(InputStream in, int longest) throws IOException {
        byte[] head = in.readNBytes(Integer.BYTES);
        if (head.length < Integer.BYTES) {
            throw new EOFException("The peer closed the link.");
        }
        int length = ByteBuffer.wrap(head).getInt();
        if (length < 0 || length > longest) {
            throw new MalformedException("A frame claims " + length + " bytes.");
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("The peer closed the link within a frame.");
        }
        return new DataInputStream(new ByteArrayInputStream(content));
    }

    static DataInputStream read(InputStream in) throws IOException {
        return read(in, LONGEST);
    }

    static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new MalformedException("A field claims " + length + " bytes.");
        }
        return in.readNBytes(length);
    }
}
