package mirrorsh.lab.tds;

import java.io.IOException;
import java.io.OutputStream;

/** Cuts outgoing messages into packets. Used by one thread at a time. */
final class PacketWriter {
    private OutputStream out;
    private byte[] packet = new byte[PacketType.DEFAULT_SIZE];
    private int filled = PacketType.HEADER;
    private int type = PacketType.RESPONSE;
    private int sessionId;
    private int packetId;

    PacketWriter(OutputStream out) {
        this.out = out;
    }

    /** Later packets leave through this stream (TLS begins or ends). Only between messages. */
    void output(OutputStream changed) {
        out = changed;
    }

    /** Size of the packets of the next message (tds.md §2: not before the message that announces it is complete). */
    void size(int bytes) {
        packet = new byte[bytes];
        filled = PacketType.HEADER;
    }

    /** Shown in every header from now on; clients echo it. */
    void sessionId(int id) {
        sessionId = id;
    }

    /** Type of the next message; {@link PacketType#RESPONSE} unless the TLS handshake is tunnelled. */
    void type(int messageType) {
        type = messageType;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == packet.length) {
                send(0);
            }
            int part = Math.min(left, packet.length - filled);
            System.arraycopy(bytes, from, packet, filled, part);
            filled += part;
            from += part;
            left -= part;
        }
    }

    void write(ByteWriter bytes) throws IOException {
        write(bytes.buffer(), 0, bytes.size());
    }

    /** Sends what is there without ending the message. */
    void flush() throws IOException {
        if (filled > PacketType.HEADER) {
            send(0);
        }
    }

    void endMessage() throws IOException {
        send(PacketType.END_OF_MESSAGE);
        packetId = 0;
    }

    private void send(int status) throws IOException {
        packet[0] = (byte) type;
        packet[1] = (byte) status;
        packet[2] = (byte) (filled >> 8);
        packet[3] = (byte) filled;
        packet[4] = (byte) (sessionId >> 8);
        packet[5] = (byte) sessionId;
        packet[6] = (byte) ++packetId;
        packet[7] = 0;
        out.write(packet, 0, filled);
        out.flush();
        filled = PacketType.HEADER;
    }
}
